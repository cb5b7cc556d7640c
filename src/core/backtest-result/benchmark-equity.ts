import type { BacktestResultDocument } from './schema.js';
import { seriesOf } from './series.js';

/** Equity of the benchmark at each step's close; NaN before its symbol's first bar. */
export function benchmarkEquity(result: BacktestResultDocument): Float64Array {
  const { benchmark, benchmark_funding: funding, interval_ms: interval, initial_equity: initial } = result;
  const { times, prices } = seriesOf(result);
  const closes = prices.find(({ symbol }) => symbol === benchmark.symbol)?.close ?? new Float64Array();
  const equity = new Float64Array(times.length);
  let last = NaN;
  let settled = 0;
  for (let i = 0; i < times.length; i++) {
    const close = closes[i] ?? NaN;
    if (!Number.isNaN(close)) last = close;
    // What is due at the very close belongs to the next step.
    while (funding !== undefined && settled < funding.time.length && funding.time[settled]! < times[i]! + interval)
      settled++;
    const paid = settled === 0 ? 0 : funding!.total[settled - 1]!;
    equity[i] = initial - benchmark.costs - paid + benchmark.quantity * (last - benchmark.entry_price);
  }
  return equity;
}
