import { SIGNED_SCORES, type ScoreName } from '../regime/schema.js';

/** Limits a finite number to [low, high]; an infinite one goes to its end. NaN is not a number to limit: it throws. */
export function clamp(value: number, low: number, high: number): number {
  if (Number.isNaN(value)) throw new RangeError('clamp: value is NaN');
  return Math.min(Math.max(value, low), high);
}

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

/** What sizing accepts as scores: it is lenient, the parser is the strict one. */
export type LenientScores = Readonly<Record<string, unknown>> | null | undefined;

const signedNames: ReadonlySet<string> = new Set(SIGNED_SCORES);

/**
 * One score, clamped to its range: [−1, 1] for the sentiments and on-chain pressure, [0, 1] for the risks and the trend.
 * A missing, null, NaN or non-numeric score counts as 0.
 */
export function safeGetScore(scores: LenientScores, name: ScoreName): number {
  const value = scores?.[name];
  if (typeof value !== 'number' || Number.isNaN(value)) return 0;
  return clamp(value, signedNames.has(name) ? -1 : 0, 1);
}
