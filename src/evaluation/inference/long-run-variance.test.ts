import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../core/ports/random.js';
import { cosineTest } from './cosine-test.js';
import { minimumDetectable } from './detectable.js';
import { dieboldMariano } from './diebold-mariano.js';
import { effectiveRows, longRunVariance } from './long-run-variance.js';

const noise = (n: number, seed: number) => {
  const random = seededRandom(seed);
  return Float64Array.from({ length: n }, () => random.next() - 0.5);
};

describe('longRunVariance', () => {
  it('without overlap is the variance with divisor n', () => {
    expect(longRunVariance(Float64Array.of(1, 2, 3, 6), 1)).toEqual({
      value: 3.5,
      variance: 3.5,
      kernel: 'rectangular',
      lags: 0,
    });
  });

  it('by hand with one lag: γ0 = 3.5, γ1 = (2 + 0 + 0) / 4, so 3.5 + 2 · 0.5', () => {
    // Deviations −2, −1, 0, 3: products of neighbours 2, 0, 0.
    expect(longRunVariance(Float64Array.of(1, 2, 3, 6), 2)).toMatchObject({ value: 4.5, lags: 1 });
  });

  it('is null for a constant, whatever its size, and for a single row', () => {
    expect(longRunVariance(new Float64Array(50).fill(0.1), 3)).toBeNull();
    expect(longRunVariance(new Float64Array(50), 3)).toBeNull();
    expect(longRunVariance(Float64Array.of(1), 1)).toBeNull();
  });

  it('never asks for more lags than there are rows', () => {
    const found = longRunVariance(Float64Array.of(0.1, 0.5, -0.2, 0.4), 24);
    expect(found === null || found.value > 0).toBe(true);
  });
});

describe('effectiveRows', () => {
  it('of sums over m shocks is about n / m', () => {
    const m = 12;
    const n = 20_000;
    const shocks = noise(n + m, 8);
    const values = Float64Array.from({ length: n }, (_, i) => shocks.subarray(i, i + m).reduce((a, b) => a + b, 0));
    const effective = effectiveRows(n, longRunVariance(values, m)!);
    // The sum of a triangle of m lags is m; the estimate has a relative error of about sqrt(4m / n) = 5 %.
    expect(effective / (n / m)).toBeGreaterThan(0.8);
    expect(effective / (n / m)).toBeLessThan(1.25);
  });

  it('is held to [1, n]', () => {
    const longRun = { variance: 1, kernel: 'rectangular', lags: 1 } as const;
    expect(effectiveRows(50, { ...longRun, value: 0.2 })).toBe(50);
    expect(effectiveRows(50, { ...longRun, value: 500 })).toBe(1);
    expect(effectiveRows(50, { ...longRun, value: 5 })).toBe(10);
  });
});

describe('minimumDetectable', () => {
  it('is 2.8016 standard errors, and a test finds it with 80 % power', () => {
    const n = 200;
    const least = minimumDetectable(Math.sqrt(4 / n));
    expect(least / Math.sqrt(4 / n)).toBeCloseTo(1.959963984540054 + 0.8416212335729143, 12);
    // Uniform noise of variance 4.
    const runs = 1_000;
    let found = 0;
    for (let run = 0; run < runs; run++) {
      const values = noise(n, 100 + run).map((value) => value * Math.sqrt(48) - least);
      if ((dieboldMariano(values, 1)?.pValue ?? 1) < 0.05) found += 1;
    }
    // Four binomial standard errors.
    expect(Math.abs(found / runs - 0.8)).toBeLessThan(4 * Math.sqrt((0.8 * 0.2) / runs));
  });
});

describe('dieboldMariano', () => {
  it('is null where the overlap leaves no row, or the losses never differ', () => {
    expect(dieboldMariano(noise(24, 1), 24)).toBeNull();
    expect(dieboldMariano(noise(25, 1), 24)).not.toBeNull();
    expect(dieboldMariano(new Float64Array(100), 2)).toBeNull();
    expect(dieboldMariano(new Float64Array(0), 1)).toBeNull();
  });

  it('is negative, with a small one-sided p, where the first is better', () => {
    const test = dieboldMariano(
      noise(400, 2).map((value) => value - 0.2),
      3,
    );
    expect(test?.statistic).toBeLessThan(-5);
    expect(test?.pFirstBetter).toBeLessThan(1e-5);
    const mirrored = dieboldMariano(
      noise(400, 2).map((value) => 0.2 - value),
      3,
    );
    expect(mirrored?.statistic).toBeCloseTo(-test!.statistic, 10);
    expect(mirrored?.pFirstBetter).toBeCloseTo(1 - test!.pFirstBetter, 10);
    expect(mirrored?.pValue).toBeCloseTo(test!.pValue, 12);
  });
});

describe('cosineTest', () => {
  it('is null under three terms and for constants', () => {
    // n / (2m): 143 / 48 is under three.
    expect(cosineTest(noise(143, 1), 24)).toBeNull();
    expect(cosineTest(noise(144, 1), 24)?.terms).toBe(3);
    expect(cosineTest(new Float64Array(500).fill(0.3), 24)).toBeNull();
    expect(cosineTest(new Float64Array(500).fill(0.3), 1)).toBeNull();
    expect(cosineTest(Float64Array.of(1, 2, 3), 1)).toBeNull();
  });

  it('takes 0.4·n^(2/3) terms where the overlap allows', () => {
    expect(cosineTest(noise(1_001, 1), 2)?.terms).toBe(40);
  });
});
