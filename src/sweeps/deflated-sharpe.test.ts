import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { normal } from '../../test/support/training-rows.js';
import { seededRandom } from '../core/ports/random.js';
import type { DailyReturns, TrialRecord } from '../core/ports/trial-store.js';
import { normalCdf } from '../core/statistics/normal-cdf.js';
import { correlationMatrix, dailyCorrelation } from './correlation.js';
import { sampleReturns } from '../engine/metrics/sampled-returns.js';
import { sharpe } from '../engine/metrics/returns.js';
import { dailyReturns, dailySharpe } from './daily-returns.js';
import { deflatedSharpeSchema } from '../core/backtest-result/index.js';
import { deflatedSharpe } from './deflated-sharpe.js';
import { clusterTrials, effectiveTrials } from './effective-trials.js';
import { expectedMaximumSharpe } from './expected-maximum.js';
import { normalQuantile } from '../core/statistics/normal-quantile.js';

interface Counting {
  trials: number;
  sharpe_variance: number;
  expected_maximum: number;
  deflated_sharpe: number;
}
interface Reference {
  quantiles: { p: number; x: number }[];
  maxima: { variance: number; trials: number; expected: number }[];
  returns: number[][];
  best: number;
  aborted: number;
  result: Record<'sharpe' | 'observations' | 'skewness' | 'kurtosis' | 'probabilistic_sharpe', number> &
    Record<'raw' | 'clustered', Counting>;
  matrix: number[][];
  matrix_clusters: number[][];
}
const reference = JSON.parse(
  readFileSync(new URL('../../test/reference/deflated-sharpe/reference.json', import.meta.url), 'utf8'),
) as Reference;

const DAY = 86_400_000;
const HOUR = 3_600_000;
const FIRST_DAY = Date.UTC(2024, 0, 1);

function record(id: number, returns: Float64Array | null, firstDay = FIRST_DAY): TrialRecord {
  return {
    id: `t${id}`,
    range: { symbols: ['BTCUSDT'], intervalMs: HOUR, from: FIRST_DAY, to: FIRST_DAY + 365 * DAY },
    markets: null,
    kind: 'sweep',
    strategy: 's',
    startedAt: id,
    status: returns === null ? 'aborted' : 'completed',
    daily: returns === null ? null : { firstDay, returns },
    sharpe: returns === null ? null : dailySharpe(returns),
    details: null,
  };
}

const near = (got: number | null, expected: number): void =>
  expect(Math.abs(got! - expected)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(expected)));

describe('the quantile of the normal', () => {
  it('agrees with an independent one, far tails included', () => {
    for (const { p, x } of reference.quantiles) near(normalQuantile(p), x);
    for (let p = 0.001; p < 1; p += 0.013) expect(normalCdf(normalQuantile(p))).toBeCloseTo(p, 13);
    expect([0, 1, -0.1, 1.1, NaN].map(normalQuantile)).toEqual([-Infinity, Infinity, NaN, NaN, NaN]);
  });
});

describe('the expected best of tries without skill', () => {
  it('agrees with an independent computation and with the example of the paper', () => {
    for (const { variance, trials, expected } of reference.maxima)
      near(expectedMaximumSharpe(variance, trials), expected);
    // Bailey & López de Prado (2014): 100 trials, variance ½ a year of 250 days.
    expect(expectedMaximumSharpe(0.5 / 250, 100)).toBeCloseTo(0.1132, 4);
  });

  it('is what simulated tries show', () => {
    const random = seededRandom(4);
    const best = Array.from({ length: 2_000 }, () =>
      Math.max(...Array.from({ length: 50 }, () => 0.3 * normal(random))),
    );
    const simulated = best.reduce((a, b) => a + b, 0) / best.length;
    expect(Math.abs(simulated / expectedMaximumSharpe(0.09, 50) - 1)).toBeLessThan(0.03);
  });
});

describe('clusters of trials', () => {
  const rows = (matrix: number[][]) => matrix.map((row) => Float64Array.from(row));

  it('are those of another implementation of average linkage', () => {
    expect(clusterTrials(rows(reference.matrix))).toEqual(reference.matrix_clusters);
  });

  it('are one for equal trials, n for uncorrelated ones, and two for opposite ones', () => {
    const square = (n: number, off: number) =>
      rows(Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_c, j) => (i === j ? 1 : off))));
    expect(effectiveTrials([])).toBe(0);
    expect(effectiveTrials(square(7, 1))).toBe(1);
    expect(effectiveTrials(square(7, 0))).toBe(7);
    expect(effectiveTrials(square(2, -1))).toBe(2);
    expect(effectiveTrials(square(7, 0.5))).toBe(1);
    expect(effectiveTrials(square(7, 0.49))).toBe(7);
  });

  it('do not depend on the order of trials', () => {
    const { matrix } = reference;
    const order = matrix.map((_, i) => (i * 7) % matrix.length);
    const turned = clusterTrials(rows(order.map((i) => order.map((j) => matrix[i]![j]!))));
    const sorted = turned.map((c) => c.map((i) => order[i]!).sort((a, b) => a - b)).sort((a, b) => a[0]! - b[0]!);
    expect(sorted).toEqual(reference.matrix_clusters);
  });
});

describe('correlation of daily returns', () => {
  const random = seededRandom(8);
  const long = Float64Array.from({ length: 100 }, () => normal(random));
  const series = (returns: Float64Array, day = 0): DailyReturns => ({ firstDay: FIRST_DAY + day * DAY, returns });

  it('is over the days that both have', () => {
    expect(dailyCorrelation(series(long), series(long.subarray(40), 40))).toBeCloseTo(1, 12);
    expect(dailyCorrelation(series(long.subarray(40), 40), series(long))).toBeCloseTo(1, 12);
    expect(Math.abs(dailyCorrelation(series(long), series(long.subarray(40), 41)))).toBeLessThan(0.5);
    expect(dailyCorrelation(series(long), series(long.map((r) => -2 * r)))).toBeCloseTo(-1, 12);
  });

  it('is null with too few common days, or without variation', () => {
    expect(dailyCorrelation(series(long), series(long.subarray(71), 71))).toBe(0);
    expect(dailyCorrelation(series(long), series(long.subarray(70), 70))).toBeCloseTo(1, 12);
    expect(dailyCorrelation(series(long), series(long, 500))).toBe(0);
    expect(correlationMatrix([series(long), series(new Float64Array(100))]).map((r) => [...r])).toEqual([
      [1, 0],
      [0, 1],
    ]);
  });
});

describe('the deflated Sharpe ratio', () => {
  it('agrees with an independent computation, raw and by clusters', () => {
    const runs = reference.returns.map((returns, i) => record(i, Float64Array.from(returns)));
    const aborted = Array.from({ length: reference.aborted }, (_, i) => record(100 + i, null));
    const result = deflatedSharpe({
      dailyReturns: Float64Array.from(reference.returns[reference.best]!),
      trials: [...runs, ...aborted],
    });
    const { raw, clustered, ...rest } = reference.result;
    for (const [name, value] of Object.entries(rest)) near(result[name as keyof typeof rest], value);
    for (const part of ['raw', 'clustered'] as const) {
      const expected = part === 'raw' ? raw : clustered;
      for (const [name, value] of Object.entries(expected)) near(result[part][name as keyof Counting], value);
    }
    expect(result.clustered.trials).toBeLessThan(result.raw.trials);
    expect(result.without_result).toBe(2);
    expect(deflatedSharpeSchema.parse(JSON.parse(JSON.stringify(result)))).toEqual(result);
  });

  it('of the only try is the probabilistic one', () => {
    const returns = Float64Array.from(reference.returns[0]!);
    const result = deflatedSharpe({ dailyReturns: returns, trials: [record(0, returns)] });
    expect(result.raw).toEqual({
      trials: 1,
      sharpe_variance: 0,
      expected_maximum: 0,
      deflated_sharpe: result.probabilistic_sharpe,
    });
    expect(result.clustered).toEqual(result.raw);
  });

  it('holds the benchmark to the same bar as the run', () => {
    const series = (seed: number) => Float64Array.from({ length: 200 }, (_, i) => 0.001 + 0.01 * Math.sin(i * seed));
    const [own, held] = [series(1.3), series(0.7)];
    const trials = [record(1, own), record(2, series(2.1)), record(3, null)];
    const found = deflatedSharpe({ dailyReturns: own, benchmarkReturns: held, trials });
    const asRun = deflatedSharpe({ dailyReturns: held, trials });
    expect(found.benchmark).toEqual({
      sharpe: asRun.sharpe,
      probabilistic_sharpe: asRun.probabilistic_sharpe,
      raw_deflated_sharpe: asRun.raw.deflated_sharpe,
      clustered_deflated_sharpe: asRun.clustered.deflated_sharpe,
    });
    expect(deflatedSharpeSchema.parse(found)).toEqual(found);
    expect(deflatedSharpe({ dailyReturns: own, trials })).not.toHaveProperty('benchmark');
  });
  it('counts copies of one idea as one try', () => {
    const returns = Float64Array.from(reference.returns[0]!);
    const trials = Array.from({ length: 20 }, (_, i) => record(i, returns));
    const { raw, clustered } = deflatedSharpe({ dailyReturns: returns, trials });
    expect([raw.trials, clustered.trials]).toEqual([20, 1]);
  });

  it('is not defined for returns that do not vary', () => {
    const flat = new Float64Array(50);
    expect(deflatedSharpe({ dailyReturns: flat, trials: [record(0, flat)] })).toMatchObject({
      sharpe: null,
      probabilistic_sharpe: null,
      raw: { trials: 1, deflated_sharpe: null },
      without_result: 1,
    });
  });

  it('is seldom high for the luckiest of many, where the probabilistic one nearly always is', () => {
    let [deflated, plain] = [0, 0];
    for (let seed = 0; seed < 100; seed++) {
      const random = seededRandom(seed);
      const trials = Array.from({ length: 30 }, (_, i) =>
        record(
          i,
          Float64Array.from({ length: 250 }, () => 0.01 * normal(random)),
        ),
      );
      const best = trials.reduce((a, b) => (b.sharpe! > a.sharpe! ? b : a));
      const result = deflatedSharpe({ dailyReturns: best.daily!.returns, trials });
      if (result.raw.deflated_sharpe! > 0.95) deflated += 1;
      if (result.probabilistic_sharpe! > 0.95) plain += 1;
    }
    expect(deflated).toBeLessThanOrEqual(5);
    expect(plain).toBeGreaterThan(70);
  });
});

describe('daily returns of a run', () => {
  it('are those of whole days from its first bar, as the Sharpe ratio of its report takes them', () => {
    const times = Float64Array.from({ length: 60 }, (_, i) => FIRST_DAY + (18 + i) * HOUR);
    const equity = Float64Array.from(times, (_, i) => 100 + i + 1);
    const settings = { initialEquity: 100 } as Parameters<typeof dailyReturns>[0]['settings'];
    const { firstDay, returns } = dailyReturns({ times, equity, settings, intervalMs: HOUR });
    expect(firstDay).toBe(times[0]);
    // Twice 24 hours; the 12 after them are left out.
    expect([...returns]).toEqual([124 / 100 - 1, 148 / 124 - 1]);
    const stated = sharpe(sampleReturns(times, equity, 100, HOUR));
    near(dailySharpe(returns)! * Math.sqrt(365), stated!);
  });
});
