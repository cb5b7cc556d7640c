import type { ScoredForecast } from '../forecast.js';
import { benjaminiHochberg } from '../inference/benjamini-hochberg.js';
import { cosineTest } from '../inference/cosine-test.js';
import { effectiveRows, longRunVariance } from '../inference/long-run-variance.js';
import { measuredOverlap } from '../inference/overlap.js';
import { skillScore } from './losses.js';
import type { Slice } from './schema.js';

/** A way to divide forecasts; a null leaves the row out of every slice. */
export interface SliceKey {
  readonly name: string;
  readonly of: (row: ScoredForecast, index: number) => string | null;
}

function scoreSlice(
  rows: readonly ScoredForecast[],
  reference: readonly number[],
  members: readonly number[],
  horizonMs: number,
): Pick<Slice, 'n' | 'effective_n' | 'brier_skill' | 'p_value'> {
  let score = 0;
  let referenceScore = 0;
  const differences = Float64Array.from(members, (i) => {
    const { probBull, label } = rows[i]!;
    const loss = (probBull - label.outcome) ** 2;
    const referenceLoss = (reference[i]! - label.outcome) ** 2;
    score += loss;
    referenceScore += referenceLoss;
    return loss - referenceLoss;
  });
  // A slice may be sparse: at one hour of the day, day-long windows do not overlap at all.
  const overlap = measuredOverlap(
    members.map((i) => rows[i]!.decidedAt),
    horizonMs,
  );
  const longRun = longRunVariance(differences, overlap);
  return {
    n: members.length,
    effective_n: longRun === null ? null : effectiveRows(members.length, longRun),
    brier_skill: skillScore(score, referenceScore),
    p_value: cosineTest(differences, overlap)?.pValue ?? null,
  };
}

/**
 * Scores each slice of each key against the reference, adjusted together for the false discovery rate. Slices come in the
 * order of the keys, within a key by value.
 * @param reference forecast of the reference for each row
 */
export function sliceBy(
  rows: readonly ScoredForecast[],
  reference: readonly number[],
  keys: readonly SliceKey[],
  horizonMs: number,
): Slice[] {
  const slices = keys.flatMap(({ name, of }) => {
    const members = new Map<string, number[]>();
    rows.forEach((row, i) => {
      const value = of(row, i);
      if (value === null) return;
      const list = members.get(value);
      if (list === undefined) members.set(value, [i]);
      else list.push(i);
    });
    return [...members]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([value, list]) => ({ key: name, value, ...scoreSlice(rows, reference, list, horizonMs) }));
  });
  const adjusted = benjaminiHochberg(slices.map((slice) => slice.p_value));
  return slices.map((slice, i) => ({ ...slice, p_adjusted: adjusted[i] ?? null, exploratory: true as const }));
}
