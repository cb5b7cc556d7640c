import type { PublicReads } from '../../../core/ports/broker.js';
import { askVenue, openClient, type BrokerSettings } from './open-client.js';
import { rulesOf } from './rules.js';
import { lastPriceOf, timeOf } from './spot-reads.js';

/** What Binance tells anyone: its clock, its rules and its prices. */
export interface OpenedPublicReads extends PublicReads {
  close(): Promise<void>;
}

const ENDPOINTS = {
  spot: { time: 'publicGetTime', price: 'publicGetTickerPrice' },
  usdm: { time: 'fapiPublicGetTime', price: 'fapiPublicGetTickerPrice' },
} as const;

/**
 * Binance without a key: nothing that is asked here is signed, and nothing can be ordered.
 * @throws InputError where ccxt is not installed
 */
export async function openPublicReads(settings: Omit<BrokerSettings, 'apiKey' | 'secret'>): Promise<OpenedPublicReads> {
  const client = await openClient({ ...settings, apiKey: '', secret: '' });
  const { time, price } = ENDPOINTS[settings.market];
  return {
    serverTime: async () => timeOf(await askVenue(client, time)),
    rules: (symbol) => rulesOf(client, symbol),
    price: async (symbol) => lastPriceOf(await askVenue(client, price, { symbol })),
    close: async () => {
      await client.close();
    },
  };
}
