import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logOdds } from '../../core/position-sizing/shrink.js';
import { poolForecasts, probabilityOf } from './pool.js';

describe('pooling forecasts', () => {
  it('takes the weighted mean of log-odds and their spread', () => {
    const pooled = poolForecasts([[0.8], [0.5]], [3, 1])!;
    const lean = Math.log(4);
    expect(pooled.probBull).toBeCloseTo(probabilityOf(0.75 * lean), 15);
    expect(pooled.dispersion).toBeCloseTo(lean * Math.sqrt(0.75 * 0.25), 15);
  });

  it('pools the samples of a member first: asking one model often does not outvote another', () => {
    const often = poolForecasts([Array.from({ length: 9 }, () => 0.9), [0.1]], [1, 1])!;
    expect(often.probBull).toBeCloseTo(0.5, 12);
    const spread = poolForecasts(
      [
        [0.9, 0.5],
        [0.6, 0.8],
      ],
      [1, 1],
    )!;
    const odds = [0.9, 0.5, 0.6, 0.8].map(logOdds);
    const mean = odds.reduce((a, b) => a + b) / 4;
    expect(spread.probBull).toBeCloseTo(probabilityOf(mean), 14);
    expect(spread.dispersion).toBeCloseTo(Math.sqrt(odds.reduce((s, x) => s + (x - mean) ** 2, 0) / 4), 14);
  });

  it('renormalises over those that answered, and gives nothing where nobody did', () => {
    const [some, both] = [poolForecasts([[0.8], [], [0.6]], [1, 5, 1])!, poolForecasts([[0.8], [0.6]], [1, 1])!];
    expect(some.probBull).toBeCloseTo(both.probBull, 14);
    expect(some.dispersion).toBeCloseTo(both.dispersion, 14);
    expect(poolForecasts([[], []], [1, 1])).toBeNull();
    expect(poolForecasts([[], [0.7]], [1, 0])!.probBull, 'those left weigh nothing: they count equally').toBeCloseTo(
      0.7,
      12,
    );
  });

  it('refuses invalid weights', () => {
    for (const wrong of [[1], [1, -1], [0, 0], [NaN, 1], [Infinity, 1]]) {
      expect(() => poolForecasts([[0.5], [0.5]], wrong)).toThrow(/weights/);
    }
  });

  it('stays between its members, is symmetric in bull and bear, and agrees on agreement', () => {
    const p = fc.double({ min: 0.01, max: 0.99, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(p, fc.double({ min: 0.01, max: 1, noNaN: true })), { minLength: 1, maxLength: 6 }),
        (given) => {
          const weights = given.map(([, w]) => w);
          const pooled = poolForecasts(
            given.map(([q]) => [q]),
            weights,
          )!;
          const values = given.map(([q]) => q);
          expect(pooled.probBull).toBeGreaterThanOrEqual(Math.min(...values) - 1e-9);
          expect(pooled.probBull).toBeLessThanOrEqual(Math.max(...values) + 1e-9);
          const turned = poolForecasts(
            given.map(([q]) => [1 - q]),
            weights,
          )!;
          expect(turned.probBull).toBeCloseTo(1 - pooled.probBull, 9);
          expect(turned.dispersion).toBeCloseTo(pooled.dispersion, 9);
          const alike = poolForecasts(
            values.map(() => [values[0]!]),
            weights,
          )!;
          expect(alike.probBull).toBeCloseTo(values[0]!, 9);
          expect(alike.dispersion).toBeLessThan(1e-9);
        },
      ),
    );
  });
});
