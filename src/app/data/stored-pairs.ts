import type { StoredData } from './list-stored.js';

/** A pair of the local store. */
export interface StoredPair {
  readonly symbol: string;
  readonly source: string;
  /** Lengths of its bars. */
  readonly intervals: readonly string[];
  readonly funding: boolean;
  /** What all of them cover, UTC ms. */
  readonly from: number;
  readonly to: number;
}

/** What is stored, by pair and source. */
export function storedPairs({ bars, funding }: StoredData): StoredPair[] {
  const pairs = new Map<string, StoredPair>();
  const add = (each: StoredData['funding'][number], interval: string | null): void => {
    const { symbol, source, from, to } = each;
    const key = JSON.stringify([symbol, source]);
    const before = pairs.get(key) ?? { symbol, source, intervals: [], funding: false, from, to };
    pairs.set(key, {
      ...before,
      intervals: interval === null ? before.intervals : [...before.intervals, interval],
      funding: before.funding || interval === null,
      from: Math.min(before.from, from),
      to: Math.max(before.to, to),
    });
  };
  for (const each of bars) add(each, each.interval);
  for (const each of funding) add(each, null);
  return [...pairs.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, pair]) => pair);
}
