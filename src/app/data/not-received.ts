import type { BarSeries } from '../../core/bars.js';
import { fundingGaps, type FundingGap } from '../../engine/funding-gaps.js';
import type { SettledFunding } from '../../infra/store/bars/stored-series.js';

/** A part of what was asked for that is not in the store. */
export interface NotReceived {
  /** Open times of the first and the last missing bar, or times of the settlements; UTC ms. */
  readonly from: number;
  readonly to: number;
  /** Whole bars, or settlements. */
  readonly missing: number;
}

/** The holes in [`from`, `to`) of a series, UTC ms: before its first bar, between two, after its last. Bars lie on the grid of theirs. */
export function barsNotReceived(bars: BarSeries | null, intervalMs: number, from: number, to: number): NotReceived[] {
  const found: NotReceived[] = [];
  const add = (start: number, end: number): void => {
    const missing = Math.round((end - start) / intervalMs);
    if (missing > 0) found.push({ from: start, to: start + (missing - 1) * intervalMs, missing });
  };
  // A grid that does not begin with the epoch, as that of weeks, is told by the bars.
  const phase = bars === null || bars.length === 0 ? 0 : bars.openTime[bars.length - 1]! % intervalMs;
  const onGrid = (time: number): number => Math.ceil((time - phase) / intervalMs) * intervalMs + phase;
  const [first, end] = [onGrid(from), onGrid(to)];
  const within = bars?.between(from, to) ?? null;
  if (within === null || within.length === 0) {
    add(first, end);
    return found;
  }
  add(first, within.openTime[0]!);
  for (const gap of within.gaps()) add(gap.from, gap.to);
  add(within.closeTime(within.length - 1), end);
  return found;
}

/** The same for settled funding inside (`from`, `to`). */
export const fundingNotReceived = (series: SettledFunding | null, from: number, to: number): FundingGap[] =>
  fundingGaps(series ?? NO_FUNDING, from, to);

const NONE = new Float64Array(0);
const NO_FUNDING = { time: NONE, rate: NONE, mark: NONE };
