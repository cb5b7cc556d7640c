import { describe, expect, it } from 'vitest';
import { EarlyHistory, findLeaks, type LeakSearch } from '../../../test/support/leak-detector.js';
import { simulatedForecasts } from '../../../test/support/simulated-forecasts.js';
import type { ScoredForecast } from '../forecast.js';
import { MaturedHistory } from '../matured-history.js';
import { RECALIBRATION_KINDS } from './recalibration.js';
import { recalibrationOverTime, walkForwardRecalibration } from './walk-forward.js';

const DAY = 86_400_000;
const THURSDAY = Date.UTC(2023, 5, 1);

/** Mean squared error of probabilities. */
const brier = (probabilities: readonly number[], forecasts: readonly ScoredForecast[]): number =>
  forecasts.reduce((sum, { label }, i) => sum + (probabilities[i]! - label.outcome) ** 2, 0) / forecasts.length;

/** Reliability over ten equal bins: the mean squared distance of what was said from what came true. */
function reliability(probabilities: readonly number[], forecasts: readonly ScoredForecast[]): number {
  const bins = Array.from({ length: 10 }, () => ({ count: 0, said: 0, true: 0 }));
  for (const [i, { label }] of forecasts.entries()) {
    const bin = bins[Math.min(9, Math.floor(probabilities[i]! * 10))]!;
    bin.count += 1;
    bin.said += probabilities[i]!;
    bin.true += label.outcome;
  }
  return bins.reduce((sum, bin) => sum + (bin.count && (bin.said - bin.true) ** 2 / bin.count), 0) / forecasts.length;
}

/** Out of sample, before and after: the first 1,040 forecasts are left out, so that every kind has been fitted. */
function outOfSample(kind: (typeof RECALIBRATION_KINDS)[number], overconfidence: number, seed: number) {
  const forecasts = simulatedForecasts({ seed, count: 4_000, overconfidence });
  const judged = forecasts.slice(1_040);
  const before = judged.map((forecast) => forecast.probBull);
  const after = walkForwardRecalibration(forecasts, kind, { refitEveryMs: 28 * DAY }).probabilities.slice(1_040);
  return {
    brierBefore: brier(before, judged),
    brierAfter: brier(after, judged),
    reliabilityBefore: reliability(before, judged),
    reliabilityAfter: reliability(after, judged),
  };
}

describe.each(RECALIBRATION_KINDS)('%s, walk-forward', (kind) => {
  it('repairs an overconfident forecaster out of sample', () => {
    for (const seed of [1, 2, 3]) {
      const found = outOfSample(kind, 3, seed);
      // Three times the log-odds costs about 0.03 of Brier score here, nearly all of it reliability.
      expect(found.reliabilityBefore).toBeGreaterThan(0.02);
      expect(found.reliabilityAfter).toBeLessThan(0.003);
      expect(found.brierBefore - found.brierAfter).toBeGreaterThan(0.02);
    }
  });
  it('costs a calibrated forecaster no more than noise', () => {
    for (const seed of [4, 5, 6]) {
      const found = outOfSample(kind, 1, seed);
      // What d fitted parameters cost, d · p(1 − p) / n, is 0.0005 at n = 1,000 for two; isotonic steps have more.
      expect(found.brierAfter - found.brierBefore).toBeLessThan(kind === 'isotonic' ? 0.004 : 0.0015);
    }
  });

  const forecasts = simulatedForecasts({ seed: 7, count: 700, overconfidence: 2 });
  const search: LeakSearch<ScoredForecast> = {
    rows: forecasts,
    times: [0, 1, 7, 28].map((days) => THURSDAY + days * DAY),
    fit: (history) => (time) => recalibrationOverTime(history, kind, { minRows: 100 })(time).apply(0.7234),
    // A label turned around is enough for a curve; a step of isotonic regression moves when its rows do.
    change: (forecast) => ({ ...forecast, probBull: 0.7234, label: { ...forecast.label, outcome: 0 } }),
  };
  it('uses no outcome that was not known', async () => {
    expect(await findLeaks(search)).toEqual([]);
  });
  it('is found out when its rows come one horizon early', async () => {
    const leaks = await findLeaks({ ...search, history: (all) => new EarlyHistory(all, DAY) });
    expect(leaks.map((leak) => leak.time)).toEqual([0, 7, 28].map((days) => THURSDAY + days * DAY));
  });
  it('asks the same of a moment whatever was asked before', () => {
    const history = new MaturedHistory(forecasts);
    const walked = recalibrationOverTime(history, kind, { minRows: 100 });
    for (const days of [70, 0, 35, 7, 140]) {
      const time = THURSDAY + days * DAY;
      const fresh = recalibrationOverTime(new MaturedHistory([...forecasts].reverse()), kind, { minRows: 100 });
      expect(walked(time).document()).toEqual(fresh(time).document());
    }
  });
});

describe('walk-forward recalibration', () => {
  const forecasts = simulatedForecasts({ seed: 8, count: 300, overconfidence: 2 });
  it('changes nothing before there are rows enough, and counts what it left', () => {
    const found = walkForwardRecalibration(forecasts, 'platt', { refitEveryMs: DAY, minRows: 50 });
    // The 50th forecast matures a day after it, at the moment of the 51st, which is the first to be recalibrated.
    expect(found).toMatchObject({ unchanged: 50, minRows: 50 });
    expect(found.probabilities.slice(0, 50)).toEqual(forecasts.slice(0, 50).map((forecast) => forecast.probBull));
    expect(found.probabilities[50]).not.toBe(forecasts[50]!.probBull);
    expect(walkForwardRecalibration(forecasts, 'isotonic')).toMatchObject({ unchanged: 300, minRows: 1_000 });
  });
  it('answers in the order of the forecasts, whatever it is', () => {
    const forward = walkForwardRecalibration(forecasts, 'beta').probabilities;
    const backward = walkForwardRecalibration([...forecasts].reverse(), 'beta').probabilities;
    expect([...backward].reverse()).toEqual(forward);
  });
  it('refuses options that mean nothing', () => {
    expect(() => walkForwardRecalibration(forecasts, 'platt', { minRows: 0 })).toThrow('minRows');
    expect(() => walkForwardRecalibration(forecasts, 'platt', { refitEveryMs: Number.NaN })).toThrow('refitEveryMs');
  });
});
