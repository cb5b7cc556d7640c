import { z } from 'zod';
import { InputError } from '../../../core/errors.js';
import type { MarketRules } from '../../../core/ports/broker.js';
import type { VenueClient } from './open-client.js';
import { amount, read } from './replies.js';

const filters = z.array(z.looseObject({ filterType: z.string() }));
const priceFilter = z.object({ tickSize: amount });
const lotSize = z.object({ stepSize: amount, minQty: amount });
/** Spot calls it `minNotional`, USD-M `notional`. */
const notional = z.object({ minNotional: amount.optional(), notional: amount.optional() });
const info = z.looseObject({
  symbol: z.string(),
  status: z.string(),
  baseAsset: z.string(),
  quoteAsset: z.string(),
  filters,
});

/** Of ccxt's description of a market. */
interface Listed {
  readonly id: string;
  readonly symbol: string;
  readonly info: unknown;
}

/** The market of ccxt that has Binance's own name. @throws InputError where there is none */
export async function venueMarketOf(
  client: VenueClient,
  symbol: string,
): Promise<{ readonly name: string; readonly info: unknown }> {
  await client.loadMarkets();
  const listed = Object.values((client.markets ?? {}) as Readonly<Record<string, Listed>>);
  const found = listed.find(({ id }) => id === symbol);
  if (found === undefined) {
    throw new InputError(
      'broker.symbol',
      `Binance does not trade ${symbol} on this market: give the bars of one that it does.`,
      {
        where: 'symbol',
      },
    );
  }
  return { name: found.symbol, info: found.info };
}

/** What the exchange demands of orders, from `exchangeInfo`. @throws InputError, VenueSilentError */
export async function rulesOf(client: VenueClient, symbol: string): Promise<MarketRules> {
  const what = `the rules of ${symbol}`;
  const market = read(info, (await venueMarketOf(client, symbol)).info, what);
  if (market.status !== 'TRADING') {
    throw new InputError('broker.symbol', `Binance does not trade ${symbol} now: its status is ${market.status}.`, {
      where: 'symbol',
    });
  }
  const filter = (...types: string[]): unknown => market.filters.find(({ filterType }) => types.includes(filterType));
  const { tickSize: tick } = read(priceFilter, filter('PRICE_FILTER'), what);
  const { stepSize, minQty } = read(lotSize, filter('LOT_SIZE'), what);
  // An order at the market has a step of its own where the exchange gives one; 0 there is "none".
  const atMarket = read(lotSize.optional(), filter('MARKET_LOT_SIZE'), what);
  const least = read(notional, filter('NOTIONAL', 'MIN_NOTIONAL') ?? {}, what);
  return {
    symbol,
    base: market.baseAsset,
    quote: market.quoteAsset,
    step: Math.max(stepSize, atMarket?.stepSize ?? 0),
    tick,
    minNotional: least.minNotional ?? least.notional ?? 0,
    minQuantity: Math.max(minQty, atMarket?.minQty ?? 0),
  };
}
