import { describe, expect, it } from 'vitest';
import { BarSeries } from '../../../core/bars.js';
import { HOUR } from '../../../core/time.js';
import { markPriceAt, tradePriceAt } from './mark-price.js';
import { slippageFraction } from './slippage.js';

const barsOf = (...rows: (readonly [hour: number, open: number, close: number])[]) =>
  BarSeries.fromRows(
    'X',
    HOUR,
    rows.map(([hour, open, close]) => ({
      openTime: hour * HOUR,
      open,
      high: Math.max(open, close),
      low: Math.min(open, close),
      close,
      volume: 100,
    })),
  );

describe('slippage', () => {
  const settings = { bps: 5, impact: 0.5, volatilityBars: 3, maxBps: 10_000 };
  const bars = barsOf([0, 90, 100], [1, 100, 110], [2, 110, 99], [3, 99, 99], [4, 99, 120], [5, 120, 200]);
  const deviation = (...returns: number[]) => {
    const mean = returns.reduce((a, b) => a + b, 0) / returns.length;
    return Math.sqrt(returns.reduce((a, b) => a + (b - mean) ** 2, 0) / returns.length);
  };

  it('is the fixed part alone without impact', () => {
    expect(slippageFraction({ ...settings, impact: 0, maxBps: 1 }, bars, 5, 1, 100)).toBe(0.0005);
  });

  it('grows with the volatility before the bar and the root of the share of its volume', () => {
    const volatility = deviation(Math.log(0.9), 0, Math.log(120 / 99));
    expect(slippageFraction(settings, bars, 5, 4, 100)).toBeCloseTo(0.0005 + 0.5 * volatility * 0.2, 12);
    expect(slippageFraction(settings, bars, 5, 4, 0)).toBeCloseTo(0.0005 + 0.5 * volatility, 12);
    const two = deviation(Math.log(1.1), Math.log(0.9));
    expect(slippageFraction(settings, bars, 3, 4, 100)).toBeCloseTo(0.0005 + 0.5 * two * 0.2, 12);
  });

  it('knows no volatility from fewer than two returns, and stops at its cap', () => {
    expect(slippageFraction(settings, bars, 2, 4, 100)).toBeCloseTo(0.0005, 15);
    expect(slippageFraction(settings, bars, 1, 4, 100)).toBe(0.0005);
    expect(slippageFraction(settings, bars, 0, 4, 100)).toBeCloseTo(0.0005, 15);
    expect(slippageFraction({ ...settings, maxBps: 20 }, bars, 5, 100, 100)).toBe(0.002);
  });
});

describe('the price at a moment', () => {
  const bars = barsOf([0, 10, 11], [1, 11, 12], [3, 13, 14]);

  it('of the mark: as recorded, else the open of the mark bar of that very moment', () => {
    expect(markPriceAt(bars, HOUR, 99)).toBe(99);
    expect(markPriceAt(null, HOUR, 99)).toBe(99);
    expect(markPriceAt(bars, HOUR, NaN)).toBe(11);
    expect(markPriceAt(bars, HOUR + 1, NaN)).toBeNaN();
    expect(markPriceAt(bars, 9 * HOUR, NaN)).toBeNaN();
    expect(markPriceAt(null, HOUR, NaN)).toBeNaN();
  });

  it.each([
    ['the open of the bar that opens then', HOUR, 2, 11],
    ['the open of the bar it lies in', HOUR + 1, 2, 11],
    ['the last close in a hole', 2 * HOUR, 2, 12],
    ['the last close in a hole, not the bar after it', 2.5 * HOUR, 2, 12],
    ['nothing that is not known yet', 3 * HOUR, 1, 12],
    ['nothing later than the newest known row', 3.5 * HOUR, 1, 12],
    ['the close at the end', 4 * HOUR, 2, 14],
    ['the open of the last bar inside it', 3.5 * HOUR, 2, 13],
  ])('of the trade: %s', (_, time, lastRow, expected) => {
    expect(tradePriceAt(bars, time, lastRow)).toBe(expected);
  });
});
