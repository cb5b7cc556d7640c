import type { BarSeries } from '../../../core/bars.js';
import { bucketOf, candlesOf, type Candles } from './candles.js';
import { candleStep } from './steps.js';

/** Candles a page holds over the whole run, and single bars around trades where those are longer, of all symbols together. */
export const MOST_CANDLES = 18_000;
export const MOST_SINGLE_BARS = 36_000;
/** Bars shown before a trade's entry and after its exit. */
const AROUND = 30;
/** Of a longer trade only the entry and the exit are shown bar by bar. */
const LONGEST_WHOLE = 400;

/** Where a trade lies, UTC ms. */
export interface TradeTime {
  readonly open_time: number;
  readonly close_time: number;
}

export interface CandlePlan {
  /** The whole run. */
  readonly whole: Candles;
  /** Single bars around trades; empty where `whole` is of single bars. They begin and end with candles of `whole`. */
  readonly around: readonly Candles[];
  /** Trades whose bars are all there, in the order given. */
  readonly detailed: number;
}

export interface PlanOptions {
  readonly from: number;
  readonly to: number;
  readonly mostCandles: number;
  readonly mostSingle: number;
}

/** Candles of a run within a budget: every bar where they are few, else longer candles and the bars around trades, first ones first. */
export function planCandles(bars: BarSeries, trades: readonly TradeTime[], options: PlanOptions): CandlePlan {
  const first = bars.indexAtOrAfter(options.from);
  const end = bars.indexAtOrAfter(options.to);
  const least = ((end - first) * bars.intervalMs) / options.mostCandles;
  const { intervalMs } = bars;
  // Few enough together to show every bar where what is spared on details would show them as well.
  const step = end - first <= options.mostCandles + options.mostSingle ? intervalMs : candleStep(intervalMs, least);
  const whole = candlesOf(bars, first, end, step);
  if (step === intervalMs) return { whole, around: [], detailed: trades.length };
  const { wanted, detailed } = chosenRows(bars, trades, { first, end, step, most: options.mostSingle });
  return { whole, around: runsOf(bars, wanted, end), detailed };
}

interface Stretch {
  readonly from: number;
  readonly to: number;
}

interface Choice {
  readonly first: number;
  readonly end: number;
  readonly step: number;
  readonly most: number;
}

function chosenRows(
  bars: BarSeries,
  trades: readonly TradeTime[],
  choice: Choice,
): { wanted: Uint8Array; detailed: number } {
  const wanted = new Uint8Array(bars.length);
  let left = choice.most;
  let detailed = 0;
  for (const { open_time: opened, close_time: closed } of trades) {
    const entry = bars.indexAtOrAfter(opened);
    const exit = bars.indexAtOrAfter(closed);
    const isWhole = exit - entry <= LONGEST_WHOLE;
    const opening = stretchOf(bars, entry, isWhole ? exit : entry, choice);
    const closing = isWhole ? null : stretchOf(bars, exit, exit, choice);
    const rows = zerosIn(wanted, opening, left) + (closing === null ? 0 : zerosIn(wanted, closing, left));
    if (rows > left) continue;
    wanted.fill(1, opening.from, opening.to);
    if (closing !== null) wanted.fill(1, closing.from, closing.to);
    left -= rows;
    detailed++;
  }
  return { wanted, detailed };
}

/** Rows from `low` to `high` with those around them, to the ends of the candles of the whole run; `to` is no longer part of it. */
function stretchOf({ openTime }: BarSeries, low: number, high: number, { first, end, step }: Choice): Stretch {
  let from = Math.max(first, Math.min(low - AROUND, end - 1));
  let to = Math.min(end - 1, high + AROUND);
  const begins = bucketOf(openTime[from]!, step) * step;
  while (from > first && openTime[from - 1]! >= begins) from--;
  const ends = (bucketOf(openTime[to]!, step) + 1) * step;
  while (to < end - 1 && openTime[to + 1]! < ends) to++;
  return { from, to: to + 1 };
}

/** At most one more than `most`: how many more there are does not count. */
function zerosIn(flags: Uint8Array, { from, to }: Stretch, most: number): number {
  let zeros = 0;
  for (let i = from; i < to && zeros <= most; i++) if (flags[i] === 0) zeros++;
  return zeros;
}

/** @param wanted 1 for rows from `first` to `end` alone */
function runsOf(bars: BarSeries, wanted: Uint8Array, end: number): Candles[] {
  const found: Candles[] = [];
  for (let from = wanted.indexOf(1); from >= 0;) {
    const zero = wanted.indexOf(0, from);
    const to = zero < 0 ? end : zero;
    found.push(candlesOf(bars, from, to, bars.intervalMs));
    from = wanted.indexOf(1, to);
  }
  return found;
}
