import { seededRandom } from '../../src/core/ports/random.js';
import { normalCdf } from '../../src/core/statistics/normal-cdf.js';
import { brierDifference, type BoundedValue } from '../../src/evaluation/forward-test/brier-difference.js';
import { normal } from './training-rows.js';

export interface SimulatedDecision {
  readonly decidedAt: number;
  readonly maturesAt: number;
  readonly difference: BoundedValue;
}

/** Decision i is bull when the sum of the steps i … i + m − 1 is positive: windows overlap m-fold. Unit of time: one step. */
function simulate(
  seed: number,
  count: number,
  m: number,
  known: number,
  forecast: (knownSum: number, draw: () => number) => readonly [probBull: number, climatology: number],
): SimulatedDecision[] {
  const random = seededRandom(seed);
  const steps = Array.from({ length: count + m }, () => {
    const part = known * normal(random);
    return { part, whole: part + Math.sqrt(1 - known * known) * normal(random) };
  });
  return Array.from({ length: count }, (_, i) => {
    const window = steps.slice(i, i + m);
    const outcome = window.reduce((sum, { whole }) => sum + whole, 0) > 0 ? 1 : 0;
    const [probBull, climatology] = forecast(
      window.reduce((sum, { part }) => sum + part, 0),
      () => random.next(),
    );
    return { decidedAt: i, maturesAt: i + m, difference: brierDifference(probBull, climatology, outcome) };
  });
}

/** A forecaster no better than its reference: both are as far from the truth of ½, on opposite sides. */
export const nullDecisions = (seed: number, count: number, m: number): SimulatedDecision[] =>
  simulate(seed, count, m, 0, (_known, draw) => {
    const away = 0.1 * (2 * draw() - 1);
    return [0.5 + away, 0.5 - away];
  });

/** A calibrated forecaster that knows a part of each step ahead, with correlation `known`, against the truth of ½. */
export const skilledDecisions = (seed: number, count: number, m: number, known: number): SimulatedDecision[] =>
  simulate(seed, count, m, known, (part) => [normalCdf(part / Math.sqrt(m * (1 - known * known))), 0.5]);
