import { lost, mergeCollected } from '../../../../core/collected.js';
import { InputError } from '../../../../core/errors.js';
import { MAX_SKEW_MS } from '../../../../core/point-in-time.js';
import { field } from '../../../../core/request-field.js';
import { believable } from '../../../../core/market-checks/believable.js';
import type { Clock } from '../../../../core/ports/index.js';
import type { Collected, CollectRequest, ObservationSource } from '../../../../core/ports/observation-source.js';
import type { SeriesName } from '../../../../core/series.js';
import { HttpError } from '../../../http/errors.js';
import { serverDate } from '../../../http/header-times.js';
import type { HttpClient, HttpResponse } from '../../../http/types.js';
import { seriesFailure } from '../../shared/rejections.js';
import { isRefusedHere, isUnknownSymbol } from '../vendor-error.js';
import { getDepth, getHourlyKlines, getTicker24h, getTickerPrice, SPOT_SOURCE, type SpotAccess } from './client.js';
import { mapDepth, mapKlines, mapPrice, type SpotMapContext } from './map.js';

/** Keyless, market data only, the same replies (github.com/binance/binance-spot-api-docs, "Market data only"). */
const BINANCE_SPOT_MIRROR_URL = 'https://data-api.binance.vision';

export interface BinanceSpotSettings {
  readonly http: HttpClient;
  readonly clock: Clock;
  /** Default: the keyless mirror. */
  readonly baseUrl?: string;
  /** Asked where `baseUrl` refuses this address. Default: the keyless mirror. */
  readonly mirrorBaseUrl?: string;
}

type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown };

const SERIES: readonly SeriesName[] = ['bar_1h', 'spot_price', 'spread_bps', 'ob_imbalance'];

export function createBinanceSpotSource(settings: BinanceSpotSettings): ObservationSource {
  const { http, clock } = settings;
  const hosts = [
    ...new Set([settings.baseUrl, settings.mirrorBaseUrl].map((url) => trimmed(url ?? BINANCE_SPOT_MIRROR_URL))),
  ];

  /** Asks the host, then the mirror if this address is refused there. */
  async function ask<T>(signal: AbortSignal, endpoint: (access: SpotAccess) => Promise<T>): Promise<Outcome<T>> {
    let error: unknown;
    for (const baseUrl of hosts) {
      try {
        return { ok: true, value: await endpoint({ http, baseUrl, signal }) };
      } catch (thrown) {
        // What the first host said about the region says more than how its mirror then failed, a wrong symbol apart.
        if (error === undefined || isUnknownSymbol(thrown)) error = thrown;
        if (!isRefusedHere(thrown)) break;
      }
    }
    return { ok: false, error };
  }

  async function askPrice(signal: AbortSignal, symbol: string) {
    const day = await ask(signal, (access) => getTicker24h(access, symbol));
    if (day.ok) {
      const { data, response } = day.value;
      return { ok: true, value: { response, data: { ...data, price: data.lastPrice, time: data.closeTime } } } as const;
    }
    // The price alone is a smaller reply and enough. It has no time of its own.
    return isUnreadable(day.error) ? ask(signal, (access) => getTickerPrice(access, symbol)) : day;
  }

  return {
    id: SPOT_SOURCE,
    series: SERIES,
    async collect({ symbol: { symbol }, signal }: CollectRequest) {
      const [klines, ticker, depth] = await Promise.all([
        ask(signal, (access) => getHourlyKlines(access, symbol)),
        askPrice(signal, symbol),
        ask(signal, (access) => getDepth(access, symbol)),
      ]);
      const outcomes = [klines, ticker, depth];
      if (!outcomes.some(({ ok }) => ok) && outcomes.some((one) => !one.ok && isUnknownSymbol(one.error))) {
        throw unknownSymbol(symbol);
      }

      const context = (response: HttpResponse): SpotMapContext => ({
        symbol,
        now: clock.now(),
        retrievedAt: response.receivedAt,
        serverNow: serverDate(response.headers),
      });
      const bars = klines.ok
        ? mapKlines(klines.value.data, context(klines.value.response))
        : failed(['bar_1h'], klines.error, hosts);
      const price = ticker.ok
        ? mapPrice(ticker.value.data, context(ticker.value.response))
        : failed(['spot_price'], ticker.error, hosts);
      const book = depth.ok
        ? mapDepth(depth.value.data, context(depth.value.response))
        : { ...failed(['spread_bps', 'ob_imbalance'], depth.error, hosts), mid: null };
      const skew = klines.ok ? skewNote(context(klines.value.response)) : [];
      const readings = { source: SPOT_SOURCE, bars, price, book, mid: book.mid };
      return mergeCollected([...believable(readings, clock.now()), ...skew]);
    },
  };
}

/** Clocks that differ by minutes make bars look unfinished or stale: that deserves a line of its own. */
function skewNote({ now, serverNow }: SpotMapContext): Collected[] {
  if (serverNow === null || Math.abs(serverNow - now) <= MAX_SKEW_MS) return [];
  const seconds = Math.round(Math.abs(serverNow - now) / 1000);
  const side = serverNow > now ? 'behind' : 'ahead of';
  const reason = `the clock of this machine is ${seconds} s ${side} that of Binance: set it by NTP, since bars are judged by both.`;
  return [lost({ source: SPOT_SOURCE, series: SERIES, code: 'clock.skew', reason })];
}

function failed(series: readonly SeriesName[], error: unknown, hosts: readonly string[]): Collected {
  if (!isRefusedHere(error)) return lost(seriesFailure(SPOT_SOURCE, series, error));
  const [host, mirror] = hosts.map((url) => new URL(url).host);
  const names = mirror === undefined ? host! : `${host!}, and its mirror ${mirror} did not help`;
  const reason = `Binance spot does not serve this address (HTTP ${error.status ?? 0} from ${names}): take the market part from another exchange with ${field('exchange', 'okx')} or another ccxt id.`;
  return lost({ source: SPOT_SOURCE, series, code: error.code, reason });
}

const isUnreadable = (error: unknown): boolean =>
  error instanceof HttpError && (error.code === 'http.body.schema' || error.code === 'http.body.json');

const unknownSymbol = (symbol: string): InputError =>
  new InputError(
    'symbol.unknown',
    `base_asset "${symbol}" is not a symbol that Binance spot trades: set BASE_ASSET or ${field('baseAsset')} to one it lists, such as BTCUSDT.`,
    { where: 'base_asset', expected: 'a symbol that Binance spot trades', remedy: 'choose another base_asset' },
  );

const trimmed = (url: string): string => url.replace(/\/+$/, '');
