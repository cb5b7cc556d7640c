import { BarSeries, barProblemAt, type BarRow } from '../../core/bars.js';
import { InputError } from '../../core/errors.js';
import { field } from '../../core/request-field.js';
import { parseInterval } from '../../core/interval.js';
import type { Clock } from '../../core/ports/clock.js';
import type { BarStore, SeriesKey } from '../../infra/store/bars/bar-store.js';
import { DroppedTally, type DroppedRows } from '../../infra/store/bars/dropped-row.js';
import { settleBars } from '../../infra/store/bars/settle-bars.js';
import { barsNotReceived, type NotReceived } from './not-received.js';

/**
 * ccxt's `fetchOHLCV`: rows of [open time in ms, open, high, low, close, volume], oldest first, from `since` on, at most
 * `limit`. https://docs.ccxt.com/#/README?id=ohlcv-candlestick-charts
 */
export type FetchOhlcv = (
  symbol: string,
  timeframe: string,
  since: number,
  limit: number,
) => Promise<readonly (readonly (number | null | undefined)[])[]>;

export interface FetchOhlcvOptions {
  /** Name of the exchange, under which the bars are stored. */
  readonly source: string;
  /** The exchange's own symbol, e.g. `BTC/USDT:USDT`. */
  readonly market: string;
  /** What the series is called in the store, e.g. `BTCUSDT`. */
  readonly symbol: string;
  readonly interval: string;
  /** Range of open times, UTC ms, end exclusive. */
  readonly from: number;
  readonly to: number;
  readonly fetchOhlcv: FetchOhlcv;
  readonly clock: Clock;
  /** Rows asked for at once. Default 1000; exchanges give fewer where they must. */
  readonly limit?: number;
  readonly signal?: AbortSignal;
  /** Share of the range done, 0 … 1, and bars so far. */
  readonly onProgress?: (share: number, bars: number) => void;
}

export interface FetchOhlcvResult extends SeriesKey {
  readonly requests: number;
  readonly added: number;
  readonly replaced: number;
  readonly rows: number;
  /** Rows that are not bars, or contradict others, and were left out. */
  readonly dropped: DroppedRows;
  /** Finished bars of the range that are not stored. */
  readonly not_received: readonly NotReceived[];
}

/** Pages between two writes: an interrupted fetch loses at most these. */
const PAGES_PER_WRITE = 50;

/**
 * Fetches bars page by page into the store. It starts where a stored series that reaches back to `from` ends, and never stores
 * the candle that is still running: exchanges deliver it as their last row. A row that is wrong is left out and told.
 * @throws UnavailableError where a page cannot be had; what came before it is stored
 */
export async function fetchOhlcv(store: BarStore, options: FetchOhlcvOptions): Promise<FetchOhlcvResult> {
  const { source, symbol, interval, clock, limit = 1000 } = options;
  const intervalMs = parseInterval(interval);
  const key = { source, symbol, interval };
  const stored = await store.describe(key);
  const resumes = stored !== null && stored.from <= options.from && stored.to > options.from;
  const first = Math.ceil(options.from / intervalMs) * intervalMs;
  const start = resumes ? stored.to : first;
  const end = Math.min(options.to, clock.now() - intervalMs + 1);
  if (!(options.from < options.to))
    throw new InputError('fetch.range', `The range is empty: ${field('from')} must lie before ${field('to')}.`);

  let [requests, added, replaced, rows] = [0, 0, 0, stored?.rows ?? 0];
  let pending: BarRow[] = [];
  const dropped = new DroppedTally();
  const flush = async () => {
    if (pending.length === 0) return;
    const fresh = settleBars(BarSeries.fromRows(symbol, intervalMs, pending), {
      from: source,
      first: start,
      end,
      // Some exchanges repeat a page's last row as the first of the next.
      onDrop: (row) => row.reason === 'duplicate' || dropped.add(row),
    });
    const merged = await store.merge(key, fresh, 'new');
    added += merged.added;
    replaced += merged.replaced;
    rows = merged.bars.length;
    pending = [];
  };
  try {
    for (let since = start; since < end;) {
      options.signal?.throwIfAborted();
      const page = await options.fetchOhlcv(options.market, interval, since, limit);
      requests++;
      const bars = goodRows(page, options, dropped).filter(({ openTime }) => openTime >= since && openTime < end);
      for (const bar of bars) pending.push(bar);
      const last = bars.reduce((latest, { openTime }) => Math.max(latest, openTime), -Infinity);
      // An empty page may lie before the listing or in an outage: go on behind it. After a bar beside the grid the next is on it.
      since =
        bars.length === 0
          ? since + limit * intervalMs
          : start + (Math.floor((last - start) / intervalMs) + 1) * intervalMs;
      options.onProgress?.(Math.min(1, (since - start) / (end - start)), rows + pending.length);
      if (requests % PAGES_PER_WRITE === 0) await flush();
    }
  } finally {
    await flush();
  }
  const not_received = barsNotReceived(await store.loadIfThere(key), intervalMs, options.from, end);
  return { ...key, requests, added, replaced, rows, dropped: dropped.result(), not_received };
}

function goodRows(
  page: readonly (readonly (number | null | undefined)[])[],
  { source, market }: FetchOhlcvOptions,
  dropped: DroppedTally,
): BarRow[] {
  const good: BarRow[] = [];
  for (const row of page) {
    const [openTime = NaN, open = NaN, high = NaN, low = NaN, close = NaN, volume = NaN] = row.map(
      (value) => value ?? NaN,
    );
    const bar = { openTime, open, high, low, close, volume };
    const problem = barProblemAt(BarSeries.fromRows(market, 1, [bar]), 0);
    if (problem === null) good.push(bar);
    else {
      dropped.add({
        from: source,
        reason: problem.column === 'openTime' ? 'time' : Number.isNaN(problem.value) ? 'missing' : 'range',
        time: Number.isFinite(openTime) ? openTime : null,
        problem: `${problem.column} ${problem.value} ${problem.problem}`,
      });
    }
  }
  return good;
}
