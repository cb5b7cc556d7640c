import { describe, expect, it } from 'vitest';
import type { Observation } from '../observation.js';
import type { Collected } from '../ports/observation-source.js';
import type { CandidateBar } from './accept-bars.js';
import { believable } from './believable.js';
import { collectBars } from './collect-bars.js';

const HOUR = 3_600_000;
const NOW = Date.UTC(2025, 0, 1, 5);
const bar = (close: number) => ({ open: close, high: close, low: close, close, volume: 1, quote_volume: null });
const row = (series: Observation['series'], value: Observation['value'], observedAt = NOW): Observation => ({
  series,
  symbol: 'BTCUSDT',
  value,
  observed_at: observedAt,
  available_at: NOW,
  source: 'venue',
  retrieved_at: NOW,
});
const nothing: Collected = { observations: [], failures: [] };
const read = (...observations: Observation[]): Collected => ({ observations, failures: [] });

describe('readings of one venue', () => {
  const bars = (close: number) => read(row('bar_1h', bar(1), NOW - 2 * HOUR), row('bar_1h', bar(close), NOW - HOUR));
  const price = (value: number) => read(row('spot_price', value));
  const book = read(row('spread_bps', 1), row('ob_imbalance', 0));
  const venue = { source: 'venue', bars: bars(100), price: price(101), book, mid: 102 };

  it('are all believed where they agree, or where nothing can contradict them', () => {
    expect(believable(venue, NOW)).toEqual([venue.bars, venue.price, venue.book]);
    const alone = { ...venue, bars: nothing, price: nothing, mid: null };
    expect(believable(alone, NOW)).toEqual([nothing, nothing, book]);
  });

  it.each([
    ['bar', { bars: bars(900) }, 0, ['bar_1h']],
    ['ticker', { price: price(5) }, 1, ['spot_price']],
    ['book', { mid: 900 }, 2, ['spread_bps', 'ob_imbalance']],
  ] as const)('leave out the %s that the two others contradict', (name, wrong, place, series) => {
    const found = believable({ ...venue, ...wrong }, NOW);
    expect(found.map((part) => part.observations.length > 0)).toEqual([0, 1, 2].map((i) => i !== place));
    expect(found[place]!.failures).toEqual([
      {
        source: 'venue',
        series,
        code: 'data.mismatch',
        reason: `the ${name} of venue is more than twice or less than half of its other prices of the same moment: not used.`,
      },
    ]);
  });

  it('keep what failed before beside it', () => {
    const earlier = { source: 'venue', series: ['bar_1h'] as const, code: 'data.gaps', reason: 'x' };
    const [found] = believable({ ...venue, bars: { ...bars(900), failures: [earlier] } }, NOW);
    expect(found!.failures.map(({ code }) => code)).toEqual(['data.gaps', 'data.mismatch']);
  });

  it('are none where the price is of another symbol', () => {
    const swapped: Collected = {
      observations: [],
      failures: [{ source: 'venue', series: ['spot_price'], code: 'data.symbol', reason: 'x' }],
    };
    const reason = (name: string) =>
      `venue answered for another symbol, and its ${name} does not say which it is of: not used.`;
    const failure = (name: string, series: string[]) => ({
      source: 'venue',
      series,
      code: 'data.symbol',
      reason: reason(name),
    });
    expect(believable({ ...venue, price: swapped }, NOW)).toEqual([
      swapped,
      { observations: [], failures: [failure('bar', ['bar_1h'])] },
      { observations: [], failures: [failure('book', ['spread_bps', 'ob_imbalance'])] },
    ]);
    expect(believable({ ...venue, price: swapped, bars: nothing }, NOW)[1]).toBe(nothing);
  });
});

describe('collected bars', () => {
  const candidate = (hour: number, close = 100): CandidateBar => ({ openTime: NOW + hour * HOUR, bar: bar(close) });
  const context = { source: 'venue', symbol: 'BTCUSDT', now: NOW, venueNow: null, retrievedAt: NOW + 7 };
  const codes = (part: Collected) => part.failures.map(({ code }) => code);

  it('are known from their close on', () => {
    expect(collectBars([candidate(-2), candidate(-1)], [], context)).toEqual({
      observations: [-2, -1].map((hour) => ({
        series: 'bar_1h',
        symbol: 'BTCUSDT',
        value: bar(100),
        observed_at: NOW + hour * HOUR,
        available_at: NOW + (hour + 1) * HOUR,
        source: 'venue',
        retrieved_at: NOW + 7,
      })),
      failures: [],
    });
  });

  it('believe the slower clock', () => {
    const bars = [candidate(-2), candidate(-1)];
    expect(collectBars(bars, [], { ...context, venueNow: NOW - 1 }).observations).toHaveLength(1);
    expect(collectBars(bars, [], { ...context, venueNow: NOW }).observations).toHaveLength(2);
  });

  it('come with what was refused, what is absent, and what never came', () => {
    const refused = collectBars([candidate(-3), candidate(-2, -1)], ['row 7 is no candle'], context);
    expect(refused.failures).toEqual([
      {
        source: 'venue',
        series: ['bar_1h'],
        code: 'data.rejected',
        reason:
          '2 of 3 hourly bars of BTCUSDT refused: row 7 is no candle; the bar of 2025-01-01T03:00:00.000Z has a bad open.',
      },
    ]);
    const holed = collectBars([candidate(-4), candidate(-1)], [], context);
    expect(holed.failures).toEqual([
      {
        source: 'venue',
        series: ['bar_1h'],
        code: 'data.gaps',
        reason: 'hourly bars of BTCUSDT are missing: 2 from 2025-01-01T02:00:00.000Z.',
      },
    ]);
    const empty = collectBars([candidate(0)], [], context);
    expect(empty.failures).toMatchObject([
      { code: 'data.empty', reason: 'venue sent no closed hourly bar of BTCUSDT.' },
    ]);
    expect(codes(collectBars([], ['x'], context))).toEqual(['data.rejected']);
  });
});
