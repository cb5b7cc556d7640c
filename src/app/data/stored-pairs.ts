import type { StoredPair } from '../../contract/data.js';
import type { StoredData } from './list-stored.js';

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
