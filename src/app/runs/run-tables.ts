import { tradeSchema, type BacktestResultDocument, type Trade } from '../../core/backtest-result/index.js';
import type { ReadColumns, PackedColumn } from '../../infra/store/series/index.js';

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
      : { name, kind, values: Float64Array.from(trades, (trade) => Number(trade[name])) };
  });

/** What a run keeps beside its `result.json`. */
export interface RunTables {
  readonly trades: readonly PackedColumn[];
  readonly equity: readonly PackedColumn[];
}

export const runTables = (result: BacktestResultDocument): RunTables => ({
  trades: tradeColumns(result.trades),
  equity: equityColumns(result),
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
export const equityColumns = ({ times, equity, prices }: BacktestResultDocument): PackedColumn[] => [
  { name: 'time', kind: 'time', values: new Float64Array(times) },
  { name: 'equity', kind: 'number', values: new Float64Array(equity) },
  ...prices.map(({ symbol, close }) => ({ name: closeOf(symbol), kind: 'price' as const, values: doubles(close) })),
];

type Series = Pick<BacktestResultDocument, 'times' | 'equity' | 'prices'>;

/** The series of a table. @throws Error naming the column that is missing */
export function seriesOf(columns: ReadColumns, symbols: readonly string[]): Series {
  const column = (name: string): number[] => {
    const values = columns.get(name);
    if (!(values instanceof Float64Array)) throw new Error(`there is no column ${name}`);
    return Array.from(values);
  };
  return {
    times: column('time'),
    equity: column('equity'),
    prices: symbols.map((symbol) => ({
      symbol,
      close: column(closeOf(symbol)).map((value) => (Number.isNaN(value) ? null : value)),
    })),
  };
}

/** A loop: `Float64Array.from` with a function takes ten times as long. */
function doubles(values: readonly (number | null)[]): Float64Array {
  const column = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) column[i] = values[i] ?? NaN;
  return column;
}
