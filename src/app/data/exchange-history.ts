import type { Exchange } from 'ccxt';
import { InputError } from '../../core/errors.js';
import { field } from '../../core/request-field.js';
import { parseSymbol } from '../../core/symbol.js';
import { chooseMarkets, type ListedMarket } from '../../infra/exchanges/ccxt/choose-markets.js';
import { intervalsOf } from '../../infra/exchanges/ccxt/list-exchanges.js';
import type { Runtime } from '../runtime/runtime.js';
import type { FetchFundingPage } from './fetch-funding.js';
import type { FetchOhlcv } from './fetch-ohlcv.js';
import { openCcxt } from './open-ccxt.js';

export interface ExchangeHistory {
  /** ccxt's own name of the market, e.g. `BTC/USDT:USDT`. */
  readonly market: string;
  /** Rows that the exchange gives at once. */
  readonly limit: number;
  readonly fetchOhlcv: FetchOhlcv;
  readonly fetchFundingPage: FetchFundingPage;
  close(): Promise<void>;
}

export interface ExchangeHistoryOptions {
  readonly exchangeId: string;
  /** `BTCUSDT`, or ccxt's own name of a market. */
  readonly symbol: string;
  readonly market: 'spot' | 'um';
  readonly kind: 'klines' | 'mark' | 'funding';
  readonly interval: string;
  readonly signal: AbortSignal;
}

/** Rows asked for where ccxt does not know the exchange's cap: each gives as many as it likes. */
const FALLBACK_LIMIT = 500;
const FUNDING_LIMIT = 100;

/** OKX ends a page of funding by `after`, and would ignore ccxt's `until`: https://www.okx.com/docs-v5/en/ */
export const untilParams = (exchangeId: string, until: number): Record<string, unknown> =>
  exchangeId === 'okx' ? { after: String(until) } : { until };

/**
 * Opens an exchange of ccxt for its history of one market.
 * @throws InputError where the exchange, the market, the kind or the interval is not there
 */
export async function openExchangeHistory(runtime: Runtime, options: ExchangeHistoryOptions): Promise<ExchangeHistory> {
  const { exchangeId, kind, signal } = options;
  const { exchange, asked } = await openCcxt(runtime, exchangeId, signal);
  try {
    assertOffered(exchange, options);
    await asked(exchange.loadMarkets());
    const market = marketFor(exchange.markets as Readonly<Record<string, ListedMarket>>, options);
    const known: unknown = exchange.featureValue(market, 'fetchOHLCV', 'limit');
    const price = kind === 'mark' ? { price: 'mark' } : {};
    return {
      market,
      limit: typeof known === 'number' ? Math.min(known, 1000) : FALLBACK_LIMIT,
      async fetchOhlcv(symbol, timeframe, since, limit) {
        const rows = await asked(exchange.fetchOHLCV(symbol, timeframe, since, limit, price));
        // Nobody trades a mark price: its bars have no volume.
        return kind === 'mark' ? rows.map((row) => [...row.slice(0, 5), 0]) : rows;
      },
      async fetchFundingPage(from, to) {
        const params = untilParams(exchangeId, to);
        const rows = await asked(exchange.fetchFundingRateHistory(market, from, FUNDING_LIMIT, params));
        return rows.map(({ timestamp, fundingRate }) => ({ time: timestamp ?? NaN, rate: fundingRate ?? NaN }));
      },
      async close() {
        await exchange.close();
      },
    };
  } catch (error) {
    await exchange.close();
    throw error;
  }
}

/** @throws InputError where the exchange does not have what is asked for */
export function assertOffered(
  exchange: Exchange,
  { exchangeId, kind, interval }: Pick<ExchangeHistoryOptions, 'exchangeId' | 'kind' | 'interval'>,
): void {
  const has = exchange.has as Readonly<Record<string, unknown>>;
  const method = { klines: 'fetchOHLCV', mark: 'fetchMarkOHLCV', funding: 'fetchFundingRateHistory' }[kind];
  if (has[method] !== true) {
    const what = { klines: 'bars', mark: 'bars of the mark price', funding: 'past funding rates' }[kind];
    throw new InputError(
      'fetch.kind',
      `${exchangeId} offers no ${what} through ccxt: take another ${field('exchange')}.`,
      {
        where: 'kind',
      },
    );
  }
  const timeframes = intervalsOf(exchange);
  if (kind !== 'funding' && timeframes.length > 0 && !timeframes.includes(interval)) {
    throw new InputError(
      'fetch.interval',
      `${exchangeId} has no bars of ${interval}: it has ${timeframes.join(', ')}.`,
      { where: 'interval' },
    );
  }
}

/** ccxt's name of the market that a symbol means. @throws InputError where the exchange has none */
export function marketFor(
  markets: Readonly<Record<string, ListedMarket>>,
  { symbol, market, exchangeId }: Pick<ExchangeHistoryOptions, 'symbol' | 'market' | 'exchangeId'>,
): string {
  if (Object.hasOwn(markets, symbol)) return symbol;
  const { spot, perpetual } = chooseMarkets(Object.values(markets), parseSymbol(symbol));
  const found = market === 'spot' ? spot : perpetual;
  // Another USD currency would be stored under a name that it does not have.
  if (found?.quote === parseSymbol(symbol).quote) return found.symbol;
  const instead = found === null ? 'take another symbol' : `it trades ${found.symbol}, which you can name as it is`;
  throw new InputError(
    'fetch.symbol',
    `${exchangeId} has no ${market === 'spot' ? 'spot market' : 'perpetual'} of ${symbol.slice(0, 40)}: ${instead}.`,
    { where: 'SYMBOL' },
  );
}
