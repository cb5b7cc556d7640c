import { createHmac } from 'node:crypto';
import { afterAll } from 'vitest';
import type { Exchange } from 'ccxt';
import { BarSeries, type BarRow } from '../../src/core/bars.js';
import { isSignedBy, serveReplay } from '../../src/infra/exchanges/replay-server/serve.js';
import {
  createReplayService,
  type ReplayService,
  type ServiceSettings,
} from '../../src/live/replay-exchange/service.js';
import type { TapeSymbol } from '../../src/live/replay-exchange/tape.js';
import { importCcxt } from '../../src/infra/exchanges/ccxt/open-exchange.js';

export const HOUR = 3_600_000;
export const T0 = Date.UTC(2024, 0, 1);
const SECRET = 'a-secret';

/** `[open, high, low, close, volume]` of hourly bars from T0 on. */
export type Ohlcv = readonly [open: number, high: number, low: number, close: number, volume?: number];

export const barsOf = (rows: readonly Ohlcv[], symbol = 'BTCUSDT'): BarSeries =>
  BarSeries.fromRows(
    symbol,
    HOUR,
    rows.map(([open, high, low, close, volume = 10], i): BarRow => ({
      openTime: T0 + i * HOUR,
      open,
      high,
      low,
      close,
      volume,
    })),
  );

export function tapeOf(bars: BarSeries, more: Partial<TapeSymbol> = {}): TapeSymbol {
  const { symbol } = bars;
  const rules = [{ effectiveFrom: 0, tickSize: 0.1, stepSize: 0.001, minNotional: 5 }];
  return {
    symbol,
    asset: symbol.slice(0, -4),
    quote: 'USDT',
    bars,
    mark: null,
    funding: null,
    filters: { spot: rules, usdm: rules },
    marginTables: [],
    ...more,
  };
}

export interface Rehearsal {
  readonly url: string;
  readonly service: ReplayService;
  /** A signed request, by default with the key that may trade: status and document. */
  ask(method: string, path: string, params?: Readonly<Record<string, string | number>>, key?: string): Promise<Answer>;
  /** A request without key. */
  look(path: string): Promise<Answer>;
  control(method: string, path: string, body?: unknown): Promise<Answer>;
  /** A client of ccxt whose clock is the exchange's. */
  client(id: 'binance' | 'binanceusdm'): Promise<Exchange>;
}

/** A document of the exchange: a test checks itself what it reads of it. */
export type Document = ReturnType<typeof JSON.parse>;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Document;
}

const closers: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const close of closers.splice(0)) await close();
});

/** An exchange over real HTTP and websockets whose time passes only when it is told to. */
export async function rehearse(
  tape: readonly TapeSymbol[],
  settings: Partial<ServiceSettings> = {},
): Promise<Rehearsal> {
  const service = createReplayService(tape, {
    markets: ['spot', 'usdm'],
    start: tape[0]!.bars.openTime[1]!,
    faults: [],
    fees: { spot: { maker: 0.001, taker: 0.001 }, usdm: { maker: 0.0002, taker: 0.0005 } },
    slippageBps: 0,
    balances: { spot: { USDT: 10_000 }, usdm: { USDT: 10_000 } },
    keys: new Map([
      ['key', { canTrade: true, canWithdraw: false }],
      ['reader', { canTrade: false, canWithdraw: true }],
    ]),
    verify: (payload, signature) => isSignedBy(SECRET, payload, signature),
    checksTimestamps: true,
    ...settings,
  });
  const server = await serveReplay(service, 0);
  closers.push(server.close);
  const { url } = server;
  return {
    url,
    service,
    ask: async (method, path, params = {}, key = 'key') => {
      const query = new URLSearchParams(
        Object.entries({ timestamp: service.exchange.now(), ...params }).map(([name, value]): [string, string] => [
          name,
          String(value),
        ]),
      ).toString();
      const signature = createHmac('sha256', SECRET).update(query).digest('hex');
      return answerOf(
        await fetch(`${url}${path}?${query}&signature=${signature}`, { method, headers: { 'X-MBX-APIKEY': key } }),
      );
    },
    look: async (path) => answerOf(await fetch(url + path)),
    control: async (method, path, body) =>
      answerOf(
        await fetch(`${url}/replay/${path}`, {
          method,
          ...(body === undefined
            ? {}
            : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
        }),
      ),
    client: (id) => clientOf(id, url, service),
  };
}

async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') === true;
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
}

async function clientOf(id: 'binance' | 'binanceusdm', url: string, service: ReplayService): Promise<Exchange> {
  const ccxt = await importCcxt();
  const client = new ccxt.pro[id]({ apiKey: 'key', secret: SECRET, enableRateLimit: false });
  // ccxt knows the errors of a market by the host it asked, so its addresses stay and the requests are carried here.
  client.fetchImplementation = (asked: string, init: RequestInit) => {
    const { pathname, search } = new URL(asked);
    return fetch(url + pathname + search, init);
  };
  const sockets = url.replace('http', 'ws');
  Object.assign((client.urls.api as unknown as { readonly ws: Record<string, unknown> }).ws, {
    spot: `${sockets}/stream/ws`,
    future: `${sockets}/ws`,
    'ws-api': { spot: `${sockets}/ws-api/v3`, future: `${sockets}/ws-fapi/v1` },
  });
  client.options.fetchMarkets = { types: [id === 'binance' ? 'spot' : 'linear'] };
  client.nonce = () => service.exchange.now();
  client.milliseconds = () => service.exchange.now();
  // ccxt asks for it before websockets without TLS, whatever they go through.
  await client.loadHttpProxyAgent();
  closers.push(() => client.close());
  return client;
}
