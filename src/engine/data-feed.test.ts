import { describe, expect, it } from 'vitest';
import { BarSeries } from '../core/bars.js';
import { Strategy } from '../strategies/base.js';
import { backtest } from './backtester.js';

const MINUTE = 60_000;

function minutes(count: number): BarSeries {
  const bars = BarSeries.allocate('BTCUSDT', MINUTE, count);
  for (let i = 0; i < count; i++) {
    bars.openTime[i] = i * MINUTE;
    for (const column of [bars.open, bars.high, bars.low, bars.close]) column[i] = 100;
    bars.volume[i] = 1;
  }
  return bars;
}

class Counting extends Strategy {
  seen = 0;
  onBar(): null {
    this.seen += 1;
    return null;
  }
}

describe('the check of a long series', () => {
  it.each([100, 8_191, 8_192, 15_000, 19_999])('names a wrong bar at row %i before a strategy sees it', (row) => {
    const bars = minutes(20_000);
    bars.close[row] = 101;
    const strategy = new Counting();
    expect(() => backtest({ data: [{ bars }], strategy })).toThrow(
      expect.objectContaining({ code: 'bars.invalid', where: `BTCUSDT[${row}].close` }) as Error,
    );
    expect(strategy.seen).toBeLessThanOrEqual(row);
    // Not taken for checked by a second run.
    expect(() => backtest({ data: [{ bars }], strategy })).toThrow('is outside low');
  });
  it('finds a time that falls back exactly where the check was put off', () => {
    const bars = minutes(20_000);
    bars.openTime[8_192] = bars.openTime[8_191]!;
    expect(() => backtest({ data: [{ bars }], strategy: new Counting() })).toThrow('repeats the bar before');
  });
  it('passes a series without fault, whole', () => {
    const strategy = new Counting();
    backtest({ data: [{ bars: minutes(20_000) }], strategy });
    expect(strategy.seen).toBe(20_000);
  });
});
