import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Observation } from '../observation.js';
import { knownFrom } from '../point-in-time.js';
import type { SeriesName } from '../series.js';
import { ObservationIndex } from './index.js';

const SYMBOL = 'BTC';
/** What the series speak of. */
const DAY = 86_400_000;
/** Times in days. */
const row = (
  series: SeriesName,
  observed: number,
  available: number,
  retrieved: number,
  value: number,
): Observation => ({
  series,
  symbol: SYMBOL,
  value,
  observed_at: observed * DAY,
  available_at: available * DAY,
  source: 'test',
  retrieved_at: retrieved * DAY,
});

/** Few distinct times, so that moments, versions and limits coincide all the time. */
const time = fc.integer({ min: 0, max: 12 });
const moment = time.map((days) => days * DAY);
const rows = fc
  .array(fc.tuple(fc.constantFrom<SeriesName>('mvrv', 'exchange_inflow'), time, time, time), { maxLength: 40 })
  // Values tell rows apart; no two rows of a moment share all their times, which would leave their order open.
  .map((list) => [...new Map(list.map((each) => [each.join(), each])).values()])
  .map((list) =>
    list.map(([series, observed, available, retrieved], i) => row(series, observed, available, retrieved, i)),
  );

/** The rule in its plainest form: look at everything, sort, keep the last version of each moment. */
function plainly(all: readonly Observation[], series: SeriesName, asOf: number, since: number): Observation[] {
  const order = (a: Observation, b: Observation): number =>
    a.observed_at - b.observed_at || knownFrom(a) - knownFrom(b) || a.retrieved_at - b.retrieved_at;
  return all
    .filter((each) => each.series === series && each.observed_at >= since && each.observed_at <= asOf)
    .filter((each) => knownFrom(each) <= asOf)
    .sort(order);
}
const lastVersions = (sorted: readonly Observation[]): Observation[] => [
  ...new Map(sorted.map((each) => [each.observed_at, each])).values(),
];

describe('what an index knows', () => {
  it.each<SeriesName>(['mvrv', 'exchange_inflow'])('is what the plain rule gives for %s', (series) => {
    fc.assert(
      fc.property(rows, moment, moment, (all, asOf, since) => {
        const index = new ObservationIndex(all);
        const known = plainly(all, series, asOf, since);
        // Of versions that share every time but one the order is theirs to choose: compare what cannot be left open.
        const tied = (list: readonly Observation[]) =>
          list.map((each) => [each.observed_at, knownFrom(each), each.retrieved_at]);
        expect(tied(index.knownAll(series, SYMBOL, asOf, since))).toEqual(tied(known));
        expect(tied(index.known(series, SYMBOL, asOf, since))).toEqual(tied(lastVersions(known)));
        const newest = plainly(all, series, asOf, -Infinity).at(-1);
        expect(index.latest(series, SYMBOL, asOf)?.observed_at).toBe(newest?.observed_at);
      }),
      { numRuns: 500 },
    );
  });

  it('never depends on rows that were not known yet, whatever they hold and in whatever order they come', () => {
    fc.assert(
      fc.property(rows, moment, fc.integer({ min: 1, max: 1_000 }), (all, asOf, poison) => {
        const future = all.filter((each) => knownFrom(each) > asOf);
        const past = all.filter((each) => knownFrom(each) <= asOf);
        const poisoned = future.map((each) => ({ ...each, value: (each.value as number) + poison })).reverse();
        const [plain, mixed] = [new ObservationIndex(past), new ObservationIndex([...poisoned, ...past])];
        for (const series of ['mvrv', 'exchange_inflow'] as const) {
          expect(mixed.known(series, SYMBOL, asOf)).toEqual(plain.known(series, SYMBOL, asOf));
          expect(mixed.latest(series, SYMBOL, asOf)).toEqual(plain.latest(series, SYMBOL, asOf));
        }
      }),
    );
  });

  it('knows a copy of a revisable series from its retrieval on, and says how long it was refused', () => {
    const index = new ObservationIndex([row('exchange_inflow', 1, 2, 9, 5), row('mvrv', 1, 2, 9, 5)]);
    expect(index.latest('mvrv', SYMBOL, 3 * DAY)?.value).toBe(5);
    expect(index.latest('exchange_inflow', SYMBOL, 8 * DAY)).toBeUndefined();
    expect(index.latest('exchange_inflow', SYMBOL, 9 * DAY)?.value).toBe(5);
    expect(index.refusedUntil('exchange_inflow', 8 * DAY)).toBe(9 * DAY);
    expect(index.refusedUntil('exchange_inflow', 9 * DAY)).toBeNull();
    expect(index.refusedUntil('mvrv', 1 * DAY)).toBeNull();
  });
});
