interface Window {
  /** UTC ms. */
  readonly decidedAt: number;
  /** UTC ms. */
  readonly maturesAt: number;
}

/**
 * Decisions of which each was made when the outcome of the one before was known: the first, then always the next that was decided
 * at or after the end of the last window taken. Which are taken depends on times alone, never on outcomes.
 * @param decisions in any order; the result is in order of time
 */
export function withoutOverlap<T extends Window>(decisions: readonly T[]): readonly T[] {
  const taken: T[] = [];
  let end = -Infinity;
  for (const decision of [...decisions].sort((a, b) => a.decidedAt - b.decidedAt)) {
    if (decision.decidedAt < end) continue;
    taken.push(decision);
    end = decision.maturesAt;
  }
  return taken;
}
