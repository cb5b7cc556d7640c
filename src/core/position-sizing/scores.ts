import { SIGNED_SCORES, type ScoreName } from '../regime/schema.js';
import { clamp } from './clamp.js';

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
