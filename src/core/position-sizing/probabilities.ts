import { clamp } from './clamp.js';

export interface Probabilities {
  readonly bull: number;
  readonly bear: number;
}

/** Probabilities whose sum is off 1 by more than this are normalised before sizing. */
const SUM_TOLERANCE = 0.01;

const orHalf = (value: unknown): number =>
  typeof value === 'number' && !Number.isNaN(value) ? clamp(value, 0, 1) : 0.5;

/** A missing probability is 0.5; both are clamped to [0, 1] and, if their sum is off 1, normalised (0.5/0.5 if both are 0). */
export function lenientProbabilities(probBull: unknown, probBear: unknown): Probabilities {
  const bull = orHalf(probBull);
  const bear = orHalf(probBear);
  const sum = bull + bear;
  if (Math.abs(sum - 1) <= SUM_TOLERANCE) return { bull, bear };
  return sum === 0 ? { bull: 0.5, bear: 0.5 } : { bull: bull / sum, bear: bear / sum };
}
