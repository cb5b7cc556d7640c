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
  const first = firstAtOrAfter(bars, options.from);
  const end = firstAtOrAfter(bars, options.to);
  const least = ((end - first) * bars.intervalMs) / options.mostCandles;
  const { intervalMs } = bars;
  // Few enough together to show every bar where what is spared on details would show them as well.
  const step = end - first <= options.mostCandles + options.mostSingle ? intervalMs : candleStep(intervalMs, least);
  const whole = candlesOf(bars, first, end, step);
  if (step === intervalMs) return { whole, around: [], detailed: trades.length };
  const { wanted, detailed } = chosenRows(bars, trades, { first, end, step, most: options.mostSingle });
  return { whole, around: runsOf(bars, wanted, first, end), detailed };
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
  { first, end, step, most }: Choice,
): { wanted: Uint8Array; detailed: number } {
  const wanted = new Uint8Array(bars.length);
  const bucket = (row: number): number => bucketOf(bars.openTime[row]!, step);
  let left = most;
  let detailed = 0;
  for (const { open_time: opened, close_time: closed } of trades) {
    const ends = [firstAtOrAfter(bars, opened), firstAtOrAfter(bars, closed)] as const;
    const stretches = ends[1] - ends[0] <= LONGEST_WHOLE ? [ends] : ends.map((row) => [row, row] as const);
    const rows: number[] = [];
    for (const [low, high] of stretches) {
      let from = Math.max(first, Math.min(low - AROUND, end - 1));
      let to = Math.min(end - 1, high + AROUND);
      while (from > first && bucket(from - 1) === bucket(from)) from--;
      while (to < end - 1 && bucket(to + 1) === bucket(to)) to++;
      for (let row = from; row <= to; row++) if (wanted[row] === 0) rows.push(row);
    }
    if (rows.length > left) continue;
    for (const row of rows) wanted[row] = 1;
    left -= rows.length;
    detailed++;
  }
  return { wanted, detailed };
}

function runsOf(bars: BarSeries, wanted: Uint8Array, first: number, end: number): Candles[] {
  const found: Candles[] = [];
  for (let row = first; row < end; row++) {
    if (wanted[row] === 0) continue;
    const from = row;
    while (row < end && wanted[row] === 1) row++;
    found.push(candlesOf(bars, from, row, bars.intervalMs));
  }
  return found;
}

function firstAtOrAfter({ openTime, length }: BarSeries, time: number): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (openTime[middle]! < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
