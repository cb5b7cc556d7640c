import { describe, expect, it } from 'vitest';
import { ObservationIndex } from './market-snapshot/index.js';
import type { Observation } from './observation.js';
import { claimsTooEarly, knownFrom, movedToSpanEnd, arrivalTime, MAX_SKEW_MS } from './point-in-time.js';
import type { SeriesName } from './series.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const T = Date.UTC(2024, 0, 1);
const row = (series: SeriesName, available_at: number, retrieved_at = T): Observation => ({
  series,
  symbol: 'BTC',
  value: 1,
  observed_at: T,
  available_at,
  source: 'x',
  retrieved_at,
});

describe('the moment from which an observation counts', () => {
  it.each([
    ['bar_1h', T, T + HOUR],
    ['bar_1h', T + HOUR - 1, T + HOUR],
    ['bar_1h', T - DAY, T + HOUR],
    ['bar_1h', T + 2 * HOUR, T + 2 * HOUR],
    ['active_addresses', T, T + DAY],
    ['active_addresses', T + 36 * HOUR, T + 36 * HOUR],
    ['spot_price', T, T],
    ['fear_greed', T - HOUR, T],
  ] as const)('of %s available at %d is %d: never before its span has ended', (series, available, known) => {
    expect(knownFrom(row(series, available))).toBe(known);
    expect(claimsTooEarly(row(series, available))).toBe(available < known);
  });

  it('of a revisable series is its retrieval, where that is later', () => {
    expect(knownFrom(row('exchange_inflow', T, T + 9 * DAY))).toBe(T + 9 * DAY);
    expect(knownFrom(row('exchange_inflow', T, T))).toBe(T + DAY);
  });

  it('holds for every reader: a bar that says it was known at its open is not seen before its close', () => {
    const index = new ObservationIndex([row('bar_1h', T)]);
    expect(index.latest('bar_1h', 'BTC', T + HOUR - 1)).toBeUndefined();
    expect(index.known('bar_1h', 'BTC', T + HOUR)).toHaveLength(1);
  });

  it('is what early ones are moved to, with their count; the others stay as they are', () => {
    const rows = [row('bar_1h', T), row('bar_1h', T + HOUR), row('mvrv', T + DAY)];
    const { observations, moved } = movedToSpanEnd(rows);
    expect(moved).toBe(1);
    expect(observations).toEqual([row('bar_1h', T + HOUR), ...rows.slice(1)]);
  });
});

const NOW = Date.UTC(2025, 0, 1);

it.each([
  ['an old stamp is kept', NOW - 86_400_000, NOW - 86_400_000],
  ['a stamp slightly ahead becomes the receipt', NOW + MAX_SKEW_MS, NOW],
  ['a stamp far ahead is refused', NOW + MAX_SKEW_MS + 1, null],
  ['no stamp means the receipt', undefined, NOW],
  ['NaN is refused', Number.NaN, null],
])('%s', (_, stamp, expected) => {
  expect(arrivalTime(stamp, NOW)).toBe(expected);
});
