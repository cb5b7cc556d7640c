import type { BarSeries } from '../../../core/bars.js';
import { FIRST_MONDAY, WEEK } from '../../../core/time.js';

/** What the market did in one week: the truth that a recitation is compared with. */
export interface WeeklyClose {
  /** Monday 00:00 UTC at which the week ended, UTC ms. */
  readonly endedAt: number;
  readonly close: number;
  /** The close a week before: what somebody who knows it would guess. */
  readonly previousClose: number;
}

/**
 * The closes of the whole weeks that decisions fall into. A week is left out where the bar that ends it, or that ended the one
 * before, is missing: another bar's price would be another question.
 * @param decidedAt UTC ms, in any order
 */
export function weeklyCloses(bars: BarSeries, decidedAt: readonly number[]): WeeklyClose[] {
  const ends = [...new Set(decidedAt.map(weekEnd))].sort((a, b) => a - b);
  const closeAt = (time: number): number | null => {
    const row = bars.indexAtOrAfter(time - bars.intervalMs);
    return row < bars.length && bars.closeTime(row) === time ? bars.close[row]! : null;
  };
  return ends.flatMap((endedAt) => {
    const close = closeAt(endedAt);
    const previousClose = closeAt(endedAt - WEEK);
    return close === null || previousClose === null ? [] : [{ endedAt, close, previousClose }];
  });
}

const weekEnd = (time: number): number => Math.ceil((time + 1 - FIRST_MONDAY) / WEEK) * WEEK + FIRST_MONDAY;
