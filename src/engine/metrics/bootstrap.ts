import type { Random } from '../../core/ports/random.js';
import { annualised, cagr, sharpe, totalReturn, volatility } from './returns.js';
import { maxDrawdown } from './drawdown.js';
import { quantile } from '../../core/statistics/quantile.js';
import type { SampledReturns } from './sampled-returns.js';

export interface BootstrapOptions {
  /** Resampled runs. Default 1,000. */
  readonly samples?: number;
  /** Mean block length in periods. Default: the cube root of their number, rounded up (Politis & White, 2004, give the order). */
  readonly blockPeriods?: number;
  /** Coverage of the interval, (0, 1). Default 0.95. */
  readonly level?: number;
}

export interface BootstrapIntervals {
  readonly level: number;
  readonly samples: number;
  readonly blockPeriods: number;
  /** By metric: total_return, cagr, volatility, sharpe, max_drawdown; one that is undefined in any sample is left out. */
  readonly intervals: Readonly<Record<string, { readonly low: number; readonly high: number }>>;
}

/**
 * Confidence intervals by the stationary bootstrap: blocks of geometric length, wrapped around, keep the dependence
 * between neighbouring returns. Politis & Romano, "The Stationary Bootstrap" (JASA, 1994). Null with fewer than ten periods.
 */
export function bootstrapIntervals(
  sampled: SampledReturns,
  random: Random,
  options: BootstrapOptions = {},
): BootstrapIntervals | null {
  const { returns, periodMs } = sampled;
  const n = returns.length;
  if (n < 10) return null;
  const { samples = 1_000, blockPeriods = Math.ceil(Math.cbrt(n)), level = 0.95 } = options;
  const drawn = new Float64Array(n);
  const values = new Float64Array(n + 1);
  const results: Record<string, Float64Array> = {};
  for (let k = 0; k < samples; k++) {
    resample(returns, drawn, blockPeriods, random);
    values[0] = 1;
    for (let i = 0; i < n; i++) values[i + 1] = values[i]! * (1 + drawn[i]!);
    const run: SampledReturns = { ...sampled, returns: drawn, values };
    const final = values[n]!;
    const yearly = (value: number | null): number | null => annualised(value, n * periodMs);
    const statistics = {
      total_return: totalReturn(1, final),
      cagr: yearly(cagr(1, final, n * periodMs)),
      volatility: yearly(volatility(run)),
      sharpe: yearly(sharpe(run)),
      max_drawdown: maxDrawdown(values.subarray(1), 1).depth,
    };
    for (const [name, value] of Object.entries(statistics)) {
      results[name] ??= new Float64Array(samples);
      results[name][k] = value ?? NaN;
    }
  }
  const tail = (1 - level) / 2;
  const intervals = Object.fromEntries(
    Object.entries(results)
      .filter(([, statistics]) => !statistics.some(Number.isNaN))
      .map(([name, statistics]) => [name, { low: quantile(statistics, tail), high: quantile(statistics, 1 - tail) }]),
  );
  return { level, samples, blockPeriods, intervals };
}

function resample(from: Float64Array, into: Float64Array, blockPeriods: number, random: Random): void {
  const n = from.length;
  let at = 0;
  for (let i = 0; i < n; i++) {
    if (i === 0 || random.next() < 1 / blockPeriods) at = Math.floor(random.next() * n);
    else at = at + 1 === n ? 0 : at + 1;
    into[i] = from[at]!;
  }
}
