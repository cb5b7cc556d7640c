import { DroppedTally, type DroppedRows } from '../../infra/store/bars/dropped-row.js';
import type { SettledFunding } from '../../infra/store/bars/stored-series.js';
import { DAY, HOUR, MINUTE } from '../../core/time.js';

/** One page of settled funding within [`from`, `to`], UTC ms: as many as the exchange gives, from either end of it. */
export type FetchFundingPage = (
  from: number,
  to: number,
) => Promise<readonly { readonly time: number; readonly rate: number }[]>;

export interface FetchFundingOptions {
  readonly source: string;
  readonly symbol: string;
  /** Range of settlements, UTC ms, end exclusive. */
  readonly from: number;
  readonly to: number;
  readonly fetchPage: FetchFundingPage;
  readonly signal?: AbortSignal;
  /** Share of the range done, 0 … 1, and settlements so far. */
  readonly onProgress?: (share: number, rows: number) => void;
}

/** Asked for at once: 90 settlements of 8 h, under the smallest page of the exchanges that we know (100). */
const WINDOW_MS = 30 * DAY;
/** Exchanges settle every 1, 2, 4 or 8 hours, few daily: less time than this on one side of a page holds nothing more. */
const LEAST_STEP_MS = HOUR;

/**
 * Fetches settled funding window by window. Some exchanges fill a page from its start, others from its end: what a page leaves
 * open on either side is asked for again, until nothing more comes. A row that is not a settlement is left out and told.
 */
export async function fetchFunding(
  options: FetchFundingOptions,
): Promise<{ readonly series: SettledFunding; readonly requests: number; readonly dropped: DroppedRows }> {
  const { source, symbol, from, to, fetchPage, signal, onProgress } = options;
  const rates = new Map<number, number>();
  /** By what is wrong: a page may be asked for twice. */
  const wrong = new Set<string>();
  const dropped = new DroppedTally();
  let requests = 0;

  async function gather(start: number, end: number): Promise<void> {
    signal?.throwIfAborted();
    requests++;
    const page = await fetchPage(start, end);
    const times: number[] = [];
    for (const { time, rate } of page) {
      if (!Number.isFinite(time) || !(Math.abs(rate) <= 1)) {
        const known = Number.isFinite(time) ? time : null;
        const problem = `the rate ${rate} is not a fraction per settlement`;
        if (!wrong.has(`${time} ${rate}`)) {
          dropped.add({ from: source, reason: known === null ? 'time' : 'number', time: known, problem });
        }
        wrong.add(`${time} ${rate}`);
        continue;
      }
      // Exchanges stamp a settlement up to 47 ms late (measured on Binance's files).
      const minute = Math.round(time / MINUTE) * MINUTE;
      if (minute < start || minute >= end || rates.has(minute)) continue;
      rates.set(minute, rate);
      times.push(minute);
    }
    if (times.length === 0) return;
    const [first, last] = [Math.min(...times), Math.max(...times)];
    if (first - start >= LEAST_STEP_MS) await gather(start, first);
    if (end - last > LEAST_STEP_MS) await gather(last + MINUTE, end);
  }

  for (let start = from; start < to; start += WINDOW_MS) {
    const end = Math.min(to, start + WINDOW_MS);
    await gather(start, end);
    onProgress?.((end - from) / (to - from), rates.size);
  }
  const sorted = [...rates].sort(([a], [b]) => a - b);
  const series: SettledFunding = {
    symbol,
    time: Float64Array.from(sorted, ([time]) => time),
    rate: Float64Array.from(sorted, ([, rate]) => rate),
    mark: new Float64Array(sorted.length).fill(NaN),
  };
  return { series, requests, dropped: dropped.result() };
}
