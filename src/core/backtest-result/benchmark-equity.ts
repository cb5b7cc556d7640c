import type { BacktestResultDocument } from './schema.js';
import { seriesOf, type ResultSeries } from './series.js';

/** Equity of the benchmark at each step's close; NaN before its symbol's first bar. */
export function benchmarkEquity(result: BacktestResultDocument): Float64Array {
  const series = seriesOf(result);
  const equity = new Float64Array(series.times.length);
  benchmarkSteps(result, series)(equity, 0, NaN);
  return equity;
}

/**
 * The same for some steps: fills `into` with those from `first` on. What it takes and gives back is the last close before a
 * step, NaN where there was none.
 */
export function benchmarkSteps(
  result: BacktestResultDocument,
  { times, prices }: ResultSeries,
): (into: Float64Array, first: number, lastClose: number) => number {
  const { benchmark, benchmark_funding: funding, interval_ms: interval, initial_equity: initial } = result;
  const closes = prices.find(({ symbol }) => symbol === benchmark.symbol)?.close ?? new Float64Array();
  const due = funding?.time ?? [];
  const settledBy = (row: number, from: number): number => {
    let settled = from;
    // What is due at the very close belongs to the next step.
    while (settled < due.length && due[settled]! < times[row]! + interval) settled++;
    return settled;
  };
  let known = 0;
  return (into, first, lastClose) => {
    while (known > 0 && due[known - 1]! >= times[first]! + interval) known--;
    let last = lastClose;
    for (let from = 0; from < into.length;) {
      known = settledBy(first + from, known);
      let to = from + 1;
      if (known === due.length) to = into.length;
      while (to < into.length && due[known]! >= times[first + to]! + interval) to++;
      const paid = known === 0 ? 0 : funding!.total[known - 1]!;
      const cash = initial - benchmark.costs - paid;
      last = fill(into.subarray(from, to), closes.subarray(first + from, first + to), { cash, ...benchmark, last });
      from = to;
    }
    return last;
  };
}

interface Holding {
  readonly cash: number;
  readonly quantity: number;
  readonly entry_price: number;
  readonly last: number;
}

/** A function of its own, since what a closure captures makes a loop several times as long. @returns the last close */
function fill(into: Float64Array, closes: Float64Array, { cash, quantity, entry_price: entry, last }: Holding): number {
  let close = last;
  for (let i = 0; i < into.length; i++) {
    // NaN, a hole, is unlike itself.
    if (i < closes.length && closes[i] === closes[i]) close = closes[i]!;
    into[i] = cash + quantity * (close - entry);
  }
  return close;
}
