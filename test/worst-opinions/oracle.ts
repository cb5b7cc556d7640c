import type { BarSeries } from '../../src/core/bars.js';
import { DRIFT_TOLERANCE } from '../../src/core/risk-limits.js';
import type { TradedLimits } from './trade.js';

/** Which side the oracle makes the account take over one period. */
export type Side = 1 | -1 | 0;

/** From the fill that follows a decision to the one that follows the next. */
export interface Period {
  /** Row of the first bar that trades at or after the decision. */
  readonly row: number;
  /** Its open. */
  readonly price: number;
  /** Price at the end over the price at the start. */
  readonly ratio: number;
  /** How far price went below the start, and above it, fractions. */
  readonly down: number;
  readonly up: number;
  /** |open over the close before − 1|: exposure that was within its bounds at that close has moved by this. */
  readonly gap: number;
}

/** The periods of the decisions, those without a bar that trades after them left out. @param times UTC ms */
export function periodsOf(bars: BarSeries, times: readonly number[]): Period[] {
  const rows: number[] = [];
  for (const time of times) {
    let row = bars.indexAtOrAfter(time);
    while (row < bars.length && bars.volume[row] === 0) row++;
    if (row < bars.length && row > 0 && row !== rows.at(-1)) rows.push(row);
  }
  return rows.map((row, k): Period => {
    const price = bars.open[row]!;
    const end = rows[k + 1] ?? bars.length;
    const last = end < bars.length ? bars.open[end]! : bars.close[end - 1]!;
    let low = Math.min(price, last);
    let high = Math.max(price, last);
    for (let i = row; i < end; i++) {
      low = Math.min(low, bars.low[i]!);
      high = Math.max(high, bars.high[i]!);
    }
    const gap = Math.abs(price / bars.close[row - 1]! - 1);
    return { row, price, ratio: last / price, down: 1 - low / price, up: high / price - 1, gap };
  });
}

/** |exposure| after price has moved by `ratio` and nothing was traded. */
export const drifted = (exposure: number, side: number, ratio: number): number =>
  (exposure * ratio) / (1 + side * exposure * (ratio - 1));

/**
 * What an account on one side for several periods can hold at most at the start of each: the limit on change lets it grow by one
 * step each time, and what is held drifts up to 1.05 × cap, and by the gap to the next open.
 */
export function nextExposure(
  held: number,
  side: number,
  before: Period | null,
  now: Period,
  { cap, step }: TradedLimits,
): number {
  const most = drifted(DRIFT_TOLERANCE * cap, side, 1 + side * now.gap);
  const carried = before === null ? 0 : drifted(held, side, before.ratio);
  return Math.min(Math.max(cap, most), carried + step);
}

/**
 * The least that equity can be at the start of each period and at the end, as log of its share of the start, whatever anybody
 * answers: over all ways to be on either side for so long, with what the limits let it hold, at the worst price of each period.
 * While nothing is added a loss is at most what was held, times the furthest the price went against it, since a position that is
 * only ever reduced loses an average of what it loses at the moments of the reductions.
 * @param cost fee and slippage, a fraction of what is traded
 */
export function leastLogEquity(periods: readonly Period[], limits: TradedLimits, cost: number): number[] {
  const least = new Array<number>(periods.length + 1).fill(0);
  for (let from = 0; from < periods.length; from++) {
    for (const side of [1, -1]) {
      let held = 0;
      let log = least[from]!;
      for (let k = from; k < periods.length; k++) {
        const period = periods[k]!;
        held = nextExposure(held, side, k === from ? null : periods[k - 1]!, period, limits);
        const against = side > 0 ? period.down : period.up;
        const costs = cost * (limits.step + held * (1 + period.up));
        log += Math.log(Math.max(1e-300, 1 - held * against - costs));
        least[k + 1] = Math.min(least[k + 1]!, log);
      }
    }
  }
  for (let k = 1; k < least.length; k++) least[k] = Math.min(least[k]!, least[k - 1]!);
  return least;
}

/** With hindsight: the sides of each period that together cost the most, flat where even that is less of a gain. */
export function mostHarmfulSides(periods: readonly Period[], limits: TradedLimits, cost: number): Side[] {
  const best = new Array<number>(periods.length + 1).fill(Infinity);
  const from = new Array<{ at: number; side: Side }>(periods.length + 1);
  best[0] = 0;
  for (let start = 0; start < periods.length; start++) {
    for (const side of [1, -1, 0] as const) {
      let held = 0;
      let log = best[start]!;
      for (let k = start; k < periods.length; k++) {
        const period = periods[k]!;
        held =
          side === 0
            ? 0
            : Math.min(limits.cap, nextExposure(held, side, k === start ? null : periods[k - 1]!, period, limits));
        const traded = k === start && side !== 0 ? 2 * held : 0;
        log += Math.log(Math.max(1e-300, 1 + side * held * (period.ratio - 1) - cost * traded));
        if (log < best[k + 1]!) {
          best[k + 1] = log;
          from[k + 1] = { at: start, side };
        }
      }
    }
  }
  const sides = new Array<Side>(periods.length).fill(0);
  for (let end = periods.length; end > 0;) {
    const { at, side } = from[end]!;
    sides.fill(side, at, end);
    end = at;
  }
  return sides;
}
