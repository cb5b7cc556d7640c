import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { normalCdf } from '../../core/statistics/normal-cdf.js';
import { autocovariances } from './autocovariances.js';
import { benjaminiHochberg } from './benjamini-hochberg.js';
import { cosineTest } from './cosine-test.js';
import { dieboldMariano, type DieboldMariano } from './diebold-mariano.js';
import { regularisedIncompleteBeta } from './incomplete-beta.js';
import { normalQuantile } from '../../core/statistics/normal-quantile.js';
import { studentTCdf, studentTQuantile, studentTTwoSided } from './student-t.js';
import { wilsonInterval } from './wilson.js';

/** Made by test/reference/scoring/make.py, which says at each value whether scipy or statsmodels gave it. */
const reference = JSON.parse(
  readFileSync(new URL('../../../test/reference/scoring/reference.json', import.meta.url), 'utf8'),
);

/** Relative, or absolute below 1. */
function near(actual: number | undefined, expected: number, tolerance: number, what: string): void {
  const distance = Math.abs((actual ?? NaN) - expected) / Math.max(1, Math.abs(expected));
  expect(distance, `${what}: ${actual} beside ${expected}`).toBeLessThanOrEqual(tolerance);
}

/** Purely relative: tails count. */
function nearRelative(actual: number, expected: number, tolerance: number, what: string): void {
  expect(Math.abs(actual - expected), `${what}: ${actual} beside ${expected}`).toBeLessThanOrEqual(
    tolerance * Math.abs(expected),
  );
}

const { p, reference: other, outcome, overlap } = reference.forecasts;
const differences = Float64Array.from(
  p,
  (value, i) => ((value as number) - outcome[i]) ** 2 - (other[i] - outcome[i]) ** 2,
);
describe('distribution functions, to 1e-12 of scipy', () => {
  it('regularised incomplete beta (scipy.special.betainc)', () => {
    for (const { x, a, b, value } of reference.incomplete_beta) {
      nearRelative(regularisedIncompleteBeta(x, a, b), value, 1e-12, `I_${x}(${a}, ${b})`);
    }
    expect(regularisedIncompleteBeta(0, 2, 3)).toBe(0);
    expect(regularisedIncompleteBeta(1, 2, 3)).toBe(1);
  });

  it("Student's t: cdf and both tails, tails relative (scipy.stats.t)", () => {
    for (const { t, df, cdf, two_sided: twoSided } of reference.t_cdf) {
      nearRelative(studentTCdf(t, df), cdf, 1e-12, `cdf(${t}, ${df})`);
      nearRelative(studentTTwoSided(t, df), twoSided, 1e-11, `two-sided(${t}, ${df})`);
    }
  });

  it("Student's t: quantiles (scipy.stats.t.ppf)", () => {
    for (const { p: probability, df, value } of reference.t_quantile) {
      near(studentTQuantile(probability, df), value, 1e-11, `quantile(${probability}, ${df})`);
    }
  });

  it('normal quantiles (scipy.special.ndtri), which normalCdf takes back', () => {
    for (const { p: probability, value } of reference.normal_quantile) {
      near(normalQuantile(probability), value, 1e-13, `quantile(${probability})`);
      near(normalCdf(normalQuantile(probability)), probability, 1e-14, `there and back ${probability}`);
    }
    expect([normalQuantile(0), normalQuantile(1)]).toEqual([-Infinity, Infinity]);
  });
});

describe('inference, to 1e-9 of statsmodels', () => {
  it('autocovariances (statsmodels.tsa.stattools.acovf)', () => {
    const gamma = autocovariances(differences, 12);
    for (const [lag, value] of Object.entries(reference.acovf)) near(gamma[Number(lag)], value as number, 1e-12, lag);
  });

  const compare = (test: DieboldMariano | null, expected: Record<string, number>) => {
    near(test?.meanDifference, expected.mean!, 1e-12, 'mean');
    near(test?.standardError, expected.standard_error!, 1e-12, 'standard error');
    near(test?.statistic, expected.statistic!, 1e-9, 'statistic');
    near(test?.pValue, expected.p_value!, 1e-9, 'p');
    near(test?.pFirstBetter, expected.p_better!, 1e-9, 'one-sided p');
  };

  it('Diebold–Mariano, rectangular kernel (statsmodels OLS HAC, uniform weights)', () => {
    const test = dieboldMariano(differences, overlap);
    compare(test, reference.diebold_mariano);
    expect(test).toMatchObject({ kernel: 'rectangular', lags: overlap - 1 });
  });

  it('Diebold–Mariano where the rectangular variance is negative: Bartlett with 2m lags, and it says so', () => {
    const { series, overlap: m, rectangular } = reference.diebold_mariano_negative;
    expect(rectangular).toBeLessThan(0);
    const test = dieboldMariano(Float64Array.from(series), m);
    compare(test, reference.diebold_mariano_negative);
    expect(test).toMatchObject({ kernel: 'bartlett', lags: 4 });
  });

  it('cosine test (scipy.fft.dct)', () => {
    const test = cosineTest(differences, overlap);
    expect(test?.terms).toBe(reference.cosine.terms);
    near(test?.statistic, reference.cosine.statistic, 1e-9, 'statistic');
    near(test?.pValue, reference.cosine.p_value, 1e-9, 'p');
  });

  it('cosine test without overlap is the t-test (scipy.stats.ttest_1samp)', () => {
    const test = cosineTest(differences, 1);
    near(test?.statistic, reference.t_test.statistic, 1e-9, 'statistic');
    near(test?.pValue, reference.t_test.p_value, 1e-9, 'p');
  });

  it('Benjamini–Hochberg (statsmodels multipletests fdr_bh); an untestable p is passed over', () => {
    const { p: pValues, adjusted } = reference.benjamini_hochberg;
    benjaminiHochberg(pValues).forEach((value, i) => near(value ?? undefined, adjusted[i], 1e-12, String(i)));
    expect(benjaminiHochberg([0.02, null, 0.04])).toEqual([0.04, null, 0.04]);
    expect(benjaminiHochberg([])).toEqual([]);
  });

  it('Wilson interval (statsmodels proportion_confint)', () => {
    for (const { k, n, level, interval } of reference.wilson) {
      const found = wilsonInterval(k, n, level);
      near(found?.low, interval[0], 1e-12, `${k}/${n} low`);
      near(found?.high, interval[1], 1e-12, `${k}/${n} high`);
    }
    expect(wilsonInterval(0, 0)).toBeNull();
  });
});
