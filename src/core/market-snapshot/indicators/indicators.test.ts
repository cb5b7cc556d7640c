import { describe, expect, it } from 'vitest';
import type { BarValue } from '../../observation.js';
import { averageTrueRange } from './average-true-range.js';
import { realizedVolatility } from './realized-volatility.js';
import { relativeStrengthIndex } from './relative-strength-index.js';

const bar = (high: number, low: number, close: number): BarValue => ({
  open: close,
  high,
  low,
  close,
  volume: 1,
  quote_volume: null,
});

describe('average true range', () => {
  // True ranges: 12 − 9 = 3 within the bar, |20 − 11| = 9 up from the close before, |19 − 9| = 10 down from it, 4 within.
  const bars = [bar(11, 9, 10), bar(12, 9, 11), bar(20, 18, 19), bar(13, 9, 10), bar(13, 9, 11)];

  it.each([
    [1, 4],
    [2, (((3 + 9) / 2 + 10) / 2 + 4) / 2],
    [3, (((3 + 9 + 10) / 3) * 2 + 4) / 3],
    [4, (3 + 9 + 10 + 4) / 4],
  ])('over %i bars', (length, expected) => {
    expect(averageTrueRange(bars, length)).toBeCloseTo(expected, 12);
  });

  it('is 0 without a bar before', () => {
    expect(averageTrueRange(bars.slice(0, 1), 3)).toBe(0);
  });
});

describe('relative strength', () => {
  it('of changes +2 −1 +3 −4, first a simple mean, then Wilder’s', () => {
    // Over 2: gain 2/2 = 1, loss 1/2; then (1 + 3)/2 = 2 and 0.5/2 = 0.25; then 1 and (0.25 + 4)/2 = 2.125.
    expect(relativeStrengthIndex([10, 12, 11, 14, 10], 2)).toBeCloseTo(100 / 3.125, 12);
    // Over 3: gain 5/3, loss 1/3; then (5/3 · 2)/3 = 10/9 and (1/3 · 2 + 4)/3 = 14/9.
    expect(relativeStrengthIndex([10, 12, 11, 14, 10], 3)).toBeCloseTo((100 * 10) / 24, 12);
  });

  it.each<[number[], number]>([
    [[5, 5, 5], 50],
    [[5], 50],
    [[1, 2, 3], 100],
    [[3, 2, 1], 0],
    [[2, 3, 2], 50],
  ])('of %j is %s', (closes, expected) => {
    expect(relativeStrengthIndex(closes, 2)).toBeCloseTo(expected, 12);
  });
});

describe('realised volatility', () => {
  const HOUR = 3_600_000;
  const at = new Map([100, 110, 99, 99, 120].map((close, i) => [i * HOUR, bar(close, close, close)]));
  const deviation = (...returns: number[]) => {
    const mean = returns.reduce((a, b) => a + b, 0) / returns.length;
    return Math.sqrt((returns.reduce((a, b) => a + (b - mean) ** 2, 0) / (returns.length - 1)) * 8_760);
  };

  it('is that of the last hours, their drift taken off', () => {
    expect(realizedVolatility(at, 4 * HOUR, 3)).toBeCloseTo(deviation(Math.log(0.9), 0, Math.log(120 / 99)), 12);
    expect(realizedVolatility(at, 2 * HOUR, 2)).toBeCloseTo(deviation(Math.log(1.1), Math.log(0.9)), 12);
  });

  it('leaves out returns across a gap', () => {
    const holed = new Map(at);
    holed.delete(3 * HOUR);
    expect(realizedVolatility(holed, 4 * HOUR, 4)).toBeCloseTo(deviation(Math.log(1.1), Math.log(0.9)), 12);
  });
});
