import { BarSeries, barProblemAt, type BarRow } from '../../core/bars.js';
import { InputError, UnavailableError } from '../../core/errors.js';
import { parseInterval } from '../../core/interval.js';
import type { Clock } from '../../core/ports/clock.js';
import type { BarStore, SeriesKey } from '../../infra/store/bars/bar-store.js';

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
}

/** Pages between two writes: an interrupted fetch loses at most these. */
const PAGES_PER_WRITE = 50;

/**
 * Fetches bars page by page into the store. It starts where a stored series that reaches back to `from` ends, and never stores
 * the candle that is still running: exchanges deliver it as their last row.
 * @throws UnavailableError where a page is not what ccxt promises; what came before it is stored
 */
export async function fetchOhlcv(store: BarStore, options: FetchOhlcvOptions): Promise<FetchOhlcvResult> {
  const { source, symbol, interval, clock, limit = 1000 } = options;
  const intervalMs = parseInterval(interval);
  const key = { source, symbol, interval };
  const stored = (await store.list()).find((each) => store.folder(each) === store.folder(key));
  const resumes = stored !== undefined && stored.from <= options.from && stored.to > options.from;
  const first = Math.ceil(options.from / intervalMs) * intervalMs;
  const start = resumes ? stored.to : first;
  const end = Math.min(options.to, clock.now() - intervalMs + 1);
  if (!(options.from < options.to))
    throw new InputError('fetch.range', 'The range is empty: --from must lie before --to.');

  let [requests, added, replaced, rows] = [0, 0, 0, stored?.rows ?? 0];
  let pending: BarRow[] = [];
  const flush = async () => {
    if (pending.length === 0) return;
    const merged = await store.merge(key, BarSeries.fromRows(symbol, intervalMs, pending), 'new');
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
      const bars = page.map((row) => toBar(row, options)).filter(({ openTime }) => openTime >= since && openTime < end);
      const last = appendInOrder(pending, bars, options);
      // An empty page may lie before the listing or in an outage: go on behind it.
      since = last === null ? since + limit * intervalMs : last + intervalMs;
      options.onProgress?.(Math.min(1, (since - start) / (end - start)), rows + pending.length);
      if (requests % PAGES_PER_WRITE === 0) await flush();
    }
  } finally {
    await flush();
  }
  return { ...key, requests, added, replaced, rows };
}

function toBar(row: readonly (number | null | undefined)[], { source, market }: FetchOhlcvOptions): BarRow {
  const [openTime, open, high, low, close, volume] = row.map((value) => value ?? NaN);
  if (openTime === undefined || open === undefined || high === undefined || low === undefined || close === undefined) {
    throw new UnavailableError('fetch.row', `${source} sent a row of ${row.length} values for ${market}, not 6.`);
  }
  return { openTime, open, high, low, close, volume: volume ?? NaN };
}

/** Adds a page; returns the open time of its last bar, null where it has none. */
function appendInOrder(
  pending: BarRow[],
  page: readonly BarRow[],
  { source, market }: FetchOhlcvOptions,
): number | null {
  for (const bar of page) {
    // Some exchanges repeat a page's last row as the first of the next.
    if (pending.at(-1)?.openTime === bar.openTime) pending.pop();
    const before = pending.at(-1);
    const pair = BarSeries.fromRows(market, 1, before === undefined ? [bar] : [before, bar]);
    const problem = barProblemAt(pair, pair.length - 1);
    if (problem !== null) {
      throw new UnavailableError(
        'fetch.row',
        `${source} sent a wrong bar of ${market}: ${problem.column} ${problem.value} ${problem.problem}.`,
      );
    }
    pending.push(bar);
  }
  return page.at(-1)?.openTime ?? null;
}
