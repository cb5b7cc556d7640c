import type { Exchange } from 'ccxt';
import { lost, mergeCollected } from '../../../core/collected.js';
import { InputError, UnavailableError } from '../../../core/errors.js';
import { field } from '../../../core/request-field.js';
import { believable } from '../../../core/market-checks/believable.js';
import { collectBars } from '../../../core/market-checks/collect-bars.js';
import type { Clock } from '../../../core/ports/index.js';
import type { Collected, CollectRequest, ObservationSource } from '../../../core/ports/observation-source.js';
import type { SeriesName } from '../../../core/series.js';
import type { HttpClient } from '../../http/types.js';
import { chooseMarkets, type ListedMarket } from './choose-markets.js';
import { describeError } from './describe-error.js';
import { fetchBars } from './fetch-bars.js';
import { mapBook, mapTicker, type CcxtMapContext } from './map.js';
import { openExchange } from './open-exchange.js';
import { collectPerpetual } from './perpetual.js';
import { createTransport, type Transport } from './transport.js';
import { DAY } from '../../../core/time.js';

const PERPETUAL_SERIES: readonly SeriesName[] = [
  'funding_rate',
  'funding_rate_next',
  'mark_price',
  'index_price',
  'open_interest_base',
  'open_interest_usd',
];
const SERIES: readonly SeriesName[] = ['bar_1h', 'spot_price', 'spread_bps', 'ob_imbalance', ...PERPETUAL_SERIES];

/** Levels a side where the exchange gives more than its default on request (ccxt passes other numbers on unchecked). */
const BOOK_LEVELS: Readonly<Record<string, number>> = { okx: 400, bybit: 200, kraken: 500, binance: 5_000, binanceus: 5_000 }; // prettier-ignore

/** How long a list of markets is used again, ms: it is the largest reply of all and changes by the day. */
const MARKETS_TTL_MS = DAY;

/** Deadline of one request, ms: lists of markets are long. The caller's signal ends the whole collection. */
const DEADLINE_MS = 30_000;

export interface CcxtSourceSettings {
  /** ccxt's name of the exchange, e.g. `okx`, `kraken`. */
  readonly exchangeId: string;
  readonly http: HttpClient;
  readonly clock: Clock;
  /** Scheme and host that replace the exchange's own. */
  readonly baseUrl?: string | undefined;
  /** Shortest time between two cheap requests, ms. Default: ccxt's figure for the exchange, e.g. 110 for okx. */
  readonly paceMs?: number;
}

/**
 * The market part of a snapshot from any exchange that ccxt knows.
 * `collect` throws an InputError for an exchange that ccxt does not know and for a symbol that the exchange does not trade.
 */
export function createCcxtSource(settings: CcxtSourceSettings): ObservationSource {
  const { exchangeId, http, clock, baseUrl, paceMs } = settings;
  const id = `ccxt-${exchangeId}`;
  let cached: { readonly markets: Exchange['markets']; readonly at: number } | null = null;

  async function loadMarkets(exchange: Exchange): Promise<ListedMarket[]> {
    if (cached !== null && clock.now() - cached.at < MARKETS_TTL_MS) exchange.setMarkets(cached.markets);
    else {
      await exchange.loadMarkets();
      cached = { markets: exchange.markets, at: clock.now() };
    }
    return Object.values(exchange.markets as Readonly<Record<string, ListedMarket>>);
  }

  async function collectFrom(exchange: Exchange, transport: Transport, request: CollectRequest): Promise<Collected> {
    const { symbol, signal } = request;
    let markets: ListedMarket[];
    try {
      markets = await until(signal, loadMarkets(exchange));
    } catch (error) {
      return lost(describeError(id, SERIES, error));
    }
    const { spot, perpetual } = chooseMarkets(markets, symbol);
    if (spot === null) throw unknownSymbol(symbol.symbol, exchangeId);

    // The name says which pair it is where another USD currency stands in for the one asked for.
    const source = spot.quote === symbol.quote ? id : `${id} (${spot.symbol})`;
    const context = (): CcxtMapContext => ({ source, symbol: symbol.symbol, retrievedAt: clock.now() });
    const part = async <C extends Collected>(
      series: readonly SeriesName[],
      work: () => Promise<C>,
    ): Promise<C | Collected> => {
      try {
        return await until(signal, work());
      } catch (error) {
        return lost(describeError(source, series, error));
      }
    };

    const [bars, price, book, contract] = await Promise.all([
      part(['bar_1h'], async () => {
        const { candidates, unreadable } = await fetchBars(exchange, spot.symbol, clock.now());
        return collectBars(candidates, unreadable, {
          ...context(),
          now: clock.now(),
          venueNow: transport.serverNow(),
        });
      }),
      part(['spot_price'], async () => mapTicker(await exchange.fetchTicker(spot.symbol), spot, context())),
      part(['spread_bps', 'ob_imbalance'], async () =>
        mapBook(await exchange.fetchOrderBook(spot.symbol, BOOK_LEVELS[exchangeId]), context()),
      ),
      perpetual === null
        ? lost(noPerpetual(source, symbol.symbol))
        : collectPerpetual({ exchange, market: perpetual, now: () => clock.now(), context, part }),
    ]);
    const mid = 'mid' in book ? book.mid : null;
    return mergeCollected([...believable({ source, bars, price, book, mid }, clock.now()), contract]);
  }

  return {
    id,
    series: SERIES,
    async collect(request) {
      const { signal } = request;
      const transport = createTransport({
        http,
        source: id,
        signal,
        deadlineMs: DEADLINE_MS,
        baseUrl,
      });
      const exchange = await openExchange(exchangeId, transport, { paceMs });
      try {
        return await collectFrom(exchange, transport, request);
      } finally {
        await exchange.close();
      }
    },
  };
}

/** `work`, or the end of waiting for it: ccxt spaces its requests by timers of its own that know no signal. */
function until<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  work.catch(() => undefined);
  return new Promise((resolve, reject) => {
    const stop = (): void =>
      reject(new UnavailableError('source.deadline', 'the time for collecting data was over before the exchange answered.', { retryable: true, cause: signal.reason })); // prettier-ignore
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    const done = (): void => signal.removeEventListener('abort', stop);
    work.then(resolve, reject).finally(done);
  });
}

const noPerpetual = (source: string, symbol: string) => ({
  source,
  series: PERPETUAL_SERIES,
  code: 'symbol.no-perpetual',
  reason: `${source} has no perpetual of ${symbol} settled in a USD currency: funding, basis and open interest stay empty.`,
});

const unknownSymbol = (symbol: string, exchangeId: string): InputError =>
  new InputError(
    'symbol.unknown',
    `base_asset "${symbol}" is not traded on ${exchangeId} against a USD currency: set BASE_ASSET or ${field('baseAsset')} to one it lists, such as BTCUSDT.`,
    { where: 'base_asset', expected: `a symbol that ${exchangeId} trades`, remedy: 'choose another base_asset' },
  );
