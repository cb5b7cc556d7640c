import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toUnixMs } from './unix-time.js';

const MS = Date.UTC(2025, 0, 1);

describe('toUnixMs', () => {
  it.each([
    ['seconds', MS / 1000],
    ['milliseconds', MS],
    ['microseconds', MS * 1000],
    ['nanoseconds', MS * 1e6],
    ['seconds as text', String(MS / 1000)],
    ['nanoseconds as text', `${MS}000000`],
    ['ISO with Z', '2025-01-01T00:00:00Z'],
    ['ISO with nanoseconds (CoinMetrics)', '2025-01-01T00:00:00.000000000Z'],
    ['ISO without zone', '2025-01-01 00:00:00'],
    ['a bare date', '2025-01-01'],
    ['an offset ahead', '2025-01-01T03:00:00+03:00'],
    ['an offset behind', '2024-12-31T20:00:00-0400'],
  ])('reads %s', (_, value) => {
    expect(toUnixMs(value)).toBe(MS);
  });

  it('cuts what is finer than a millisecond', () => {
    expect(toUnixMs(MS * 1000 + 999)).toBe(MS);
    expect(toUnixMs('2025-01-01T00:00:00.123999Z')).toBe(MS + 123);
  });

  it.each([
    '',
    'now',
    '2025-02-31',
    '2025-13-01',
    '2025-01-01T24:61:00Z',
    '2025-01-01T00:00:60Z',
    '0000-01-01',
    0,
    -1,
    12_345,
    5e10,
    1e20,
    NaN,
    Infinity,
    null,
    undefined,
    {},
  ])('refuses %j', (value) => {
    expect(toUnixMs(value)).toBeNull();
  });

  it('gives one moment whatever the unit', () => {
    const seconds = fc.integer({ min: Date.UTC(2009, 0, 3) / 1000, max: Date.UTC(2100, 0, 1) / 1000 });
    fc.assert(
      fc.property(seconds, (s) => {
        const ms = s * 1000;
        expect([s, ms, s * 1e6, s * 1e9, new Date(ms).toISOString()].map(toUnixMs)).toEqual(Array(5).fill(ms));
      }),
      { seed: 1, numRuns: 500 },
    );
  });
});
