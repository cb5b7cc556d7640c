import { BAR_COLUMNS, BarSeries } from '../../core/bars.js';
import { given } from '../../core/given.js';
import type { SymbolData } from '../data-feed.js';
import type { FundingSeries } from '../funding.js';

/** Bars after the cut that a replaced future keeps: more than the engine computes ahead. */
const FUTURE_BARS = 8_192;

/** The data as they were at `time` (UTC ms): what had closed or settled by then. */
export function truncated(data: readonly SymbolData[], time: number): SymbolData[] {
  return data.map((each) => ({
    ...each,
    bars: each.bars.slice(0, rowsBy(each.bars, time)),
    ...given({
      finer: each.finer === undefined ? undefined : each.finer.slice(0, rowsBy(each.finer, time)),
      mark: each.mark === undefined ? undefined : each.mark.slice(0, rowsBy(each.mark, time)),
      funding: each.funding === undefined ? undefined : fundingBy(each.funding, time),
    }),
  }));
}

/**
 * The same past with another future: after `time` prices run mirrored around the last close (a rise of a tenth becomes a fall
 * of about that), volumes come in reverse order and funding changes sign. Bars stay valid and keep their times.
 */
export function replaced(data: readonly SymbolData[], time: number): SymbolData[] {
  return data.map((each) => ({
    ...each,
    bars: mirrored(each.bars, time),
    ...given({
      finer: each.finer === undefined ? undefined : mirrored(each.finer, time),
      mark: each.mark === undefined ? undefined : mirrored(each.mark, time),
      funding: each.funding === undefined ? undefined : negated(each.funding, time),
    }),
  }));
}

/** How many bars had closed by `time`. */
export const rowsBy = (bars: BarSeries, time: number): number => bars.indexAtOrAfter(time - bars.intervalMs + 1);

function fundingBy({ time, rate, mark, interval }: FundingSeries, until: number): FundingSeries {
  const count = time.findIndex((each) => each > until);
  const end = count < 0 ? time.length : count;
  return {
    time: time.subarray(0, end),
    rate: rate.subarray(0, end),
    mark: mark.subarray(0, end),
    interval: interval?.subarray(0, end),
  };
}

const negated = ({ rate, ...funding }: FundingSeries, until: number): FundingSeries => ({
  ...funding,
  rate: rate.map((each, i) => (funding.time[i]! > until ? -each : each)),
});

function mirrored(bars: BarSeries, time: number): BarSeries {
  const past = rowsBy(bars, time);
  const kept = bars.slice(0, Math.min(bars.length, past + FUTURE_BARS));
  const other = BarSeries.allocate(bars.symbol, bars.intervalMs, kept.length);
  for (const name of BAR_COLUMNS) other[name].set(kept[name]);
  const pivot = past > 0 ? bars.close[past - 1]! : bars.open[0]!;
  // Division rounds monotonically, so that a bar's order of prices is reversed exactly: low ≤ open, close ≤ high still holds.
  const mirror = (price: number): number => (pivot * pivot) / price;
  for (let i = past; i < kept.length; i++) {
    other.open[i] = mirror(kept.open[i]!);
    other.high[i] = mirror(kept.low[i]!);
    other.low[i] = mirror(kept.high[i]!);
    other.close[i] = mirror(kept.close[i]!);
    other.volume[i] = kept.volume[kept.length - 1 - (i - past)]!;
  }
  return other;
}
