import { SNAPSHOT_FIELDS, type FieldGroup } from '../../core/market-snapshot/fields/index.js';
import type { MarketSnapshot } from '../../core/market-snapshot/index.js';
import type { Random } from '../../core/ports/random.js';
import { DAY, isoTime } from '../../core/time.js';

/** What is negative as often as positive may change its sign; counts, prices and indices may not. */
const SIGNED = /return|change|distance|funding|basis|imbalance|flow/;

/** The same market as it might look on another day: other numbers, another date, and every other time without its news. */
export function variedSnapshot(snapshot: MarketSnapshot, n: number, random: Random): MarketSnapshot {
  const varied = (group: FieldGroup): Record<string, number | null> =>
    Object.fromEntries(
      Object.entries(snapshot[group]).map(([name, value]: [string, number | null]) => {
        const factor = SIGNED.test(name) ? 3 * random.next() - 1.5 : 0.5 + random.next();
        return [name, value === null ? null : Number((value * factor).toPrecision(6))];
      }),
    );
  const groups = Object.fromEntries(
    (Object.keys(SNAPSHOT_FIELDS) as FieldGroup[]).map((group) => [group, varied(group)]),
  );
  return {
    ...snapshot,
    ...groups,
    news: n % 2 === 0 ? snapshot.news : [],
    timestamp_utc: isoTime(Date.parse(snapshot.timestamp_utc) + n * DAY),
  };
}
