import { describe, expect, it } from 'vitest';
import { BarSeries } from '../../../core/bars.js';
import { DayObservations, RETURN_COLUMN, VOLATILITY_COLUMN } from './day-observations.js';
import { FROM, madeMarket } from './fixtures/made-market.js';
import { DAY, HOUR } from '../../../core/time.js';

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
    const [scaled, logVolatility] = at(days, 5);
    const squares = day.high.reduce((sum, high, i) => sum + Math.log(high / day.low[i]!) ** 2, 0);
    const volatility = Math.sqrt(squares / (4 * Math.log(2)));
    expect([RETURN_COLUMN, VOLATILITY_COLUMN]).toEqual([0, 1]);
    expect(scaled).toBeCloseTo(Math.log(day.close[23]! / day.open[0]!) / volatility, 12);
    expect(logVolatility).toBeCloseTo(Math.log(volatility), 12);
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
  it('come from longer bars much alike', () => {
    const rows = Array.from({ length: 60 }, (_, i) => {
      const part = bars.slice(i * 4, (i + 1) * 4);
      const [open, close] = [part.open[0]!, part.close.at(-1)!];
      const [high, low] = [Math.max(...part.high), Math.min(...part.low)];
      return { openTime: part.openTime[0]!, open, high, low, close, volume: 1 };
    });
    const longer = new DayObservations(BarSeries.fromRows('BTCUSDT', 4 * HOUR, rows));
    expect(longer.lag).toBe(6);
    expect(longer.observations.rows).toBe(9 * 6 + 1);
    for (let day = 0; day < 10; day++) {
      const [ofLong, ofHourly] = [at(longer, day * 6), at(days, day * 24)];
      expect(Math.abs(ofLong[1]! - ofHourly[1]!)).toBeLessThan(0.5);
      // The return is the same, whatever it is divided by.
      expect(ofLong[0]! * Math.exp(ofLong[1]!)).toBeCloseTo(ofHourly[0]! * Math.exp(ofHourly[1]!), 12);
    }
  });
  const flatBars = (price: (hour: number) => number): BarSeries =>
    BarSeries.fromRows(
      'X',
      HOUR,
      Array.from({ length: 24 }, (_, i) => {
        const p = price(i);
        return { openTime: FROM + i * HOUR, open: p, high: p, low: p, close: p, volume: 0 };
      }),
    );
  it('have the least volatility where the price does not move', () => {
    expect(at(new DayObservations(flatBars(() => 5)), 0)).toEqual([0, Math.log(1e-5)]);
  });
  it('count a jump between bars as volatility', () => {
    const [scaled, logVolatility] = at(new DayObservations(flatBars((hour) => (hour < 12 ? 5 : 6))), 0);
    expect(logVolatility).toBeCloseTo(Math.log(Math.log(1.2) / Math.sqrt(4 * Math.log(2))), 12);
    expect(scaled).toBeCloseTo(Math.sqrt(4 * Math.log(2)), 12);
  });
});
