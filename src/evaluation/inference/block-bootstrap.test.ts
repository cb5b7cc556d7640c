import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../core/ports/random.js';
import { bootstrapMeans, bootstrapRows, type BlockScheme } from './block-bootstrap.js';

const SCHEMES: readonly BlockScheme[] = ['stationary', 'circular', 'moving'];
const noise = (n: number, seed: number) => {
  const random = seededRandom(seed);
  return Float64Array.from({ length: n }, () => random.next());
};

describe('block bootstrap', () => {
  for (const scheme of SCHEMES) {
    it(`${scheme}: running totals give what the rows give`, () => {
      const a = noise(101, 1);
      const b = noise(101, 2);
      const options = () => ({ random: seededRandom(7), scheme, blockLength: 12, samples: 300 });
      const [byTotals] = bootstrapMeans([a, b], [(means) => means[0]! / means[1]!], options());
      const byRows = bootstrapRows(
        101,
        (rows) => {
          let first = 0;
          let second = 0;
          for (const row of rows) {
            first += a[row]!;
            second += b[row]!;
          }
          return first / second;
        },
        options(),
      );
      expect(byTotals?.low).toBeCloseTo(byRows?.low ?? NaN, 12);
      expect(byTotals?.high).toBeCloseTo(byRows?.high ?? NaN, 12);
      expect(byTotals?.lowerBound).toBeCloseTo(byRows?.lowerBound ?? NaN, 12);
    });

    it(`${scheme}: blocks are runs of rows of the length asked for`, () => {
      const n = 1_000;
      let breaks = 0;
      let wraps = 0;
      let resamples = 0;
      bootstrapRows(
        n,
        (rows) => {
          // The last call is for the rows as they are.
          if (rows.every((row, i) => row === i)) return 0;
          resamples += 1;
          expect(rows.every((row) => row >= 0 && row < n)).toBe(true);
          for (let i = 1; i < n; i++) {
            if (rows[i] === 0 && rows[i - 1] === n - 1) wraps += 1;
            else if (rows[i] !== rows[i - 1]! + 1) breaks += 1;
          }
          return 0;
        },
        { random: seededRandom(3), scheme, blockLength: 20, samples: 200 },
      );
      expect(resamples).toBe(200);
      // 50 blocks of 20 make 49 breaks; a geometric length has that mean, within four standard errors.
      const perResample = breaks / resamples;
      if (scheme === 'moving') expect([perResample > 48.5, wraps < 5]).toEqual([true, true]);
      else expect(wraps).toBeGreaterThan(50);
      expect(Math.abs(perResample + wraps / resamples - 49)).toBeLessThan(scheme === 'stationary' ? 3 : 1.5);
    });
  }

  it('is the same for the same seed and another for another', () => {
    const values = noise(100, 5);
    const run = (seed: number) =>
      bootstrapMeans([values], [(means) => means[0]!], { random: seededRandom(seed), blockLength: 4 })[0];
    expect(run(1)).toEqual(run(1));
    expect(run(1)).not.toEqual(run(2));
  });

  it('of independent rows has the normal width, and the one-sided bound lies inside', () => {
    const n = 1_000;
    const values = noise(n, 9);
    const mean = values.reduce((sum, value) => sum + value, 0) / n;
    const [interval] = bootstrapMeans([values], [(means) => means[0]!], {
      random: seededRandom(4),
      blockLength: 1,
      samples: 4_000,
    });
    const error = Math.sqrt(1 / 12 / n);
    expect((interval!.high - interval!.low) / (2 * 1.96 * error)).toBeGreaterThan(0.94);
    expect((interval!.high - interval!.low) / (2 * 1.96 * error)).toBeLessThan(1.06);
    expect((mean - interval!.lowerBound) / error).toBeGreaterThan(1.52);
    expect((mean - interval!.lowerBound) / error).toBeLessThan(1.77);
    expect(interval!.lowerBound).toBeGreaterThan(interval!.low);
  });

  it('is null where fewer than two blocks fit, and where a resample has no value', () => {
    const values = noise(20, 1);
    const options = { random: seededRandom(1), samples: 50 };
    const mean = (means: Float64Array) => means[0]!;
    expect(bootstrapMeans([values], [mean], { ...options, blockLength: 11 })).toEqual([null]);
    expect(bootstrapMeans([values], [mean, () => NaN], { ...options, blockLength: 10 })).toEqual([
      expect.anything(),
      null,
    ]);
    expect(bootstrapRows(20, () => 1, { ...options, blockLength: 11 })).toBeNull();
    expect(bootstrapRows(20, () => Infinity, { ...options, blockLength: 10 })).toBeNull();
  });
});
