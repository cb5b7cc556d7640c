import { HOUR, MINUTE } from '../../../core/time.js';
import type { FundingRecord } from '../../../engine/account/fed/funding-queue.js';
import type { EarlyData, Moment } from '../../../engine/hosted/moments.js';

/** An exchange gives a hundred settlements at once, and the most frequent are an hour apart. */
const PAGE_MS = 96 * HOUR;
/** So long after a settlement every exchange has told it, ms. */
const TOLD_MS = HOUR;

/** Settlements of an exchange: those of bars that were missed are asked for by the page, not bar by bar. */
export class FundingPages {
  private readonly pages = new Map<string, { from: number; to: number; records: readonly FundingRecord[] }>();

  /**
   * Those from `from` to before `to` are among them.
   * @param now the exchange's clock, UTC ms
   * @param ask the exchange, for what was settled from a moment to before another
   */
  async holding(
    symbol: string,
    from: number,
    to: number,
    now: number,
    ask: (from: number, to: number) => Promise<readonly FundingRecord[]>,
  ): Promise<readonly FundingRecord[]> {
    const known = this.pages.get(symbol);
    if (known !== undefined && known.from <= from && to <= known.to) return known.records;
    const until = Math.max(to, Math.min(from + PAGE_MS, now - TOLD_MS));
    const records = await ask(from, until);
    this.pages.set(symbol, { from, to: until, records });
    return records;
  }
}

export interface FundingOfMoment {
  readonly symbols: readonly string[];
  /** Open time of the first bar after the moment before, UTC ms. */
  readonly expected: number;
  readonly intervalMs: number;
  /** Settlements from `from` to before `to`, UTC ms, and perhaps others. */
  readonly ask: (symbol: string, from: number, to: number) => Promise<readonly FundingRecord[]>;
}

/** A moment with the funding that was settled since the one before. Due at the very close belongs to the next, as in a backtest. */
export async function withFunding(
  moment: Moment,
  { symbols, expected, intervalMs, ask }: FundingOfMoment,
): Promise<Moment> {
  const end = moment.time + intervalMs;
  // It is settled on the hour.
  if (Math.ceil(expected / HOUR) * HOUR >= end) return moment;
  const early: EarlyData[] = [...moment.early];
  let { bars } = moment;
  for (const symbol of symbols) {
    const funding = settledWithin(await ask(symbol, expected, end), expected, end);
    if (funding.length === 0) continue;
    if (bars.some((bar) => bar.symbol === symbol))
      bars = bars.map((bar) => (bar.symbol === symbol ? { ...bar, funding } : bar));
    else early.push({ symbol, funding, marks: [] });
  }
  return { ...moment, bars, early };
}

/** Sound settlements from `from` to before `to` by the full minute that they belong to, each once, in order. */
function settledWithin(records: readonly FundingRecord[], from: number, to: number): FundingRecord[] {
  const byMinute = new Map<number, FundingRecord>();
  for (const record of records) {
    const at = Math.round(record.time / MINUTE) * MINUTE;
    // A rate of 100 % and more is none.
    if (at >= from && at < to && Math.abs(record.rate) < 1) byMinute.set(at, record);
  }
  return [...byMinute.entries()].sort(([a], [b]) => a - b).map(([, record]) => record);
}
