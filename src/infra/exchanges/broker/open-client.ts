import type { Exchange } from 'ccxt';
import { moveStreams } from '../ccxt/bar-stream.js';
import { importCcxt } from '../ccxt/open-exchange.js';
import { brokerFetch, type BrokerTransportSettings } from './transport.js';

/** `demo`: Binance's demo trading, without money. `rehearsal`: a replay exchange at `baseUrl`. `real`: money. */
export type VenueMode = 'demo' | 'rehearsal' | 'real';

export interface BrokerSettings extends BrokerTransportSettings {
  readonly market: 'spot' | 'usdm';
  readonly mode: VenueMode;
  readonly apiKey: string;
  readonly secret: string;
  /** Shortest time between two cheap requests, ms; default: ccxt's figure. 0: none. */
  readonly paceMs?: number | undefined;
  /** With its websockets. */
  readonly streams?: boolean | undefined;
}

/** For how long after it was signed a request may be taken in, ms: short, since what may still come has to be waited out. */
export const RECV_WINDOW_MS = 5_000;

/** Longer than our own deadline, which ends requests. */
const NEVER_MS = 600_000;

/** ccxt with the methods that it makes of the exchange's own endpoints, e.g. `fapiPrivateGetOrder`. */
export type VenueClient = Exchange;

export async function openClient(settings: BrokerSettings): Promise<VenueClient> {
  const { market, mode, apiKey, secret, clock, paceMs, streams, baseUrl } = settings;
  const ccxt = await importCcxt();
  const { binance, binanceusdm } = streams === true ? ccxt.pro : ccxt;
  const Class = market === 'spot' ? binance : binanceusdm;
  const client = new Class({
    apiKey,
    secret,
    timeout: NEVER_MS,
    enableRateLimit: paceMs !== 0,
    ...(paceMs === undefined || paceMs === 0 ? {} : { rateLimit: paceMs }),
  });
  client.fetchImplementation = brokerFetch(settings);
  client.nonce = () => clock.now();
  client.milliseconds = () => clock.now();
  // Coins and their networks are of no use here.
  client.has.fetchCurrencies = false;
  Object.assign(client.options, {
    recvWindow: RECV_WINDOW_MS,
    fetchMarkets: { types: [market === 'spot' ? 'spot' : 'linear'] },
    // What is asked for is a quantity, never "as much as this buys".
    createMarketBuyOrderRequiresPrice: false,
  });
  if (mode === 'demo') client.enableDemoTrading(true);
  if (streams === true && baseUrl !== undefined) {
    moveStreams(client, baseUrl);
    // ccxt asks for it before websockets without TLS.
    await client.loadHttpProxyAgent();
  }
  return client;
}

/**
 * One endpoint of the exchange, by ccxt's name of it. The reply is as it came.
 * @throws VenueRefusedError, VenueSilentError
 */
export async function askVenue(
  client: VenueClient,
  endpoint: string,
  params: Readonly<Record<string, string | number>> = {},
): Promise<unknown> {
  const ask = (client as unknown as Readonly<Record<string, (params: object) => Promise<unknown>>>)[endpoint]!;
  return await ask.call(client, { ...params });
}
