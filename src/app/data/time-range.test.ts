import { describe, expect, it } from 'vitest';
import { parseDataRange, parseMoment, parseRange, startOfLastDays } from './time-range.js';

const NOW = Date.UTC(2024, 6, 10, 13);

it.each([
  ['2024', '2024-01-01'],
  ['2024-06', '2024-06-01'],
  ['20240601', '2024-06-01'],
  ['2024-06-01', '2024-06-01'],
  ['2024-06-01T12:30', '2024-06-01T12:30:00Z'],
  ['1717200000', '2024-06-01'],
  ['1717200000000', '2024-06-01'],
])('%s is %s', (text, day) => {
  expect(parseMoment(text, 'from')).toBe(Date.parse(day));
});

it.each(['2024-13', '20240631', '20241301', '24', '2024-6', 'june', ''])('"%s" is not a time', (text) => {
  expect(() => parseMoment(text, 'from')).toThrow('`from` is');
});

describe('ranges', () => {
  it.each<[Parameters<typeof parseRange>[0], ReturnType<typeof parseRange>]>([
    [{}, {}],
    [
      { from: '2024', to: '2024-06' },
      { from: Date.UTC(2024, 0), to: Date.UTC(2024, 5) },
    ],
    [{ timerange: '20240101-20240601' }, { from: Date.UTC(2024, 0), to: Date.UTC(2024, 5) }],
    [{ timerange: '20240101-' }, { from: Date.UTC(2024, 0) }],
    [{ timerange: '-20240601' }, { to: Date.UTC(2024, 5) }],
    [{ timerange: '1704067200-1717200000' }, { from: Date.UTC(2024, 0), to: Date.UTC(2024, 5) }],
    [{ days: '30' }, { from: Date.UTC(2024, 5, 10) }],
    [
      { days: '1', to: '2024-03-01' },
      { from: Date.UTC(2024, 1, 29), to: Date.UTC(2024, 2) },
    ],
  ])('%j', (options, range) => {
    expect(parseRange(options, NOW)).toEqual(range);
  });

  it.each([
    [{ timerange: '20240101-', from: '2024' }, '`timerange`'],
    [{ days: '3', from: '2024' }, '`days`'],
    [{ days: '0' }, '`days` is "0"'],
    [{ days: '1.5' }, '`days` is'],
    [{ timerange: '-' }, 'write it like 20240101-20240601'],
    [{ timerange: '2024' }, 'write it like'],
    [{ timerange: '20241301-' }, '`timerange` is "20241301"'],
  ])('refuses %j', (options, sentence) => {
    expect(() => parseRange(options, NOW)).toThrow(sentence);
  });

  it('leaves the last days of data to whoever has read them', () => {
    expect(parseDataRange({ days: '30', to: '2024-06' })).toEqual({ days: 30, to: Date.UTC(2024, 5) });
    expect(startOfLastDays(2, Date.UTC(2024, 0, 9, 7))).toBe(Date.UTC(2024, 0, 7, 7));
    expect(startOfLastDays(2, Date.UTC(2024, 0, 9, 7), Date.UTC(2024, 0, 4))).toBe(Date.UTC(2024, 0, 2));
    expect(startOfLastDays(2, Date.UTC(2024, 0, 9, 7), Date.UTC(2030, 0))).toBe(Date.UTC(2024, 0, 7, 7));
  });
});
