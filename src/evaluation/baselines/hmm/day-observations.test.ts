import { describe, expect, it } from 'vitest';
import { BarSeries } from '../../../core/bars.js';
import { DayObservations, RANGE_COLUMN, RETURN_COLUMN } from './day-observations.js';
import { DAY, FROM, HOUR, madeMarket } from './fixtures/made-market.js';

const { bars } = madeMarket(10, 3);
const without = (missing: (hour: number) => boolean): BarSeries =>
  BarSeries.fromRows(
    'BTCUSDT',
    HOUR,
    Array.from({ length: bars.length }, (_, i) => bars.row(i)).filter((_, i) => !missing(i)),
  );
const at = (days: DayObservations, row: number) => [...days.observations.values.subarray(row * 2, row * 2 + 2)];

describe('observed days', () => {
  const days = new DayObservations(bars);
  it('are the 24 hours that end at each hour', () => {
    expect(days.lag).toBe(24);
    expect(days.observations.rows).toBe(9 * 24 + 1);
    expect(days.endOf(5)).toBe(FROM + DAY + 5 * HOUR);
    const day = bars.slice(5, 29);
    const [logReturn, logRange] = at(days, 5);
    expect([RETURN_COLUMN, RANGE_COLUMN]).toEqual([0, 1]);
    expect(logReturn).toBe(Math.log(day.close[23]! / day.open[0]!));
    expect(logRange).toBe(Math.log(Math.log(Math.max(...day.high) / Math.min(...day.low))));
  });
  it('are known at their end, and stay so for a day after the last bar', () => {
    expect(days.rowAt(FROM + DAY - 1)).toBe(-1);
    expect(days.rowAt(FROM + DAY)).toBe(0);
    expect(days.rowAt(FROM + DAY + HOUR - 1)).toBe(0);
    expect(days.rowAt(FROM + DAY + HOUR)).toBe(1);
    expect(days.rowAt(FROM + 10 * DAY)).toBe(216);
    expect(days.rowAt(FROM + 11 * DAY)).toBe(216);
    expect(days.rowAt(FROM + 11 * DAY + 1)).toBe(-1);
  });
  it('of UTC come once each', () => {
    expect([...days.utcDays()]).toEqual(Array.from({ length: 10 }, (_, i) => i * 24));
  });
  it('are not observed with fewer than 22 of 24 bars, and the row before such a hole is the newest inside it', () => {
    const holed = new DayObservations(without((hour) => hour >= 60 && hour < 63));
    for (let row = 0; row < 217; row++) {
      const missing = [60, 61, 62].filter((hour) => hour >= row && hour < row + 24).length;
      expect(Number.isNaN(at(holed, row)[0]), `row ${row}`).toBe(missing > 2);
      if (missing === 0) expect(at(holed, row)).toEqual(at(days, row));
    }
    expect([...holed.utcDays()]).toEqual([0, 24, 72, 96, 120, 144, 168, 192, 216]);
    expect(holed.rowAt(FROM + 62.5 * HOUR)).toBe(36);
    expect(holed.rowAt(FROM + 64 * HOUR)).toBe(40);
  });
  it('come from finer and from longer bars alike', () => {
    const daily = (every: number) => {
      const rows = Array.from({ length: bars.length / every }, (_, i) => {
        const part = bars.slice(i * every, (i + 1) * every);
        const [open, close] = [part.open[0]!, part.close.at(-1)!];
        return {
          openTime: part.openTime[0]!,
          open,
          high: Math.max(...part.high),
          low: Math.min(...part.low),
          close,
          volume: 1,
        };
      });
      return new DayObservations(BarSeries.fromRows('BTCUSDT', every * HOUR, rows));
    };
    expect(daily(24).lag).toBe(1);
    expect(daily(4).lag).toBe(6);
    for (let day = 0; day < 10; day++) {
      expect(at(daily(24), day)).toEqual(at(days, day * 24));
      expect(at(daily(4), day * 6)).toEqual(at(days, day * 24));
    }
  });
  it('have the least range where the price does not move', () => {
    const row = { open: 5, high: 5, low: 5, close: 5, volume: 0 };
    const flat = BarSeries.fromRows('X', DAY, [{ openTime: FROM, ...row }]);
    expect(at(new DayObservations(flat), 0)).toEqual([0, Math.log(1e-5)]);
  });
});
