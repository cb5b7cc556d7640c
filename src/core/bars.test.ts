import { describe, expect, it } from 'vitest';
import { assertValidBars, BarSeries, firstBarProblem, inferIntervalMs, type BarRow } from './bars.js';
import { InputError } from './errors.js';

const HOUR = 3_600_000;
const row = (index: number, overrides: Partial<BarRow> = {}): BarRow => ({
  openTime: index * HOUR,
  open: 100 + index,
  high: 102 + index,
  low: 99 + index,
  close: 101 + index,
  volume: 5,
  ...overrides,
});
const series = (...rows: BarRow[]) => BarSeries.fromRows('BTCUSDT', HOUR, rows);

describe('BarSeries', () => {
  it('keeps what it was given, on shared memory that another thread sees without a copy', () => {
    const bars = series(row(0), row(1), row(2));
    expect(bars.length).toBe(3);
    expect(bars.row(1)).toEqual(row(1));
    const shared = bars.slice(1).share();
    expect(shared.buffer).toBeInstanceOf(SharedArrayBuffer);
    const other = BarSeries.fromShared(shared);
    expect(other.row(0)).toEqual(row(1));
    bars.close[1] = 100.5;
    expect(other.close[0]).toBe(100.5);
  });

  it('slices by row and by open time, end exclusive, as views', () => {
    const bars = series(row(0), row(1), row(2), row(3));
    expect([...bars.slice(1, 3).openTime]).toEqual([HOUR, 2 * HOUR]);
    expect([...bars.slice(1).slice(1, 2).openTime]).toEqual([2 * HOUR]);
    expect([...bars.between(HOUR - 1, 3 * HOUR).openTime]).toEqual([HOUR, 2 * HOUR]);
    expect(bars.between(HOUR + 1, HOUR + 2).length).toBe(0);
    expect(bars.indexAtOrAfter(99 * HOUR)).toBe(4);
    expect(bars.slice(-5, 99).length).toBe(4);
    expect(bars.closeTime(1)).toBe(2 * HOUR);
  });

  it('copies columns and refuses ragged ones', () => {
    const bars = series(row(0), row(1));
    expect(BarSeries.fromColumns('X', HOUR, bars).row(1)).toEqual(row(1));
    expect(BarSeries.fromColumns('X', HOUR, bars, 1).length).toBe(1);
    const { openTime, open, high, low, close } = bars;
    const ragged = { openTime, open, high, low, close, volume: new Float64Array(1) };
    expect(() => BarSeries.fromColumns('X', HOUR, ragged)).toThrow(/volume/);
    expect(() => BarSeries.allocate('X', 0, 1)).toThrow(InputError);
  });

  it('lists gaps and fills none', () => {
    const bars = series(row(0), row(1), row(4), row(5));
    expect(bars.gaps()).toEqual([{ afterIndex: 1, from: 2 * HOUR, to: 4 * HOUR, missing: 2 }]);
    expect(bars.length).toBe(4);
  });
});

describe('validation', () => {
  it.each<[string, BarRow[], number, string]>([
    ['a repeated time', [row(0), row(0)], 1, 'openTime'],
    ['times out of order', [row(1), row(0)], 1, 'openTime'],
    ['a fractional time', [row(0, { openTime: 0.5 })], 0, 'openTime'],
    ['a NaN price', [row(0), row(1, { close: NaN })], 1, 'close'],
    ['a zero price', [row(0, { low: 0 })], 0, 'low'],
    ['an infinite price', [row(0, { high: Infinity })], 0, 'high'],
    ['high below low', [row(0, { high: 90 })], 0, 'high'],
    ['an open above the high', [row(0, { open: 110 })], 0, 'open'],
    ['a close below the low', [row(0, { close: 98 })], 0, 'close'],
    ['a negative volume', [row(0, { volume: -1 })], 0, 'volume'],
  ])('names %s', (_, rows, index, column) => {
    expect(firstBarProblem(series(...rows))).toMatchObject({ index, column });
    expect(() => assertValidBars(series(...rows))).toThrow(`Bar ${index} of BTCUSDT: ${column}`);
  });

  it('accepts a zero volume and an empty series', () => {
    expect(firstBarProblem(series(row(0, { volume: 0 })))).toBeNull();
    expect(() => assertValidBars(series())).not.toThrow();
  });
});

describe('inferIntervalMs', () => {
  it('takes the most frequent step, whatever the holes', () => {
    expect(inferIntervalMs(Float64Array.of(0, 60, 120, 600, 660))).toBe(60);
    expect(inferIntervalMs(Float64Array.of(0, 60, 90))).toBe(30);
    expect(inferIntervalMs(Float64Array.of(0))).toBeNull();
  });
});
