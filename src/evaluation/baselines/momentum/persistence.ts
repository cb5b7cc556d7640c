import type { TrainingRow } from '../../matured-history.js';
import { pastReturn } from './past-return.js';

/** Sizes of a move are told apart in thirds of the moves seen. */
const CLASSES = 3;

/** How often a move was followed by its own sign, by size. */
export interface MovePersistence {
  /** Moves that it was taken from. */
  readonly count: number;
  /** Share of moves of any size that went on, drawn to 0.5; in (0, 1). */
  readonly overall: number;
  /** Bounds between the classes, in standard deviations, ascending; empty without sizes. */
  readonly bounds: readonly number[];
  /** Share that went on, for each class, drawn to `overall`; in (0, 1). */
  readonly byClass: readonly number[];
}

/**
 * Windows that overlap repeat one another: n rows over a span hold at most span / horizon + 1 windows that do not. The
 * share of rows that counts as independent, in (0, 1].
 */
function independentShare(rows: readonly TrainingRow[]): number {
  let first = Infinity;
  let last = -Infinity;
  let horizons = 0;
  for (const { decidedAt, maturesAt } of rows) {
    first = Math.min(first, decidedAt);
    last = Math.max(last, decidedAt);
    horizons += maturesAt - decidedAt;
  }
  return Math.min(1, ((last - first) / (horizons / rows.length) + 1) / rows.length);
}

const classOf = (bounds: readonly number[], sigmas: number): number => bounds.filter((bound) => sigmas > bound).length;

/**
 * Counts, among past rows, how often the label had the sign of the return before it. No strength is chosen by hand:
 * - over all sizes, with one case of each kind added (Laplace) to the independent number of rows;
 * - for each third by size, drawn to that by the share of the differences between thirds that chance explains: with the
 *   variance v of a third's share under chance and the variance τ² between thirds beyond it (by moments, never below 0), the
 *   weight of the third's own share is τ² / (τ² + v) (empirical Bayes; Efron and Morris 1973, JASA 68, 117).
 */
export function fitPersistence(rows: readonly TrainingRow[]): MovePersistence {
  const moves: { same: number; sigmas: number | null }[] = [];
  const used: TrainingRow[] = [];
  for (const row of rows) {
    const past = pastReturn(row.snapshot);
    if (past === null) continue;
    moves.push({ same: past.returnPct > 0 === (row.label.outcome === 1) ? 1 : 0, sigmas: past.sigmas });
    used.push(row);
  }
  const count = moves.length;
  if (count === 0) return { count, overall: 0.5, bounds: [], byClass: [] };
  const independent = independentShare(used);
  const overall = (independent * moves.reduce((sum, move) => sum + move.same, 0) + 1) / (independent * count + 2);

  const sizes = Float64Array.from(moves.flatMap(({ sigmas }) => (sigmas === null ? [] : [sigmas]))).sort();
  if (sizes.length < CLASSES) return { count, overall, bounds: [], byClass: [] };
  const bounds = Array.from(
    { length: CLASSES - 1 },
    (_, i) => sizes[Math.ceil((sizes.length * (i + 1)) / CLASSES) - 1]!,
  );
  const classes = Array.from({ length: CLASSES }, () => ({ count: 0, same: 0 }));
  for (const { same, sigmas } of moves) {
    if (sigmas === null) continue;
    const found = classes[classOf(bounds, sigmas)]!;
    found.count += 1;
    found.same += same;
  }
  const chance = classes.map((found) => (overall * (1 - overall)) / (independent * found.count));
  const seen = classes.map((found) => found.same / found.count);
  // A class is empty where sizes tie: it says nothing, and gets the overall share.
  const full = classes.flatMap((found, i) => (found.count > 0 ? [i] : []));
  const between = full.reduce((sum, i) => sum + (seen[i]! - overall) ** 2 - chance[i]!, 0) / full.length;
  const beyondChance = Math.max(0, between);
  const byClass = classes.map((found, i) =>
    found.count === 0 ? overall : overall + (beyondChance / (beyondChance + chance[i]!)) * (seen[i]! - overall),
  );
  return { count, overall, bounds, byClass };
}

/** Probability that a move goes on: that of its class, or of any size where the size is not known. */
export const persistenceOf = (fit: MovePersistence, sigmas: number | null): number =>
  (sigmas === null ? undefined : fit.byClass[classOf(fit.bounds, sigmas)]) ?? fit.overall;
