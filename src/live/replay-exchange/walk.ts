/** A price at which something rests: an order, or the end of a position's margin. */
export interface RestingLevel<T> {
  readonly item: T;
  /** −1: price falls to it; +1: price rises to it. */
  readonly direction: 1 | -1;
  readonly price: number;
  /** A limit fills only where price trades through it; a trigger acts at a touch. */
  readonly isLimit: boolean;
  /** Which acts first of two at one price: the lower. */
  readonly rank: number;
}

/**
 * Walks a path of prices and does what it meets, in the order in which it meets it: at a point already beyond a level, at that
 * point (a gap), else at the level. The levels are asked for again after each, since what happened may have added or taken some.
 * @param points the path; the first is where price opens
 */
export function walkPath<T>(
  points: readonly number[],
  levels: () => readonly RestingLevel<T>[],
  act: (item: T, price: number) => void,
): void {
  let at = points[0]!;
  for (const to of points) {
    const met = new Set<T>();
    for (;;) {
      const next = nearest(levels(), at, to, met);
      if (next === null) break;
      met.add(next.item);
      at = isBeyond(next, at) ? at : next.price;
      act(next.item, at);
    }
    at = to;
  }
}

function nearest<T>(
  levels: readonly RestingLevel<T>[],
  at: number,
  to: number,
  met: ReadonlySet<T>,
): RestingLevel<T> | null {
  let best: RestingLevel<T> | null = null;
  let bestDistance = Infinity;
  for (const level of levels) {
    const here = isBeyond(level, at);
    if (met.has(level.item) || !(here || isBeyond(level, to))) continue;
    const distance = here ? 0 : Math.abs(level.price - at);
    if (best === null || distance < bestDistance || (distance === bestDistance && level.rank < best.rank)) {
      best = level;
      bestDistance = distance;
    }
  }
  return best;
}

export function isBeyond<T>({ direction, price, isLimit }: RestingLevel<T>, at: number): boolean {
  const past = direction * (at - price);
  return isLimit ? past > 0 : past >= 0;
}
