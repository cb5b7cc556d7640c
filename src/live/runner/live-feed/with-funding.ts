import { HOUR, MINUTE } from '../../../core/time.js';
import type { FundingRecord } from '../../../engine/account/fed/funding-queue.js';
import type { EarlyData, Moment } from '../../../engine/hosted/moments.js';

export interface FundingOfMoment {
  readonly symbols: readonly string[];
  /** Open time of the first bar after the moment before, UTC ms. */
  readonly expected: number;
  readonly intervalMs: number;
  /** Settlements from `from` to before `to`, UTC ms. */
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
