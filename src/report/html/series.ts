import { benchmarkSteps, seriesOf, type BacktestResultDocument } from '../../core/backtest-result/index.js';
import { BlockColumn, valuesFrom, type StepValues } from './block-column.js';

/** The long series of a run, ready to draw; row i belongs to step i. */
export interface RunSeries {
  /** Open of each step, UTC ms. */
  readonly opens: Float64Array;
  /** Close of each step, UTC ms. */
  readonly times: StepValues;
  readonly equity: Float64Array;
  /** Equity of buying and holding; NaN where its symbol had no bar yet. */
  readonly benchmark: BlockColumn;
  readonly prices: readonly { readonly symbol: string; readonly close: Float64Array }[];
}

export function runSeries(result: BacktestResultDocument): RunSeries {
  const series = seriesOf(result);
  const { times: opens, equity, prices } = series;
  const times = { length: opens.length, at: (row: number): number => opens[row]! + result.interval_ms };
  const benchmark = new BlockColumn(opens.length, NaN, benchmarkSteps(result, series));
  return { opens, times, equity, benchmark, prices };
}

/** Loss from the highest equity so far at each step, a fraction at most 0. */
export const underwater = (equity: Float64Array | BlockColumn, initial: number): BlockColumn =>
  new BlockColumn(equity.length, initial, (into, first, peak) => lossesFrom(into, valuesFrom(equity, first), peak));

/** @returns the highest value, `before` or among these */
function lossesFrom(into: Float64Array, values: Float64Array, before: number): number {
  let peak = before;
  for (let i = 0; i < into.length; i++) {
    const value = values[i]!;
    if (value > peak) peak = value;
    into[i] = value / peak - 1;
  }
  return peak;
}
