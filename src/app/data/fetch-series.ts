import { join } from 'node:path';
import type { BarStore } from '../../infra/store/bars/bar-store.js';
import { FundingStore } from '../../infra/store/bars/funding-store.js';
import { createDownload } from '../../infra/http/download.js';
import { fileBanStore } from '../../infra/http/index.js';
import type { VisionKind } from '../../infra/store/bars/vision/plan.js';
import type { Runtime } from '../runtime.js';
import { openBarStore } from './bar-store.js';
import { openExchangeHistory } from './exchange-history.js';
import { fetchFunding } from './fetch-funding.js';
import { fetchOhlcv } from './fetch-ohlcv.js';
import { fetchVision } from './fetch-vision.js';

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
  } | null;
  /** Requests to an exchange; null for the archive. */
  readonly requests: number | null;
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
  const { symbol, interval, market, kind, from, to, refresh, signal, onProgress } = options;
  const result = await fetchVision(store, {
    symbol,
    interval,
    market,
    kind: VISION_KINDS[kind],
    from,
    to,
    refresh,
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
  const { downloaded, resumed, skipped, missing, ...rest } = result;
  return { ...rest, files: { downloaded, resumed, skipped, missing }, requests: null };
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
      const { series, requests } = await fetchFunding({
        source,
        symbol: stored,
        from,
        to: Math.min(to, clock.now()),
        fetchPage: history.fetchFundingPage,
        signal,
        onProgress: (share, rows) => onProgress?.(share, `${rows} settlements`),
      });
      const funding = new FundingStore(store.root);
      const changed = await funding.merge(source, series, 'new');
      const rows = (await funding.load(source, stored))?.time.length ?? 0;
      return { source, symbol: stored, interval: 'funding', changed, rows, files: null, requests };
    }
    const { added, replaced, rows, requests } = await fetchOhlcv(store, {
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
    return { source, symbol: stored, interval, changed: added + replaced, rows, files: null, requests };
  } finally {
    await history.close();
  }
}
