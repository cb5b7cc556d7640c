import type { BacktestResultDocument, Trade } from '../../core/backtest-result/index.js';
import type { Column } from './table.js';

/** Round trips, one a row. */
export function tradeColumns(trades: readonly Trade[]): Column[] {
  const text = (name: 'symbol' | 'side' | 'exit_reason'): Column => ({
    name,
    kind: 'text',
    values: trades.map((trade) => trade[name]),
  });
  const time = (name: 'open_time' | 'close_time'): Column => ({
    name,
    kind: 'time',
    values: trades.map((trade) => trade[name]),
  });
  const integer = (name: 'open_bar' | 'close_bar'): Column => ({
    name,
    kind: 'integer',
    values: trades.map((trade) => trade[name]),
  });
  const number = (
    name: 'entry_price' | 'exit_price' | 'quantity' | 'size' | 'pnl' | 'return' | 'fees' | 'slippage' | 'carry',
  ): Column => ({ name, kind: 'number', values: trades.map((trade) => trade[name]) });
  return [
    text('symbol'),
    text('side'),
    time('open_time'),
    time('close_time'),
    integer('open_bar'),
    integer('close_bar'),
    number('entry_price'),
    number('exit_price'),
    number('quantity'),
    number('size'),
    number('pnl'),
    number('return'),
    number('fees'),
    number('slippage'),
    number('carry'),
    text('exit_reason'),
  ];
}

/** The equity curve, one step a row: `time` is the open of the step, `equity` the account at its close. */
export function equityColumns({ times, equity }: BacktestResultDocument): Column[] {
  return [
    { name: 'time', kind: 'time', values: times },
    { name: 'equity', kind: 'number', values: equity },
  ];
}
