import {
  seriesOf,
  tradeSchema,
  type BacktestResultDocument,
  type ResultSeries,
  type Trade,
} from '../../core/backtest-result/index.js';
import type { ReadColumns } from '../../infra/store/series/read-columns.js';
import type { PackedColumn } from '../../infra/store/series/encode-columns.js';

/** Columns of the table of trades, in its order. */
const TRADE_COLUMNS = {
  symbol: 'text',
  side: 'text',
  open_time: 'time',
  close_time: 'time',
  open_bar: 'integer',
  close_bar: 'integer',
  entry_price: 'number',
  exit_price: 'number',
  quantity: 'number',
  size: 'number',
  pnl: 'number',
  return: 'number',
  fees: 'number',
  slippage: 'number',
  carry: 'number',
  exit_reason: 'text',
} as const satisfies Record<keyof Trade, PackedColumn['kind']>;

const NAMES = Object.keys(TRADE_COLUMNS) as (keyof Trade)[];

/** Round trips, one a row. */
export const tradeColumns = (trades: readonly Trade[]): PackedColumn[] =>
  NAMES.map((name) => {
    const kind = TRADE_COLUMNS[name];
    return kind === 'text'
      ? { name, kind, values: trades.map((trade) => String(trade[name])) }
      : { name, kind, values: numbersOf(trades, name) };
  });

/** A loop: `Float64Array.from` with a function takes several times as long. */
function numbersOf(trades: readonly Trade[], name: keyof Trade): Float64Array {
  const values = new Float64Array(trades.length);
  for (let i = 0; i < trades.length; i++) values[i] = Number(trades[i]![name]);
  return values;
}

/** What a run keeps beside its `result.json`. */
export interface RunTables {
  readonly trades: readonly PackedColumn[];
  readonly equity: readonly PackedColumn[];
}

export const runTables = (result: BacktestResultDocument): RunTables => ({
  trades: tradeColumns(result.trades),
  equity: equityColumns(seriesOf(result)),
});

/** The trades of a table. @throws ZodError where it is not one of ours */
export function tradesOf(columns: ReadColumns, rows: number): Trade[] {
  const fields = Object.keys(tradeSchema.shape) as (keyof Trade)[];
  return Array.from({ length: rows }, (_, row) =>
    tradeSchema.parse(Object.fromEntries(fields.map((name) => [name, columns.get(name)?.[row]]))),
  );
}

const closeOf = (symbol: string): string => `close_${symbol}`;

/**
 * The series of a run, one step a row: `time` is the open of the step, `equity` the account at its close, and a close of each
 * symbol, NaN where it has no bar.
 */
export const equityColumns = ({ times, equity, prices }: ResultSeries): PackedColumn[] => [
  { name: 'time', kind: 'time', values: times },
  { name: 'equity', kind: 'number', values: equity },
  ...prices.map(({ symbol, close }) => ({ name: closeOf(symbol), kind: 'price' as const, values: close })),
];

/** The series of a table. @throws Error naming the column that is missing */
export function seriesOfTable(columns: ReadColumns, symbols: readonly string[]): ResultSeries {
  const column = (name: string): Float64Array => {
    const values = columns.get(name);
    if (!(values instanceof Float64Array)) throw new Error(`there is no column ${name}`);
    return values;
  };
  return {
    times: column('time'),
    equity: column('equity'),
    prices: symbols.map((symbol) => ({ symbol, close: column(closeOf(symbol)) })),
  };
}
