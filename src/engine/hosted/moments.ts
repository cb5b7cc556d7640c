import type { BarRow, BarSeries } from '../../core/bars.js';
import { MINUTE } from '../../core/time.js';
import type { FedBar } from '../account/fed/spec.js';
import type { FundingRecord } from '../account/fed/funding-queue.js';
import type { SymbolData } from '../data-feed.js';

/** What became known of a symbol that has no bar then. */
export interface EarlyData {
  readonly symbol: string;
  readonly funding: readonly FundingRecord[];
  readonly marks: readonly BarRow[];
}

/** Everything that closes at one moment. */
export interface Moment {
  /** Open time of its bars, UTC ms. */
  readonly time: number;
  readonly bars: readonly FedBar[];
  readonly early: readonly EarlyData[];
}

/** The data of a backtest, one moment at a time: each record once, as soon as it was known. */
export function* momentsOf(data: readonly SymbolData[]): Generator<Moment> {
  const { intervalMs } = data[0]!.bars;
  const rows = data.map(() => -1);
  const fundingRows = data.map(() => 0);
  let marksFrom = -Infinity;
  for (;;) {
    const time = Math.min(...data.map(({ bars }, s) => bars.openTime[rows[s]! + 1] ?? Infinity));
    if (time === Infinity) return;
    const bars: FedBar[] = [];
    const early: EarlyData[] = [];
    data.forEach(({ bars: series, mark: markBars, finer, funding: settlements }, s) => {
      const funding: FundingRecord[] = [];
      for (; settlements !== undefined && fundingRows[s]! < settlements.time.length; fundingRows[s]!++) {
        const k = fundingRows[s]!;
        // Due at the very close belongs to the next bar.
        if (Math.round(settlements.time[k]! / MINUTE) * MINUTE > time + intervalMs - 1) break;
        const mark = settlements.mark[k]!;
        const record = { time: settlements.time[k]!, rate: settlements.rate[k]! };
        funding.push(Number.isNaN(mark) ? record : { ...record, mark });
      }
      const { symbol } = series;
      const marks = between(markBars, marksFrom, time + 1);
      if (series.openTime[rows[s]! + 1] !== time) {
        if (funding.length > 0 || marks.length > 0) early.push({ symbol, funding, marks });
        return;
      }
      rows[s]!++;
      bars.push({
        symbol,
        ...series.row(rows[s]!),
        funding: funding.length === 0 ? undefined : funding,
        marks: marks.length === 0 ? undefined : marks,
        finer: finer === undefined ? undefined : between(finer, time, time + intervalMs),
      });
    });
    marksFrom = time + 1;
    yield { time, bars, early };
  }
}

/** The rows of a series that open from `from` to before `to`, UTC ms. */
function between(bars: BarSeries | undefined, from: number, to: number): BarRow[] {
  const rows: BarRow[] = [];
  for (let i = bars?.indexAtOrAfter(from) ?? 0; bars !== undefined && i < bars.length && bars.openTime[i]! < to; i++) {
    rows.push(bars.row(i));
  }
  return rows;
}
