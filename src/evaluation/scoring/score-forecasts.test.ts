import { describe, expect, it } from 'vitest';
import { calibrated, constant, DAY, HOUR, options, row, T0 } from '../../../test/support/scored-rows.js';
import type { ScoredForecast } from '../forecast.js';
import { forecastScoresSchema } from './schema.js';
import { scoreForecasts } from './score-forecasts.js';

describe('scoreForecasts', () => {
  it('by hand: four decisions', () => {
    const rows = [row(0, 0.8, 1, 0.02), row(1, 0.6, 0, -0.01), row(2, 0.5, 1, 0.01), row(3, 0.1, 0, 0.03)];
    const scores = scoreForecasts(rows, constant(rows, 0.5), options());
    expect(scores.brier.score).toBeCloseTo((0.04 + 0.36 + 0.25 + 0.01) / 4, 14);
    expect(scores.brier.reference).toBe(0.25);
    expect(scores.brier.skill).toBeCloseTo(1 - 0.165 / 0.25, 13);
    expect(scores.brier.difference).toBeCloseTo(0.165 - 0.25, 14);
    expect(scores.log.score).toBeCloseTo(-(Math.log(0.8) + Math.log(0.4) + Math.log(0.5) + Math.log(0.9)) / 4, 13);
    expect(scores.base_rate).toBe(0.5);
    expect(scores.mean_forecast).toBe(0.5);
    // Pairs: 0.8 beats both, 0.5 beats 0.1 and loses to 0.6.
    expect(scores.auc).toBe(0.75);
    // Opinions: 0.8 right, 0.6 wrong, 0.1 wrong; 0.5 is not an opinion. Returns of the three: two rises.
    expect(scores.direction).toMatchObject({ n: 3, hit_rate: 1 / 3, majority_rate: 2 / 3 });
    expect(scores.sample).toMatchObject({ n: 4, overlap: 1, non_overlapping: 4, from: T0, to: T0 + 3 * DAY });
  });

  it('a calibrated forecaster scores as theory says', () => {
    // p uniform: Brier E[p(1 − p)] = 1/6, against 1/4: skill 1/3. Log: ∫ −p ln p − (1−p) ln (1−p) dp = 1/2. AUC 5/6.
    const rows = calibrated(20_000, 3);
    const scores = scoreForecasts(rows, constant(rows, 0.5), { ...options(), samples: 100 });
    expect(scores.brier.score).toBeCloseTo(1 / 6, 2);
    expect(scores.brier.skill).toBeCloseTo(1 / 3, 1.7);
    expect(scores.log.score).toBeCloseTo(0.5, 1.9);
    expect(scores.auc).toBeCloseTo(5 / 6, 2);
    expect(scores.calibration.equal_width.reliability).toBeLessThan(0.001);
    expect(scores.calibration.equal_width.resolution).toBeCloseTo(1 / 12, 2);
    expect(scores.brier.diebold_mariano?.p_better).toBeLessThan(1e-6);
    expect(scores.brier.cosine_test?.p_better).toBeLessThan(1e-6);
    expect(scores.brier.skill_interval!.low).toBeLessThan(1 / 3);
    expect(scores.brier.skill_interval!.high).toBeGreaterThan(1 / 3);
    expect(scores.brier.skill_interval!.lower_bound).toBeGreaterThan(0.3);
    const inside = scores.calibration.equal_count.diagram.filter(
      ({ observed, consistency }) => observed >= consistency.low && observed <= consistency.high,
    );
    expect(inside.length).toBeGreaterThanOrEqual(8);
  });

  it('finds an overconfident forecaster: outside the bands at both ends, within-bin terms still adding up', () => {
    const rows = calibrated(5_000, 4).map((r) => ({
      ...r,
      probBull: r.probBull < 0.5 ? r.probBull / 4 : 1 - (1 - r.probBull) / 4,
    }));
    const scores = scoreForecasts(rows, constant(rows, 0.5), options());
    for (const calibration of Object.values(scores.calibration)) {
      const total =
        calibration.reliability -
        calibration.resolution +
        calibration.uncertainty +
        calibration.within_bin_variance -
        calibration.within_bin_covariance;
      expect(Math.abs(total - scores.brier.score)).toBeLessThan(1e-12);
      expect(calibration.ece).toBeGreaterThan(0.1);
      const outside = calibration.diagram.filter(
        ({ observed, consistency }) => observed < consistency.low || observed > consistency.high,
      );
      expect(outside.length).toBeGreaterThan(calibration.diagram.length / 2);
      expect(calibration.diagram.reduce((sum, bin) => sum + bin.n, 0)).toBe(5_000);
    }
  });

  it('gives nulls, never NaN, for samples that say nothing', () => {
    const single = [row(0, 0.7, 1, 0.01)];
    const identical = Array.from({ length: 60 }, (_, i) => row(i, 0.5, 1, 0.01));
    const perfect = Array.from({ length: 60 }, (_, i) => row(i, i % 2, (i % 2) as 0 | 1, i % 2 ? 0.01 : -0.01));
    for (const [rows, reference] of [
      [single, [0.5]],
      [identical, constant(identical, 0.5)],
      [identical, constant(identical, 1)],
      [perfect, perfect.map((r) => r.probBull)],
    ] as const) {
      const scores = scoreForecasts(rows, reference, options());
      expect(forecastScoresSchema.parse(scores)).toEqual(scores);
      expect(JSON.parse(JSON.stringify(scores))).toEqual(scores);
    }
    const nothing = scoreForecasts(identical, constant(identical, 0.5), options());
    expect(nothing.brier).toMatchObject({
      skill: 0,
      diebold_mariano: null,
      cosine_test: null,
      effective_n: null,
      minimum_detectable_skill: null,
    });
    expect(nothing).toMatchObject({ auc: null, direction: { n: 0, hit_rate: null, pearson: null, spearman: null } });
    expect(
      scoreForecasts(
        perfect,
        perfect.map((r) => r.probBull),
        options(),
      ).brier.skill,
    ).toBeNull();
  });

  it('counts what the log score clips', () => {
    const rows = [row(0, 0, 1, 0.01), row(1, 1, 1, 0.01), row(2, 0.5, 0, -0.01)];
    const { log } = scoreForecasts(rows, [0.5, 0.999, 0.5], options());
    expect(log).toMatchObject({ clipped: 2, reference_clipped: 1 });
    expect(log.score).toBeCloseTo(-(Math.log(0.01) + Math.log(0.99) + Math.log(0.5)) / 3, 13);
  });

  it('takes the overlap from horizon and step, or from the decisions where they are denser', () => {
    const hourly = Array.from({ length: 200 }, (_, i) => row(i, 0.4 + (i % 3) / 10, (i % 2) as 0 | 1, 0.01, HOUR));
    const reference = constant(hourly, 0.5);
    expect(scoreForecasts(hourly, reference, options(DAY, HOUR)).sample).toMatchObject({
      overlap: 24,
      non_overlapping: 9,
      bootstrap: { block_length: 72, samples: 200, level: 0.95 },
    });
    expect(scoreForecasts(hourly, reference, options(DAY, DAY)).sample.overlap).toBe(24);
    expect(scoreForecasts(hourly, reference, options(DAY, HOUR / 2)).sample.overlap).toBe(48);
  });

  it('is the same for the same seed', () => {
    const rows = calibrated(300, 9);
    const run = () => scoreForecasts(rows, constant(rows, 0.5), options());
    expect(run()).toEqual(run());
  });

  it('refuses what it cannot score, and says where', () => {
    const rows = calibrated(3, 1);
    const score = (list: readonly ScoredForecast[], reference: readonly number[]) => () =>
      scoreForecasts(list, reference, options());
    expect(score([], [])).toThrow('There is no scored forecast.');
    expect(score(rows, [0.5])).toThrow('There are 3 forecasts but 1 values of reference.');
    expect(score(rows, [0.5, 1.2, 0.5])).toThrow('reference 1 is 1.2, not a probability.');
    expect(score(rows, [0.5, NaN, 0.5])).toThrow('reference 1 is NaN');
    expect(score([rows[1]!, rows[0]!, rows[2]!], [0.5, 0.5, 0.5])).toThrow('Forecast 1');
    expect(score([{ ...rows[0]!, probBull: -0.1 }], [0.5])).toThrow('forecast 0 is -0.1');
    expect(() => scoreForecasts(rows, constant(rows, 0.5), { ...options(), volatility: [1] })).toThrow('volatility');
  });
});
