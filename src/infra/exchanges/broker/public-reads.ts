import { z } from 'zod';
import type { BookReads, PublicReads } from '../../../core/ports/broker.js';
import { askVenue, openClient, type BrokerSettings } from './open-client.js';
import { amount, read } from './replies.js';
import { rulesOf } from './rules.js';
import { lastPriceOf, timeOf } from './spot-reads.js';

/** What Binance tells anyone: its clock, its rules, its prices and its order books. */
export interface OpenedPublicReads extends PublicReads, BookReads {
  close(): Promise<void>;
}

const ENDPOINTS = {
  spot: { time: 'publicGetTime', price: 'publicGetTickerPrice', depth: 'publicGetDepth' },
  usdm: { time: 'fapiPublicGetTime', price: 'fapiPublicGetTickerPrice', depth: 'fapiPublicGetDepth' },
} as const;

const side = z.array(z.tuple([amount, amount]));
/** `E`: when it was told; USD-M alone says it. */
const depthReply = z.object({ lastUpdateId: z.int(), E: z.int().positive().optional(), bids: side, asks: side });

/**
 * Binance without a key: nothing that is asked here is signed, and nothing can be ordered.
 * @throws InputError where ccxt is not installed
 */
export async function openPublicReads(settings: Omit<BrokerSettings, 'apiKey' | 'secret'>): Promise<OpenedPublicReads> {
  const client = await openClient({ ...settings, apiKey: '', secret: '' });
  const { time, price, depth } = ENDPOINTS[settings.market];
  return {
    serverTime: async () => timeOf(await askVenue(client, time)),
    rules: (symbol) => rulesOf(client, symbol),
    price: async (symbol) => lastPriceOf(await askVenue(client, price, { symbol })),
    book: async (symbol, limit) => {
      const reply = await askVenue(client, depth, { symbol, limit });
      const { lastUpdateId, E, bids, asks } = read(depthReply, reply, `the order book of ${symbol}`);
      return { update: lastUpdateId, time: E ?? null, bids: bids.slice(0, limit), asks: asks.slice(0, limit) };
    },
    close: async () => {
      await client.close();
    },
  };
}
