import { FIELD_LIST, SNAPSHOT_FIELDS, type FieldGroup } from './fields/index.js';
import { missing } from './field.js';
import type { MarketSnapshot } from './schema.js';

/** Paths of the fields that a snapshot has, sorted, e.g. `market.funding_rate`; `news` where there is a headline. */
export function fieldSetOf(snapshot: MarketSnapshot): string[] {
  const paths = GROUPS.flatMap((group) =>
    Object.entries(snapshot[group]).flatMap(([name, value]) => (value === null ? [] : [`${group}.${name}`])),
  );
  return [...paths, ...(snapshot.news.length > 0 ? ['news'] : [])].sort();
}

/** One text for a set of fields: decisions are pooled only where it is the same. */
export const fieldSetKey = (snapshot: MarketSnapshot): string => fieldSetOf(snapshot).join(',');

const GROUPS = Object.keys(SNAPSHOT_FIELDS) as FieldGroup[];

/**
 * The fields that a history of years can supply: bars, settled funding, chain metrics that are not revised, the supply of
 * stablecoins, and mood. Order books, premium, open interest (the exchange keeps a month) and exchange flows (revised) are
 * not among them. Headlines are where there is an archive: name `news` beside these.
 */
export const HISTORICAL_FIELDS: readonly string[] = FIELD_LIST.filter(({ field }) => field.historical).map(
  ({ path }) => path,
);

/**
 * The snapshot with no other fields than these. What is taken out is null, and `data_quality` says "left out" with the reason;
 * what was missing anyway keeps its own.
 */
export function keepFields(snapshot: MarketSnapshot, fields: Iterable<string>, reason: string): MarketSnapshot {
  const kept = new Set(fields);
  const quality = { ...snapshot.data_quality.fields };
  const leaveOut = (path: string): void => {
    quality[path] = missing(`left out: ${reason}`).quality;
  };
  const without = <T extends Record<string, number | null>>(group: FieldGroup, values: T): T =>
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => {
        const path = `${group}.${name}`;
        if (value === null || kept.has(path)) return [name, value];
        leaveOut(path);
        return [name, null];
      }),
    ) as T;
  const dropsNews = !kept.has('news') && snapshot.news.length > 0;
  if (dropsNews) leaveOut('news');
  return {
    ...snapshot,
    market: without('market', snapshot.market),
    onchain: without('onchain', snapshot.onchain),
    macro_context: without('macro_context', snapshot.macro_context),
    news: dropsNews ? [] : snapshot.news,
    data_quality: { ...snapshot.data_quality, fields: quality },
  };
}
