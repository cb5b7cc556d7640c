import { join } from 'node:path';
import type { BarStore } from '../../infra/store/bars/bar-store.js';
import { FundingStore } from '../../infra/store/bars/funding-store.js';
import { createDownload } from '../../infra/http/download.js';
import { fileBanStore } from '../../infra/http/index.js';
import type { DroppedRows } from '../../infra/store/bars/dropped-row.js';
import type { VisionKind } from '../../infra/store/bars/vision/plan.js';
import type { Runtime } from '../runtime/runtime.js';
import { openBarStore } from '../runtime/user-data.js';
import { openExchangeHistory } from './exchange-history.js';
import { fetchFunding } from './fetch-funding.js';
import { fetchOhlcv } from './fetch-ohlcv.js';
import { fetchVision, type FetchVisionResult } from './fetch-vision.js';
import { fundingNotReceived, type NotReceived } from './not-received.js';

export type FetchKind = 'klines' | 'mark' | 'funding';

export interface FetchSeriesOptions {
  readonly symbol: string;
  /** Ignored for funding. */
  readonly interval: string;
  readonly market: 'spot' | 'um';
  readonly kind: FetchKind;
  /** Range of open times, UTC ms, end exclusive. */
  readonly from: number;
  readonly to: number;
  /** Ask the archive again for files that are stored already. */
  readonly refresh: boolean;
  /** Names of files of the archive that are taken whatever their checksum says. */
  readonly unverified: readonly string[];
  readonly signal: AbortSignal;
  /** Share done, 0 … 1, and what is being done, for people. */
  readonly onProgress?: (share: number, doing: string) => void;
}

/** What `data fetch` did for one series. */
export interface FetchedSeries {
  readonly source: string;
  readonly symbol: string;
  /** `funding` for funding rates. */
  readonly interval: string;
  /** Rows that are new or changed, and rows stored now. */
  readonly changed: number;
  readonly rows: number;
  /** Of the archive; null where an exchange was asked. */
  readonly files: {
    readonly downloaded: number;
    readonly resumed: number;
    readonly skipped: number;
    /** Paths that the archive does not have: not published, or before the listing. */
    readonly missing: readonly string[];
    /** Files of which no row can be read, months taken by days for a wrong checksum, files taken without one. */
    readonly unreadable: FetchVisionResult['unreadable'];
    readonly distrusted: readonly string[];
    readonly unverified: readonly string[];
  } | null;
  /** Requests to an exchange; null for the archive. */
  readonly requests: number | null;
  /** Rows that were sent and are wrong: left out. */
  readonly dropped: DroppedRows;
  /** Finished parts of the range that are not stored. */
  readonly not_received: readonly NotReceived[];
  /** False where the archive has nothing at all of the pair in the range. */
  readonly known: boolean;
}

const VISION_KINDS: Readonly<Record<FetchKind, VisionKind>> = {
  klines: 'klines',
  mark: 'markPriceKlines',
  funding: 'fundingRate',
};

/**
 * Fetches one series into the local store: from Binance's archive where the exchange is `binance`, else through ccxt.
 * @throws InputError for what there is not, UnavailableError where it cannot be had
 */
export function fetchSeries(runtime: Runtime, options: FetchSeriesOptions): Promise<FetchedSeries> {
  const store = openBarStore(runtime.config);
  return runtime.config.exchange === 'binance'
    ? fromArchive(runtime, store, options)
    : fromExchange(runtime, store, options);
}

async function fromArchive(runtime: Runtime, store: BarStore, options: FetchSeriesOptions): Promise<FetchedSeries> {
  const { config, clock, log } = runtime;
  const { symbol, interval, market, kind, from, to, refresh, unverified, signal, onProgress } = options;
  const result = await fetchVision(store, {
    symbol,
    interval,
    market,
    kind: VISION_KINDS[kind],
    from,
    to,
    refresh,
    unverified,
    signal,
    clock,
    baseUrl: config.sources.binance.visionBaseUrl,
    download: createDownload({
      source: 'binance-archive',
      clock,
      log,
      bans: fileBanStore(join(config.userDataDir, 'state', 'http-bans.json')),
      dispatcher: runtime.dispatcher,
    }),
    onProgress({ phase, done, total, bytes }) {
      const size = bytes === 0 ? '' : `, ${(bytes / 1e6).toFixed(1)} MB`;
      onProgress?.(done / total, `${phase === 'download' ? 'file' : 'reading file'} ${done} of ${total}${size}`);
    },
  });
  const { downloaded, resumed, skipped, missing, unreadable, distrusted, unverified: taken, ...rest } = result;
  const files = { downloaded, resumed, skipped, missing, unreadable, distrusted, unverified: taken };
  return { ...rest, files, requests: null };
}

async function fromExchange(runtime: Runtime, store: BarStore, options: FetchSeriesOptions): Promise<FetchedSeries> {
  const { config, clock } = runtime;
  const { symbol, interval, market, kind, from, to, signal, onProgress } = options;
  const source = `${config.exchange}-${market}${kind === 'mark' ? '-mark' : ''}`;
  // ccxt writes BTC/USDT:USDT; the store, as Binance does, BTCUSDT.
  const stored = symbol.replace(/:.*$/, '').replace(/[/]/g, '');
  const history = await openExchangeHistory(runtime, {
    exchangeId: config.exchange,
    symbol,
    market,
    kind,
    interval,
    signal,
  });
  try {
    if (kind === 'funding') {
      const until = Math.min(to, clock.now());
      const { series, requests, dropped } = await fetchFunding({
        source,
        symbol: stored,
        from,
        to: until,
        fetchPage: history.fetchFundingPage,
        signal,
        onProgress: (share, rows) => onProgress?.(share, `${rows} settlements`),
      });
      const funding = new FundingStore(store.root);
      const changed = await funding.merge(source, series, 'new');
      const there = await funding.load(source, stored);
      return {
        source,
        symbol: stored,
        interval: 'funding',
        changed,
        rows: there?.time.length ?? 0,
        files: null,
        requests,
        dropped,
        not_received: fundingNotReceived(there, from, until),
        known: true,
      };
    }
    const { added, replaced, rows, requests, dropped, not_received } = await fetchOhlcv(store, {
      source,
      market: history.market,
      symbol: stored,
      interval,
      from,
      to,
      fetchOhlcv: history.fetchOhlcv,
      clock,
      limit: history.limit,
      signal,
      onProgress: (share, bars) => onProgress?.(share, `${bars} bars`),
    });
    const changed = added + replaced;
    return {
      source,
      symbol: stored,
      interval,
      changed,
      rows,
      files: null,
      requests,
      dropped,
      not_received,
      known: true,
    };
  } finally {
    await history.close();
  }
}
