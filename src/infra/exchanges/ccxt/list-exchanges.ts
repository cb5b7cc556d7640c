import { importCcxt, openExchange } from './open-exchange.js';
import type { Transport } from './transport.js';

/** What an exchange of ccxt asks of whoever reads its bars: nothing, a key of one's own, or requests by POST. */
export type ExchangeNeeds = 'nothing' | 'key' | 'post';

/** What ccxt can read of an exchange that offers bars. */
export interface ExchangeOffer {
  readonly id: string;
  readonly name: string;
  readonly needs: ExchangeNeeds;
  /** Lengths of bars, as the exchange spells them. */
  readonly intervals: readonly string[];
  readonly mark: boolean;
  readonly funding: boolean;
}

/** A market like any other, for the dry run. */
const SAMPLE = {
  id: 'BTCUSDT',
  symbol: 'BTC/USDT',
  base: 'BTC',
  quote: 'USDT',
  baseId: 'BTC',
  quoteId: 'USDT',
  type: 'spot',
  spot: true,
  swap: false,
  active: true,
  precision: { amount: 1e-8, price: 1e-8 },
  limits: {},
  info: {},
};

/**
 * Every exchange that offers bars through ccxt. Sends nothing: what each needs is seen by a dry run, whose requests end before
 * they leave, for the list of markets and for bars.
 * @param signal looked at between two exchanges
 */
export async function listExchanges(signal: AbortSignal): Promise<ExchangeOffer[]> {
  const ccxt = await importCcxt();
  const offers: ExchangeOffer[] = [];
  for (const id of ccxt.exchanges) {
    signal.throwIfAborted();
    const offer = await offerOf(id);
    if (offer !== null) offers.push(offer);
  }
  return offers;
}

/** Null where there are no bars. */
async function offerOf(id: string): Promise<ExchangeOffer | null> {
  const methods = new Set<string>();
  const unsent: Transport = {
    fetch: (_url, { method }) => {
      methods.add(method);
      return Promise.reject(new Error('a dry run sends nothing'));
    },
    serverNow: () => null,
  };
  const exchange = await openExchange(id, unsent, { paceMs: 1 });
  const has = exchange.has as Readonly<Record<string, unknown>>;
  if (has.fetchOHLCV !== true) return null;
  const intervals = intervalsOf(exchange);
  let needsKey = false;
  for (const attempt of [
    () => exchange.loadMarkets(),
    () => {
      exchange.setMarkets([SAMPLE]);
      return exchange.fetchOHLCV(SAMPLE.symbol, intervals[0]);
    },
  ]) {
    try {
      await attempt();
    } catch (error) {
      // Anything else only says that the request did not leave, or that the sample is not a market of the exchange.
      if (error instanceof Error && error.constructor.name === 'AuthenticationError') needsKey = true;
    }
  }
  return {
    id,
    name: exchange.name ?? id,
    needs: needsKey ? 'key' : methods.has('POST') ? 'post' : 'nothing',
    intervals,
    mark: has.fetchMarkOHLCV === true,
    funding: has.fetchFundingRateHistory === true,
  };
}

/** Lengths of bars as an exchange of ccxt spells them; none where it does not say. */
export const intervalsOf = (exchange: object): readonly string[] =>
  Object.keys((exchange as { timeframes?: Readonly<Record<string, unknown>> }).timeframes ?? {});
