import type { Multipliers } from '../../core/position-sizing/index.js';
import type { RegimeView } from '../../strategies/base.js';

/** The same moments, every opinion traded with the same given multipliers. Moments without an opinion stay without one. */
export const withMultipliers = (views: readonly RegimeView[], multipliers: Multipliers): RegimeView[] =>
  views.map((view) => (view.assessment === null ? view : { ...view, multipliers }));

/**
 * Opinions moved along the moments, round at the end: the moment at row i gets the opinion of row (i + shift) mod n. What an
 * opinion says, how strong it is and how opinions follow each other stays; only its link with the market is cut. Moments keep
 * their times and latencies.
 */
export function shifted(views: readonly RegimeView[], shift: number): RegimeView[] {
  const n = views.length;
  return views.map(({ decidedAt, availableAt }, i) => ({ ...views[(i + shift) % n]!, decidedAt, availableAt }));
}

/** Arithmetic means of both multipliers over the moments that have an opinion. */
export function meanMultipliers(
  views: readonly RegimeView[],
  multipliersOf: (view: RegimeView) => Multipliers,
): Multipliers {
  let kLong = 0;
  let kShort = 0;
  let count = 0;
  for (const view of views) {
    if (view.assessment === null) continue;
    const k = multipliersOf(view);
    kLong += k.kLong;
    kShort += k.kShort;
    count += 1;
  }
  return count === 0 ? { kLong: 1, kShort: 1 } : { kLong: kLong / count, kShort: kShort / count };
}

/** The largest multiplier of the moments that have an opinion, at least 1. */
export function largestMultiplier(
  views: readonly RegimeView[],
  multipliersOf: (view: RegimeView) => Multipliers,
): number {
  let largest = 1;
  for (const view of views) {
    if (view.assessment === null) continue;
    const { kLong, kShort } = multipliersOf(view);
    largest = Math.max(largest, kLong, kShort);
  }
  return largest;
}
