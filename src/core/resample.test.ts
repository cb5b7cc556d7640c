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

describe('resampleBars at its edges', () => {
  it('says what cannot become what', () => {
    expect(() => resampleBars(hourly([0]), HOUR / 2)).toThrow(
      expect.objectContaining({
        code: 'bars.resample',
        message: 'Bars of 3600000 ms cannot become bars of 1800000 ms: it must be a whole multiple.',
        where: 'interval',
      }),
    );
    // 0 is a multiple of everything.
    expect(() => resampleBars(hourly([0]), 0)).toThrow(/whole multiple/);
  });

  it('bars of the same interval stay what they are', () => {
    const bars = hourly(range(0, 3));
    expect(range(0, 3).map((i) => resampleBars(bars, HOUR).row(i))).toEqual(range(0, 3).map((i) => bars.row(i)));
  });

  it('the highest and the lowest may stand anywhere in a bucket', () => {
    const at = (hour: number, high: number, low: number) => ({
      openTime: hour * HOUR,
      open: 10,
      high,
      low,
      close: 10,
      volume: 1,
    });
    const bars = [at(0, 11, 9), at(1, 15, 9.5), at(2, 12, 5), at(3, 11, 8)];
    expect(resampleBars(BarSeries.fromRows('X', HOUR, bars), 4 * HOUR).row(0)).toMatchObject({ high: 15, low: 5 });
  });

  it('days begin at midnight, days of four at the epoch', () => {
    expect([...resampleBars(hourly(range(0, 72)), DAY).openTime]).toEqual([0, DAY, 2 * DAY]);
    expect([...resampleBars(hourly(range(0, 24 * 9)), 4 * DAY).openTime]).toEqual([0, 4 * DAY]);
  });

  it('keeps a bucket that starts inside the data though its first bar is missing', () => {
    expect([...resampleBars(hourly([0, 1, 2, 3, 5, 6, 7]), 4 * HOUR).openTime]).toEqual([0, 4 * HOUR]);
    expect(resampleBars(hourly([1, 2]), 4 * HOUR).length).toBe(0);
    expect(resampleBars(hourly([0, 1, 2]), 4 * HOUR).length).toBe(0);
  });
});

it.each(['10m', '9999s', '15m'])('parseInterval reads all of %s', (text) => {
  expect(parseInterval(text)).toBe(Number(text.slice(0, -1)) * (text.endsWith('m') ? 60_000 : 1_000));
});

it.each(['1m ', '1mm', '01m', '12345s', '1x2m', ' 1m'])('parseInterval says what is wrong with "%s"', (text) => {
  expect(() => parseInterval(text)).toThrow(
    expect.objectContaining({
      code: 'interval.invalid',
      message: `"${text}" is not a bar interval: use for example 1m, 15m, 4h, 1d or 1w.`,
      where: 'interval',
      expected: 'a number and one of s, m, h, d, w',
    }),
  );
});
