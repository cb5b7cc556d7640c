import type { BarSeries } from '../core/bars.js';
import { HOUR } from '../core/time.js';

/** With a smaller share of its bars present, a window is not scored. */
const LEAST_COVERAGE = 0.95;

/** What the market did after a decision: the headline that scores it. */
export interface Label {
  /** 1: the asset traded predominantly above its price at the decision; 0: predominantly below. */
  readonly outcome: 0 | 1;
  /** Return from the last close visible at the decision to the last close of the window, a fraction. */
  readonly horizonReturn: number;
  /** Share of the window's closes above the price at the decision, 0 … 1. */
  readonly shareAbove: number;
}

/** Why a decision cannot be scored. `open`: its window has not closed within the bars. */
export type UnscoredReason = 'no-price' | 'open' | 'too-few-bars' | 'unchanged';

export type LabelResult =
  ({ readonly scored: true } & Label) | { readonly scored: false; readonly reason: UnscoredReason };

const unscored = (reason: UnscoredReason): LabelResult => ({ scored: false, reason });

/** Bars that a label may be taken from: 1h, or the finest that is not above a 24th of the horizon. */
export const labelIntervalFits = (intervalMs: number, horizonMs: number): boolean =>
  intervalMs === HOUR || intervalMs <= horizonMs / 24;

/**
 * The label of a decision: over the bars that open at or after it and close within the horizon, bull if more than half close
 * above P0 (the close of the last bar visible at the decision), bear if more than half close below. A tie takes the sign of
 * the window's return; a zero return is unscored, and so is a window with under 95 % of its bars.
 * @param bars of 1h, or finer
 * @param decidedAt UTC ms
 * @param horizonMs length of the window
 */
export function labelDecision(bars: BarSeries, decidedAt: number, horizonMs: number): LabelResult {
  const { intervalMs, close } = bars;
  // The last bar that had closed: it opened at or before decidedAt − interval.
  const visible = bars.indexAtOrAfter(decidedAt - intervalMs + 1) - 1;
  if (visible < 0 || bars.closeTime(visible) < decidedAt - 2 * intervalMs) return unscored('no-price');
  const windowEnd = decidedAt + horizonMs;
  const firstOpen = Math.ceil(decidedAt / intervalMs) * intervalMs;
  const expected = Math.floor((windowEnd - firstOpen) / intervalMs);
  // Coverage alone would score a window early: 23 of 24 bars are over 95 %, and the last is not yet there.
  if (bars.closeTime(bars.length - 1) < firstOpen + expected * intervalMs) return unscored('open');
  const start = bars.indexAtOrAfter(decidedAt);
  const end = bars.indexAtOrAfter(windowEnd - intervalMs + 1);
  const count = end - start;
  if (expected < 1 || count < LEAST_COVERAGE * expected) return unscored('too-few-bars');
  const p0 = close[visible]!;
  let above = 0;
  let below = 0;
  for (let i = start; i < end; i++) {
    if (close[i]! > p0) above += 1;
    else if (close[i]! < p0) below += 1;
  }
  const horizonReturn = close[end - 1]! / p0 - 1;
  const shareAbove = above / count;
  if (above * 2 > count) return { scored: true, outcome: 1, horizonReturn, shareAbove };
  if (below * 2 > count) return { scored: true, outcome: 0, horizonReturn, shareAbove };
  if (horizonReturn === 0) return unscored('unchanged');
  return { scored: true, outcome: horizonReturn > 0 ? 1 : 0, horizonReturn, shareAbove };
}
