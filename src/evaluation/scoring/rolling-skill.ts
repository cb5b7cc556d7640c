import { compareScores } from './compare-scores.js';
import { brierLosses } from './losses.js';

/** One scored decision, with what is compared. */
export interface SkillRow {
  /** UTC ms. */
  readonly decidedAt: number;
  readonly probBull: number;
  /** Of the reference, 0 … 1. */
  readonly reference: number;
  readonly outcome: 0 | 1;
}

/** Brier skill over the decisions of one stretch. */
export interface SkillStretch {
  /** First and last decision, UTC ms. */
  readonly from: number;
  readonly to: number;
  readonly n: number;
  /** Null for a reference without loss. */
  readonly skill: number | null;
  /** Ends of its interval; null where the stretch is too short to have one. */
  readonly low: number | null;
  readonly high: number | null;
}

export interface RollingOptions {
  /** Decisions in a stretch; where there are fewer, all of them are one. */
  readonly window: number;
  /** Stretches at most; the last ends with the last decision. */
  readonly points: number;
  /** m: decisions whose windows overlap one decision's. */
  readonly overlap: number;
  /** Coverage of the intervals, (0, 1). */
  readonly level: number;
}

/**
 * How skill went: the scores of an evaluation over stretches of its decisions. Stretches share decisions, so that neighbours say nearly
 * the same, and an interval holds for its stretch alone: among many of them some miss by chance.
 * @param rows in order of time
 */
export function rollingSkill(
  rows: readonly SkillRow[],
  { window, points, overlap, level }: RollingOptions,
): SkillStretch[] {
  if (rows.length === 0) return [];
  const length = Math.min(window, rows.length);
  const step = Math.max(1, Math.ceil((rows.length - length) / Math.max(1, points - 1)));
  const ends: number[] = [];
  for (let end = rows.length; end >= length; end -= step) ends.unshift(end);
  return ends.map((end) => {
    const stretch = rows.slice(end - length, end);
    const column = (value: (row: SkillRow) => number): Float64Array => Float64Array.from(stretch, value);
    const { skill, skill_interval: interval } = compareScores(
      brierLosses,
      column(({ probBull }) => probBull),
      column(({ reference }) => reference),
      column(({ outcome }) => outcome),
      { overlap, level },
    );
    const [from, to] = [stretch[0]!.decidedAt, stretch.at(-1)!.decidedAt];
    return { from, to, n: length, skill, low: interval?.low ?? null, high: interval?.high ?? null };
  });
}
