import { seededRandom } from '../../src/core/ports/random.js';
import type { RegimeAssessment } from '../../src/core/regime/schema.js';
import { assessmentOf as fullAssessment, NO_SCORES } from '../../src/engine/fixtures/opinions.js';
import {
  calibrated,
  lookAhead,
  memoriser,
  type Forecaster,
} from '../../src/evaluation/fixtures/simulated-forecasters.js';
import { normal } from '../../src/evaluation/fixtures/simulated-market.js';
import { HORIZON_HOURS, type HiddenDriftMarket } from './hidden-drift-market.js';

/** What one forecaster says at each decision, plainly and masked. */
export interface Opinions {
  readonly plain: readonly number[];
  readonly masked: readonly number[];
}
export type Opinionated = (market: HiddenDriftMarket, seed: number, cutoff: number) => Opinions;

const logistic = (x: number): number => 1 / (1 + Math.exp(-x));
const logit = (p: number): number => Math.log(p / (1 - p));
const unmoved = (plain: readonly number[]): Opinions => ({ plain, masked: plain });

/** Says exactly what follows from the drift. */
export const exact: Opinionated = ({ decisions }) => unmoved(decisions.map(({ trueProb }) => trueProb));

/** Knows the same and doubles its distance from a half: what its sharpness wins, its errors lose, and its true skill is 0. */
export const breakEven: Opinionated = ({ decisions }) =>
  unmoved(decisions.map(({ trueProb }) => Math.min(0.999, Math.max(0.001, 2 * trueProb - 0.5))));

/** Knows the same and is three times too sure of it. */
export const threeTimesTooSure: Opinionated = ({ decisions }) =>
  unmoved(decisions.map(({ trueProb }) => logistic(3 * logit(trueProb))));

/** Knows nothing: moods that last, AR(0.9) in log-odds with the given standard deviation, and the same masked. */
export const moody =
  (deviation: number): Opinionated =>
  ({ decisions }, seed) => {
    const random = seededRandom(seed);
    let mood = normal(random);
    return unmoved(
      decisions.map(() => {
        mood = 0.9 * mood + Math.sqrt(1 - 0.81) * normal(random);
        return logistic(deviation * mood);
      }),
    );
  };

/** Sees the price half a horizon ahead, through a leak in its inputs, and leans towards it; masked or not. */
export const peeking: Opinionated = ({ bars, decisions }, seed) => {
  const random = seededRandom(seed);
  return unmoved(
    decisions.map(({ decidedAt }) => {
      const now = bars.indexAtOrAfter(decidedAt) - 1;
      const move = Math.log(bars.close[now + HORIZON_HOURS / 2]! / bars.close[now]!);
      return logistic(0.8 * Math.sign(move) + 0.15 * normal(random));
    }),
  );
};

/** A forecaster of the fixtures, asked plainly and masked about each decision. */
const asked =
  (make: (seed: number, cutoff: number) => Forecaster): Opinionated =>
  ({ decisions }, seed, cutoff) => {
    const forecaster = make(seed, cutoff);
    const plain: number[] = [];
    const masked: number[] = [];
    for (const { decidedAt, maturesAt, label, trueProb } of decisions) {
      // A decision without an outcome is never scored: there is nothing to see in it, whatever is answered.
      const outcome = label.scored ? label : { outcome: 0 as const, horizonReturn: 0, shareAbove: 0.5 };
      const decision = { decidedAt, maturesAt, label: outcome, trueProb };
      plain.push(forecaster(decision, { masked: false }));
      masked.push(forecaster(decision, { masked: true }));
    }
    return { plain, masked };
  };

/** As `exact`, but never quite the same twice, as a language model is. */
export const honest = asked((seed) => calibrated(seededRandom(seed)));
/** Sees a share of the outcomes. */
export const clairvoyant = (sees: number): Opinionated => asked((seed) => lookAhead(seededRandom(seed), sees));
/** Remembers a share of the outcomes before its cutoff, where it can tell which moment it is. */
export const remembering = (share: number): Opinionated =>
  asked((seed, cutoff) => memoriser(seededRandom(seed), cutoff, share));

/** A whole assessment around one probability, without scores. */
export const assessmentOf = (probBull: number): RegimeAssessment =>
  fullAssessment(probBull, { horizon_hours: HORIZON_HOURS, scores: NO_SCORES });
