import { describe, expect, it } from 'vitest';
import { BarSeries } from './bars.js';
import { parseInterval } from './interval.js';
import { resampleBars } from './resample.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const hourly = (hours: readonly number[]) =>
  BarSeries.fromRows(
    'BTCUSDT',
    HOUR,
    hours.map((hour) => ({
      openTime: hour * HOUR,
      open: hour + 10,
      high: hour + 12,
      low: hour + 9,
      close: hour + 11,
      volume: 2,
    })),
  );
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

describe('resampleBars', () => {
  it('takes first open, highest high, lowest low, last close, summed volume', () => {
    const coarse = resampleBars(hourly(range(0, 8)), 4 * HOUR);
    expect(coarse.length).toBe(2);
    expect(coarse.row(1)).toEqual({ openTime: 4 * HOUR, open: 14, high: 19, low: 13, close: 18, volume: 8 });
  });

  it('drops a bucket cut off at either end, keeps one with a hole inside', () => {
    expect([...resampleBars(hourly(range(1, 11)), 4 * HOUR).openTime]).toEqual([4 * HOUR]);
    const holed = resampleBars(hourly([0, 1, 3, 4, 5, 6, 7]), 4 * HOUR);
    expect([...holed.volume]).toEqual([6, 8]);
    expect(resampleBars(hourly([]), DAY).length).toBe(0);
  });

  it('weeks begin on Monday', () => {
    // 1970-01-05 was a Monday.
    expect([...resampleBars(hourly(range(0, 24 * 12)), 7 * DAY).openTime]).toEqual([4 * DAY]);
  });

  it('refuses what is not a multiple', () => {
    expect(() => resampleBars(hourly([0]), HOUR * 1.5)).toThrow(/whole multiple/);
    expect(() => resampleBars(hourly([0]), HOUR / 2)).toThrow(/whole multiple/);
  });
});

describe('parseInterval', () => {
  it.each([
    ['1m', 60_000],
    ['4h', 4 * HOUR],
    ['1w', 7 * DAY],
    [60_000, 60_000],
  ])('%s', (text, ms) => {
    expect(parseInterval(text)).toBe(ms);
  });
  it.each(['1M', '0m', '', 'h', '1.5h', 0, -1, NaN])('refuses %s', (text) => {
    expect(() => parseInterval(text)).toThrow(/not a bar interval/);
  });
});
