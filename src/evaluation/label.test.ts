import { describe, expect, it } from 'vitest';
import { BarSeries } from '../core/bars.js';
import { labelDecision, labelIntervalFits } from './label.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** 2024-01-01T00:00:00Z. */
const T0 = 1_704_067_200_000;

/** Bars whose closes are given; a null is a missing bar. The first opens at `from`. */
function barsOf(closes: readonly (number | null)[], from = T0 - HOUR, intervalMs = HOUR): BarSeries {
  const rows = closes.flatMap((close, i) =>
    close === null ? [] : [{ openTime: from + i * intervalMs, open: close, high: close, low: close, close, volume: 1 }],
  );
  return BarSeries.fromRows('BTCUSDT', intervalMs, rows);
}

const repeat = (value: number, times: number): number[] => Array.from({ length: times }, () => value);
const label = (closes: readonly (number | null)[], horizonHours = 24) =>
  labelDecision(barsOf(closes), T0, horizonHours * HOUR);

describe('labelDecision', () => {
  it('is bull where more than half of the closes are above P0, whatever the end', () => {
    // 13 above, 11 below, the last at 90: predominantly above although the horizon lost 10 %.
    expect(label([100, ...repeat(101, 13), ...repeat(90, 11)])).toEqual({
      scored: true,
      outcome: 1,
      horizonReturn: 90 / 100 - 1,
      shareAbove: 13 / 24,
    });
  });

  it('is bear where more than half of the closes are below P0, whatever the end', () => {
    expect(label([100, ...repeat(99, 13), ...repeat(110, 11)])).toEqual({
      scored: true,
      outcome: 0,
      horizonReturn: 110 / 100 - 1,
      shareAbove: 11 / 24,
    });
  });

  it('gives a tie the sign of the return', () => {
    expect(label([100, ...repeat(99, 12), ...repeat(101, 12)])).toMatchObject({ scored: true, outcome: 1 });
    expect(label([100, ...repeat(101, 12), ...repeat(99, 12)])).toMatchObject({ scored: true, outcome: 0 });
  });

  it('counts a close at P0 for neither side: 12 above, 11 below and one equal is a tie', () => {
    expect(label([100, 100, ...repeat(101, 12), ...repeat(98, 11)])).toMatchObject({ scored: true, outcome: 0 });
    expect(label([100, 100, ...repeat(98, 12), ...repeat(101, 11)])).toMatchObject({ scored: true, outcome: 1 });
  });

  it('does not score a tie with a zero return', () => {
    expect(label([100, ...repeat(101, 12), ...repeat(99, 11), 100])).toEqual({ scored: false, reason: 'unchanged' });
    expect(label([100, ...repeat(101, 11), ...repeat(99, 11), 100, 100])).toEqual({
      scored: false,
      reason: 'unchanged',
    });
    expect(label([100, ...repeat(100, 24)])).toEqual({ scored: false, reason: 'unchanged' });
  });

  it('scores a majority even where the return is zero', () => {
    expect(label([100, ...repeat(101, 23), 100])).toMatchObject({ scored: true, outcome: 1, horizonReturn: 0 });
  });

  it('takes P0 from the last bar that had closed, not from the bar that opens at the decision', () => {
    expect(label([50, ...repeat(60, 24)])).toMatchObject({ outcome: 1, horizonReturn: 60 / 50 - 1 });
  });

  it('ignores bars after the window', () => {
    expect(label([100, ...repeat(101, 24), ...repeat(1, 48)])).toMatchObject({ outcome: 1, shareAbove: 1 });
  });

  describe('coverage', () => {
    /** 100, then `total` bars at 101 of which the given positions are missing; one bar more closes the window. */
    const withGaps = (total: number, missing: readonly number[]) =>
      label([100, ...repeat(101, total).map((close, i) => (missing.includes(i) ? null : close)), 101], total);

    it('scores 23 of 24 bars and not 22', () => {
      expect(withGaps(24, [5])).toMatchObject({ scored: true, shareAbove: 1 });
      expect(withGaps(24, [5, 6])).toEqual({ scored: false, reason: 'too-few-bars' });
    });

    it('scores exactly 95 %: 19 of 20 and 38 of 40, not 37 of 40', () => {
      expect(withGaps(20, [3])).toMatchObject({ scored: true });
      expect(withGaps(40, [3, 30])).toMatchObject({ scored: true });
      expect(withGaps(40, [3, 30, 31])).toEqual({ scored: false, reason: 'too-few-bars' });
    });

    it('takes the majority of the bars that are there', () => {
      // 11 above and 12 below of 23: more than half of those present, half of the 24 expected.
      const closes = [100, ...repeat(101, 11), null, ...repeat(99, 12), 99];
      expect(label(closes)).toMatchObject({ scored: true, outcome: 0, shareAbove: 11 / 23 });
    });

    it('scores a window whose last bar is missing once later bars show that it is past', () => {
      expect(label([100, ...repeat(101, 22), 102, null, 50])).toMatchObject({
        scored: true,
        horizonReturn: 102 / 100 - 1,
      });
    });

    it('is unscored where every bar of the window is missing', () => {
      expect(label([100, ...repeat(0, 24).map(() => null), 101])).toEqual({ scored: false, reason: 'too-few-bars' });
    });
  });

  describe('an open window', () => {
    it('is open until its last bar has closed, though 23 of 24 bars are over 95 %', () => {
      expect(label([100, ...repeat(101, 22)])).toEqual({ scored: false, reason: 'open' });
      expect(label([100, ...repeat(101, 23)])).toEqual({ scored: false, reason: 'open' });
      expect(label([100, ...repeat(101, 24)])).toMatchObject({ scored: true });
    });

    it('is open where the decision is at the end of the bars', () => {
      expect(label([100])).toEqual({ scored: false, reason: 'open' });
    });
  });

  describe('a decision off the grid of the bars', () => {
    const decidedAt = T0 + 30 * MINUTE;

    it('uses the 23 whole bars inside the window and the last closed bar before it', () => {
      // Bars: −1h (P0), 0h (opened before the decision, closes after it: neither P0 nor label), then 1h … 23h, 24h.
      const bars = barsOf([100, 500, ...repeat(101, 11), ...repeat(99, 12), 1]);
      expect(labelDecision(bars, decidedAt, 24 * HOUR)).toEqual({
        scored: true,
        outcome: 0,
        horizonReturn: 99 / 100 - 1,
        shareAbove: 11 / 23,
      });
    });

    it('is open until the last whole bar has closed, and no longer', () => {
      const closes = [100, 500, ...repeat(101, 23)];
      expect(labelDecision(barsOf(closes), decidedAt, 24 * HOUR)).toMatchObject({ scored: true, shareAbove: 1 });
      expect(labelDecision(barsOf(closes.slice(0, -1)), decidedAt, 24 * HOUR)).toEqual({
        scored: false,
        reason: 'open',
      });
    });

    it('has no bar to score where none fits whole into the horizon', () => {
      expect(labelDecision(barsOf([100, 101, 102, 103]), decidedAt, HOUR)).toEqual({
        scored: false,
        reason: 'too-few-bars',
      });
    });
  });

  describe('the price at the decision', () => {
    it('is missing before the first bar has closed', () => {
      expect(labelDecision(barsOf(repeat(100, 30), T0), T0, 24 * HOUR)).toEqual({ scored: false, reason: 'no-price' });
      expect(labelDecision(barsOf([]), T0, 24 * HOUR)).toEqual({ scored: false, reason: 'no-price' });
    });

    it('may come from a bar that closed two intervals ago, not from an older one', () => {
      const later = repeat(101, 24);
      expect(label([null, ...later])).toEqual({ scored: false, reason: 'no-price' });
      const twoMissing = barsOf([100, null, null, ...later], T0 - 3 * HOUR);
      expect(labelDecision(twoMissing, T0, 24 * HOUR)).toMatchObject({ scored: true, horizonReturn: 101 / 100 - 1 });
      const threeMissing = barsOf([100, null, null, null, ...later], T0 - 4 * HOUR);
      expect(labelDecision(threeMissing, T0, 24 * HOUR)).toEqual({ scored: false, reason: 'no-price' });
    });
  });

  describe('finer bars', () => {
    it('labels a 4-hour horizon by its 24 bars of 10 minutes', () => {
      const bars = barsOf([100, ...repeat(99, 13), ...repeat(120, 11)], T0 - 10 * MINUTE, 10 * MINUTE);
      expect(labelDecision(bars, T0, 4 * HOUR)).toEqual({
        scored: true,
        outcome: 0,
        horizonReturn: 120 / 100 - 1,
        shareAbove: 11 / 24,
      });
    });

    it('labels a decision at 07:00.030 of a 5-minute grid by whole bars after it', () => {
      const bars = barsOf([100, 300, ...repeat(101, 23), 5], T0 - 5 * MINUTE, 5 * MINUTE);
      expect(labelDecision(bars, T0 + 30, 2 * HOUR)).toMatchObject({ scored: true, outcome: 1, shareAbove: 1 });
    });
  });
});

describe('labelIntervalFits', () => {
  it('takes 1h, or anything up to a 24th of the horizon', () => {
    expect(labelIntervalFits(HOUR, 24 * HOUR)).toBe(true);
    expect(labelIntervalFits(HOUR, 4 * HOUR)).toBe(true);
    expect(labelIntervalFits(10 * MINUTE, 4 * HOUR)).toBe(true);
    expect(labelIntervalFits(15 * MINUTE, 4 * HOUR)).toBe(false);
    expect(labelIntervalFits(2 * HOUR, 24 * HOUR)).toBe(false);
  });
});
