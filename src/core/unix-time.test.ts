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

describe('the edges of what is a time', () => {
  it.each<[unknown, number | null]>([
    [1e11, 1e11],
    ['1973-03-03T09:46:40Z', 1e11],
    ['1973-03-03T09:46:39.999Z', null],
    // 9,999,999,999,999 ms is one too few for the limit, 10^13 the limit: it is then read as microseconds.
    [9_999_999_999_999, 9_999_999_999_999],
    ['2286-11-20T17:46:39.999Z', 9_999_999_999_999],
    ['2286-11-20T17:46:40Z', null],
    [' 2025-01-01 ', MS],
    [` ${MS} `, MS],
    [`${MS}.5`, MS],
    [`${MS / 1000}.123456789`, MS + 123],
    [`${MS / 1000}.1234567891`, null],
    [`x${MS}`, null],
    [`${MS}x`, null],
    [`${MS}.x`, null],
    ['12345678', null],
    ['2025-01-01T00:00:00+0530', MS - 330 * 60_000],
    ['2025-01-01T00:00:00-05:30', MS + 330 * 60_000],
    ['2025-01-01T00:00:00+03', MS - 180 * 60_000],
    ['2025-01-01 00:00:00 UTC', MS],
    ['2025-01-01T00:00:00.5Z', MS + 500],
    ['2025-01-01T00:00:00,25Z', MS + 250],
    ['2025-01-01T12:34', MS + (12 * 60 + 34) * 60_000],
    ['2025-04-31', null],
    ['2025-01-01T00:60:00Z', null],
    ['2025-01-01T23:59:60Z', null],
    ['2025-01-01T24:00:00Z', null],
    [`${' '.repeat(60)}2025-01-01`, MS],
    [`1735689600${'.0'.padEnd(40, '0')}`, null],
  ])('%j is %s', (value, ms) => {
    expect(toUnixMs(value)).toBe(ms);
  });
});
