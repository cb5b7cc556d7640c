import { seededRandom } from '../../src/core/ports/random.js';
import type { ScoredForecast } from '../../src/evaluation/forecast.js';
import { sigmoid } from '../../src/evaluation/baselines/logistic/fit-logistic.js';
import { normal } from './training-rows.js';

const DAY = 86_400_000;

export interface SimulatedForecasts {
  readonly seed: number;
  readonly count: number;
  /** The forecaster says this many times the true log-odds: 1 is calibrated, above 1 overconfident. */
  readonly overconfidence: number;
  readonly from?: number;
  readonly stepMs?: number;
}

/** A forecaster with known truth: true log-odds ~ N(0, 0.8²), windows of a day that do not overlap by default. */
export function simulatedForecasts(options: SimulatedForecasts): ScoredForecast[] {
  const { seed, count, overconfidence, from = Date.UTC(2022, 0, 1), stepMs = DAY } = options;
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, i) => {
    const eta = 0.8 * normal(random);
    const outcome = random.next() < sigmoid(eta) ? 1 : 0;
    return {
      decidedAt: from + i * stepMs,
      maturesAt: from + i * stepMs + DAY,
      probBull: sigmoid(overconfidence * eta),
      label: { outcome, horizonReturn: outcome === 1 ? 0.01 : -0.01, shareAbove: outcome },
      assessment: null,
    };
  });
}
