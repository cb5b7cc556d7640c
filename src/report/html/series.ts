import { benchmarkEquity, seriesOf, type BacktestResultDocument } from '../../core/backtest-result/index.js';

/** The long series of a run, ready to draw; row i belongs to step i. */
export interface RunSeries {
  /** Close of each step, UTC ms. */
  readonly times: Float64Array;
  readonly equity: Float64Array;
  /** Equity of buying and holding; NaN where its symbol had no bar yet. */
  readonly benchmark: Float64Array;
  readonly prices: readonly { readonly symbol: string; readonly close: Float64Array }[];
}

export function runSeries(result: BacktestResultDocument): RunSeries {
  const { times: opens, equity, prices } = seriesOf(result);
  const times = new Float64Array(opens);
  for (let i = 0; i < times.length; i++) times[i]! += result.interval_ms;
  return { times, equity, benchmark: benchmarkEquity(result), prices };
}

/** Loss from the highest equity so far at each step, a fraction at most 0. */
export function underwater(equity: Float64Array, initial: number): Float64Array {
  let peak = initial;
  const losses = new Float64Array(equity.length);
  for (let i = 0; i < equity.length; i++) {
    const value = equity[i]!;
    if (value > peak) peak = value;
    losses[i] = value / peak - 1;
  }
  return losses;
}
