import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { readPlainRows } from './plain-rows.js';

const ROLES = Int8Array.of(0, 1, 2, 3, 4, 5);
const settings = (timeFormat: 's' | 'ms' | 'us' | 'ns' | 'iso' | 'iso-zone', zoneShiftMs = 0) => ({
  roles: ROLES,
  delimiter: 44,
  decimal: 46,
  timeFormat,
  zoneShiftMs,
});

function read(text: string, using = settings('ms')) {
  const target = { data: new Float64Array(6 * 8), capacity: 8, length: 0 };
  const bytes = Buffer.from(text);
  const stopped = readPlainRows(using, target, bytes, 0, bytes.length);
  const rows = Array.from({ length: target.length }, (_, row) =>
    ROLES.reduce<number[]>((all, k) => [...all, target.data[k * 8 + row]!], []),
  );
  return { rows, rest: text.slice(stopped) };
}

describe('readPlainRows', () => {
  it('reads plain rows and stops before the first that is not', () => {
    const text = '1709299805000,1,2,0.5,1.5,10\r\n1709299806000,1.5,2,0.5,1,0\n1709299807000,"1",2,0.5,1,0\n';
    const { rows, rest } = read(text);
    expect(rows).toEqual([
      [1709299805000, 1, 2, 0.5, 1.5, 10],
      [1709299806000, 1.5, 2, 0.5, 1, 0],
    ]);
    expect(rest).toBe('1709299807000,"1",2,0.5,1,0\n');
  });

  const T = 1709299805000;
  it.each([
    ['s', '1709299805', T],
    ['us', '1709299805000000', T],
    ['iso', '2024-03-01 13:30:05', T],
    ['iso', '2024-03-01T13:30', T - 5000],
    ['iso', '2024/03/01', T - 48_605_000],
    ['iso-zone', '2024-03-01T13:30:05Z', T],
    ['iso-zone', '2024-03-01T13:30:05.000Z', T],
  ] as const)('reads the time of %s %s', (format, text, expected) => {
    expect(read(`${text},1,2,0.5,1.5,10\n`, settings(format)).rows[0]?.[0]).toBe(expected);
  });

  it('shifts stamps without a zone', () => {
    expect(read('2024-03-01 16:30:05,1,1,1,1,1\n', settings('iso', -10_800_000)).rows[0]?.[0]).toBe(T);
  });

  it.each([
    ['an empty field', '1709299805000,,2,0.5,1.5,10\n'],
    ['an empty volume', '1709299805000,1,2,0.5,1.5,\n'],
    ['a sign', '1709299805000,-1,2,0.5,1.5,10\n'],
    ['an exponent', '1709299805000,1e0,2,0.5,1.5,10\n'],
    ['a space', '1709299805000, 1,2,0.5,1.5,10\n'],
    ['two marks', '1709299805000,1.0.0,2,0.5,1.5,10\n'],
    ['a short row', '1709299805000,1,2,0.5,1.5\n'],
    ['a long row', '1709299805000,1,2,0.5,1.5,10,\n'],
    ['a blank line', '\n'],
    ['another unit', '1709299805,1,2,0.5,1.5,10\n'],
    ['high below low', '1709299805000,1,0.4,0.5,1.5,10\n'],
    ['open outside', '1709299805000,3,2,0.5,1.5,10\n'],
    ['close outside', '1709299805000,1,2,0.5,0.4,10\n'],
    ['a zero price', '1709299805000,1,2,0,1.5,10\n'],
    ['a time too long', '17092998050000000000,1,2,0.5,1.5,10\n'],
  ])('leaves %s to the thorough path', (_, text) => {
    expect(read(text)).toEqual({ rows: [], rest: text });
  });

  it.each([
    '2024-02-30 00:00:00',
    '2024-03-01 24:00:00',
    '2024-03-01 12:60:00',
    '2024-03-01 12:00:60',
    '2024-3-1 12:00:00',
    '2024-03-01 12:00:00Z',
    '2024-03-01 12:00:00.5',
    '2024.03.01 12:00:00',
    '2024-03/01 12:00:00',
  ])('leaves the zoneless time %s to the thorough path', (time) => {
    expect(read(`${time},1,2,0.5,1.5,10\n`, settings('iso')).rows).toEqual([]);
  });

  it('reads every decimal it accepts to the bit as Number does', () => {
    const digits = (min: number, max: number) =>
      fc.string({ unit: fc.integer({ min: 0, max: 9 }).map(String), minLength: min, maxLength: max });
    fc.assert(
      fc.property(digits(1, 14), digits(0, 14), (whole, fraction) => {
        const text = fraction === '' ? whole : `${whole}.${fraction}`;
        const { rows } = read(`1709299805000,1,1,1,1,${text}\n`);
        if (rows.length === 1) expect(rows[0]![5]).toBe(Number(text));
        else
          expect(
            text.replace('.', '').replace(/^0+/, '').length,
            'left to the thorough path though short',
          ).toBeGreaterThan(15);
      }),
      { numRuns: 20_000, seed: 4 },
    );
  });
});
