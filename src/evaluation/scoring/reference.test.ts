import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { areaUnderCurve, midranks } from './ranks.js';
import { spearman } from './correlation.js';
import { brierLosses, countClipped, logLosses, skillScore } from './losses.js';
import { sharpnessOf } from './sharpness.js';

/** Made by test/reference/scoring/make.py: scikit-learn, scipy, statsmodels and numpy. */
const {
  forecasts,
  scores,
  spearman_cosine: cosine,
} = JSON.parse(readFileSync(new URL('../../../test/reference/scoring/reference.json', import.meta.url), 'utf8'));
const p = Float64Array.from(forecasts.p);
const outcomes = Float64Array.from(forecasts.outcome);
const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('scores, to 1e-9 of independent references', () => {
  it('Brier (scikit-learn brier_score_loss)', () => {
    expect(mean(brierLosses(p, outcomes))).toBeCloseTo(scores.brier, 12);
  });

  it('log score after clipping (scikit-learn log_loss), with the clips counted', () => {
    expect(mean(logLosses(p, outcomes))).toBeCloseTo(scores.log, 12);
    expect(countClipped(p)).toBe(scores.clipped);
    expect(scores.clipped).toBeGreaterThan(1);
    expect(countClipped(Float64Array.of(0.01, 0.99, 0.0099, 0.9901))).toBe(2);
  });

  it('AUC with ties (scikit-learn roc_auc_score)', () => {
    expect(areaUnderCurve(p, outcomes)).toBeCloseTo(scores.auc, 12);
  });

  it('midranks (scipy.stats.rankdata) and Spearman (scipy.stats.spearmanr, its p by scipy.fft.dct)', () => {
    expect([...midranks(p)]).toEqual(scores.midranks);
    const result = spearman(p, Float64Array.from(forecasts.horizon_return), forecasts.overlap);
    expect(result?.value).toBeCloseTo(scores.spearman, 12);
    expect(Math.abs((result?.p_value ?? NaN) / cosine.p_value - 1)).toBeLessThan(1e-8);
  });

  it('sharpness (numpy.var, numpy.histogram)', () => {
    const { variance, histogram } = sharpnessOf(p);
    expect(variance).toBeCloseTo(scores.variance, 12);
    expect(histogram).toEqual(scores.histogram);
  });
});

describe('by hand', () => {
  it('AUC is null where one outcome is missing, 0.5 for a constant, 1 and 0 for perfect order', () => {
    expect(areaUnderCurve(Float64Array.of(0.2, 0.8), Float64Array.of(1, 1))).toBeNull();
    expect(areaUnderCurve(Float64Array.of(0.2, 0.8), Float64Array.of(0, 0))).toBeNull();
    expect(areaUnderCurve(Float64Array.of(0.5, 0.5, 0.5), Float64Array.of(0, 1, 1))).toBe(0.5);
    expect(areaUnderCurve(Float64Array.of(0.1, 0.9), Float64Array.of(0, 1))).toBe(1);
    expect(areaUnderCurve(Float64Array.of(0.9, 0.1), Float64Array.of(0, 1))).toBe(0);
    // Pairs: (0.5 beside 0.5) half, (0.5 beside 0.3) one: 1.5 of 2.
    expect(areaUnderCurve(Float64Array.of(0.5, 0.5, 0.3), Float64Array.of(1, 0, 0))).toBe(0.75);
  });

  it('skill is 1 − score / reference, null beside a perfect reference', () => {
    expect(skillScore(0.2, 0.25)).toBeCloseTo(0.2, 15);
    expect(skillScore(0.3, 0.25)).toBeCloseTo(-0.2, 15);
    expect(skillScore(0.1, 0)).toBeNull();
  });

  it('the log score of a certain miss is −ln 0.01', () => {
    expect(logLosses(Float64Array.of(1, 0), Float64Array.of(0, 0))).toEqual(
      Float64Array.of(-Math.log(0.010000000000000009), -Math.log(0.99)),
    );
  });
});
