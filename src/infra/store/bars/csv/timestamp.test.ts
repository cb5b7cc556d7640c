import { describe, expect, it } from 'vitest';
import { daysSinceEpoch, epochUnit, parseTimestamp } from './timestamp.js';

const T = Date.UTC(2024, 2, 1, 13, 30, 5);
const at = (text: string, offset = 0) => parseTimestamp(text, null, offset);

describe('parseTimestamp', () => {
  it.each([
    ['1709299805', T, 's'],
    ['1709299805.000', T, 's'],
    ['1709299805.25', T + 250, 's'],
    ['1709299805000', T, 'ms'],
    ['1709299805000.0', T, 'ms'],
    ['1709299805000000', T, 'us'],
    ['1709299805000000000', T, 'ns'],
    ['1709299805000123456', T + 0.123456, 'ns'],
    ['2024-03-01T13:30:05', T, 'iso'],
    ['2024-03-01 13:30:05', T, 'iso'],
    ['2024/03/01 13:30:05.000', T, 'iso'],
    ['2024-03-01', T - ((13 * 60 + 30) * 60 + 5) * 1000, 'iso'],
    ['2024-03-01 13:30', T - 5000, 'iso'],
    ['2024-03-01T13:30:05Z', T, 'iso-zone'],
    ['2024-03-01t13:30:05z', T, 'iso-zone'],
    ['2024-03-01 13:30:05 UTC', T, 'iso-zone'],
    ['2024-03-01T13:30:05.000000000Z', T, 'iso-zone'],
    ['2024-03-01 16:30:05+03:00', T, 'iso-zone'],
    ['2024-03-01 16:30:05+0300', T, 'iso-zone'],
    ['2024-03-01 16:30:05+03', T, 'iso-zone'],
    ['2024-03-01T08:00:05-05:30', T, 'iso-zone'],
  ])('%s', (text, ms, format) => {
    expect(at(text)).toEqual({ ms, format });
  });

  it('shifts stamps without a zone by the given offset, and no others', () => {
    expect(at('2024-03-01 16:30:05', 3)).toMatchObject({ ms: T });
    expect(at('2024-03-01 13:30:05Z', 3)).toMatchObject({ ms: T });
  });

  it('agrees with Date on every day of four centuries', () => {
    for (let day = daysSinceEpoch(1900, 1, 1); day < daysSinceEpoch(2300, 1, 1); day += 13) {
      const iso = new Date(day * 86_400_000).toISOString();
      expect(at(iso)).toEqual({ ms: day * 86_400_000, format: 'iso-zone' });
    }
  });

  it.each([
    ['', 'time'],
    ['soon', 'time'],
    ['03/01/2024', 'time'],
    ['2024-02-30', 'time'],
    ['2023-02-29 00:00:00', 'time'],
    ['2024-13-01', 'time'],
    ['2024-03-01 24:00:00', 'time'],
    ['2024-03-01 12:60:00', 'time'],
    ['2024-03-01 01:00 PM', 'time'],
    ['-1709299805', 'time'],
    ['1.7092998E+9', 'time'],
    ['0', 'time'],
    ['60000', 'time'],
    ['2024-03-01 13:30:05 Europe/Berlin', 'zone'],
    ['2024-10-27 02:30:00 CET', 'zone'],
    ['2024-03-01T13:30:05+15:00', 'zone'],
  ])('refuses %s', (text, reason) => {
    expect(at(text)).toMatchObject({ reason });
  });

  it('reads small numbers only in a named unit', () => {
    expect(parseTimestamp('60000', 'ms', 0)).toEqual({ ms: 60_000, format: 'ms' });
    expect(parseTimestamp('60000', 'us', 0)).toEqual({ ms: 60, format: 'us' });
    expect(parseTimestamp('1500', 'ns', 0)).toEqual({ ms: 0.0015, format: 'ns' });
  });

  it('keeps the four units apart at the edges of their ranges', () => {
    expect([1e8, 1e11 - 1, 1e11, 1e14 - 1, 1e14, 1e17 - 16, 1e17].map(epochUnit)).toEqual([
      's',
      's',
      'ms',
      'ms',
      'us',
      'us',
      'ns',
    ]);
    expect([0, 1e8 - 1, 1e20].map(epochUnit)).toEqual([null, null, null]);
  });
});
