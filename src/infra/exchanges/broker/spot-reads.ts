import { z } from 'zod';
import type { VenueFacts } from '../../../core/ports/broker.js';
import type { MarketReads } from './market-reads.js';
import { askVenue, type VenueClient, type VenueMode } from './open-client.js';
import { amount, fillOf, openOrderReply, read, spotTradesReply, stateOfOrder } from './replies.js';
import { VenueSilentError } from './venue-errors.js';

const account = z.object({
  canTrade: z.boolean(),
  balances: z.array(z.object({ asset: z.string(), free: amount, locked: amount })),
});

/** Rights of the key itself; the account's own `canWithdraw` says nothing about the key. */
const restrictions = z.object({
  enableWithdrawals: z.boolean(),
  enableSpotAndMarginTrading: z.boolean(),
  enableFutures: z.boolean(),
});
const time = z.object({ serverTime: z.int().positive() });
const price = z.object({ price: amount });

/** What the key may do; null in demo trading, which has no such endpoint and no money. */
export async function keyRights(client: VenueClient, mode: VenueMode): Promise<z.output<typeof restrictions> | null> {
  if (mode === 'demo') return null;
  return read(restrictions, await askVenue(client, 'sapiGetAccountApiRestrictions'), 'the rights of the key');
}

export const timeOf = (reply: unknown): number => read(time, reply, "the exchange's time").serverTime;
export const lastPriceOf = (reply: unknown): number => read(price, reply, 'the last price').price;

/** Spot, by `/api/v3`. */
export function spotReads(client: VenueClient, mode: VenueMode): MarketReads {
  const balances = async () => read(account, await askVenue(client, 'privateGetAccount'), 'the account');
  const owned = async (asset: string): Promise<number> => {
    const { balances: rows } = await balances();
    const row = rows.find((each) => each.asset === asset);
    // Binance lists every asset that it has, with 0: one that is missing was not told.
    if (row === undefined) throw new VenueSilentError(`The account does not tell how much ${asset} it holds.`);
    return row.free + row.locked;
  };
  return {
    serverTime: async () => timeOf(await askVenue(client, 'publicGetTime')),
    facts: async (): Promise<VenueFacts> => {
      const rights = await keyRights(client, mode);
      const { canTrade } = await balances();
      return {
        canTrade: canTrade && rights?.enableSpotAndMarginTrading !== false,
        canWithdraw: rights?.enableWithdrawals === true,
        hedged: null,
      };
    },
    symbolFacts: () => Promise.resolve(null),
    price: async (symbol) => lastPriceOf(await askVenue(client, 'publicGetTickerPrice', { symbol })),
    position: (_symbol, base) => owned(base),
    cash: owned,
    order: async (ref) => {
      const { client_id: origClientOrderId, symbol } = ref;
      return stateOfOrder(await askVenue(client, 'privateGetOrder', { symbol, origClientOrderId }), ref);
    },
    openOrders: async (symbol) =>
      read(openOrderReply, await askVenue(client, 'privateGetOpenOrders', { symbol }), 'the open orders').map(
        (order) => ({
          client_id: order.clientOrderId,
          symbol: order.symbol,
          conditional: false,
        }),
      ),
    fills: async (symbol, orderId) =>
      read(spotTradesReply, await askVenue(client, 'privateGetMyTrades', { symbol, orderId }), 'the fills').map(
        (trade) => fillOf(trade, trade.isBuyer ? 'buy' : 'sell'),
      ),
    // Nobody closes a holding.
    forcedFills: () => Promise.resolve([]),
    cashFlows: () => Promise.resolve(null),
  };
}
