import { benchmarkEquity, type BacktestResultDocument } from '../../core/backtest-result/index.js';

/** The long series of a run, ready to draw; row i belongs to step i. */
export interface RunSeries {
  /** Close of each step, UTC ms. */
  readonly times: Float64Array;
  readonly equity: Float64Array;
  /** Equity of buying and holding; NaN where its symbol had no bar yet. */
  readonly benchmark: Float64Array;
  /** Loss from the highest equity so far, a fraction at most 0. */
  readonly drawdown: Float64Array;
  readonly benchmarkDrawdown: Float64Array;
  readonly prices: readonly { readonly symbol: string; readonly close: Float64Array }[];
}

export function runSeries(result: BacktestResultDocument): RunSeries {
  const { initial_equity: initial } = result;
  const equity = Float64Array.from(result.equity);
  const prices = result.prices.map(({ symbol, close }) => ({
    symbol,
    close: Float64Array.from(close, (value) => value ?? NaN),
  }));
  const benchmark = benchmarkEquity(result);
  return {
    times: Float64Array.from(result.times, (time) => time + result.interval_ms),
    equity,
    benchmark,
    drawdown: underwater(equity, initial),
    benchmarkDrawdown: underwater(benchmark, initial),
    prices,
  };
}

function underwater(equity: Float64Array, initial: number): Float64Array {
  let peak = initial;
  return equity.map((value) => {
    if (value > peak) peak = value;
    return value / peak - 1;
  });
}
