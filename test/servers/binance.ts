import type { ServerResponse } from 'node:http';
import { refused, type VenueReply } from './binance/reply.js';
import { routeOf, type VenueMarket } from './binance/routes.js';
import { csvTape, syntheticTape, type Tape } from './binance/tape.js';
import { listen } from './loopback.js';
import type { SourceDouble } from '../support/source-doubles.js';

/** How one path misbehaves. */
export type Trouble =
  /** 451: the region is blocked. */
  | 'restricted'
  /** 403 with an HTML page: the firewall. */
  | 'firewall'
  /** 429 with `Retry-After: 7`. */
  | 'too-many'
  /** 418 with `Retry-After: 120`: this address is banned. */
  | 'banned'
  /** Accepts the request and never answers. */
  | 'hang'
  | { readonly status: number; readonly body: unknown; readonly headers?: Readonly<Record<string, string>> }
  /** Changes the body of a good reply. */
  | ((body: unknown) => unknown);

/** Keyed by path, e.g. `/api/v3/depth`; `*` is for every path without a rule of its own. */
export type BinanceScenario = Readonly<Record<string, Trouble>>;

export interface BinanceServerOptions {
  /** The venue's clock, UTC ms. */
  readonly now: () => number;
  /** Spot symbols. Default BTCUSDT and ETHUSDT. */
  readonly symbols?: readonly string[];
  /** Those with a USD-M contract. Default: all. */
  readonly perpetuals?: readonly string[];
  readonly seed?: number;
  readonly scenario?: BinanceScenario;
  /** Real hourly bars instead of made ones: symbol → path of a CSV. */
  readonly bars?: Readonly<Record<string, string>>;
}

export interface BinanceServer {
  /** Base URL of spot and of futures alike: their paths do not meet. */
  readonly url: string;
  /** Path and query of every request so far. */
  readonly requests: readonly string[];
  setScenario(scenario: BinanceScenario): void;
  close(): Promise<void>;
}

const BASE_PRICES: Readonly<Record<string, number>> = { BTCUSDT: 67_000, ETHUSDT: 3_500, SOLUSDT: 150 };

/** Binance spot and USD-M market data on 127.0.0.1, in the shapes and with the rules of the vendor's documentation. */
export async function startBinanceServer(options: BinanceServerOptions): Promise<BinanceServer> {
  const { now, symbols = ['BTCUSDT', 'ETHUSDT'], seed = 1, bars = {} } = options;
  const tapeOf = (symbol: string, index: number): Tape => {
    const path = bars[symbol];
    return path === undefined ? syntheticTape(seed + index, BASE_PRICES[symbol] ?? 10) : csvTape(path);
  };
  const market: VenueMarket = {
    seed,
    tapes: new Map(symbols.map((symbol, index) => [symbol, tapeOf(symbol, index)])),
    perpetuals: new Set(options.perpetuals ?? symbols),
  };
  let scenario = options.scenario ?? {};
  const requests: string[] = [];
  const used = { minute: 0, weight: 0 };

  function send(response: ServerResponse, reply: Answer): void {
    const minute = Math.floor(now() / 60_000);
    if (used.minute !== minute) Object.assign(used, { minute, weight: 0 });
    used.weight += reply.weight;
    response.sendDate = false;
    response.writeHead(reply.status, {
      'content-type': 'application/json;charset=UTF-8',
      date: new Date(now()).toUTCString(),
      'x-mbx-used-weight': String(used.weight),
      'x-mbx-used-weight-1m': String(used.weight),
      ...reply.headers,
    });
    response.end(typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body));
  }

  function answer(pathname: string, query: URLSearchParams, trouble: Exclude<Trouble, 'hang'> | undefined): Answer {
    if (trouble === 'restricted') return { status: 451, body: RESTRICTED, weight: 1 };
    if (trouble === 'firewall') return { status: 403, body: FIREWALL, weight: 0, headers: HTML };
    if (trouble === 'too-many') return { ...refused(-1003, 429), headers: { 'retry-after': '7' } };
    if (trouble === 'banned') return { ...refused(-1003, 418), headers: { 'retry-after': '120' } };
    if (typeof trouble === 'object') return { ...trouble, weight: 1 };

    const reply = routeOf(pathname)?.(query, market, now());
    if (reply === undefined) return { status: 404, body: NOT_FOUND, weight: 0, headers: HTML };
    return trouble === undefined || reply.status !== 200
      ? reply
      : { ...reply, body: trouble(structuredClone(reply.body)) };
  }

  const { url, close } = await listen(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
    requests.push(request.url ?? '/');
    const trouble = scenario[pathname] ?? scenario['*'];
    if (trouble !== 'hang') send(response, answer(pathname, searchParams, trouble));
  });

  return {
    url,
    requests,
    setScenario(next) {
      scenario = next;
    },
    close,
  };
}

type Answer = VenueReply & { readonly headers?: Readonly<Record<string, string>> };

const HTML = { 'content-type': 'text/html' };
const RESTRICTED = {
  code: 0,
  msg: "Service unavailable from a restricted location according to 'b. Eligibility' in https://www.binance.com/en/terms. Please contact customer service if you believe you received this message in error.",
};
const FIREWALL =
  '<html><head><title>ERROR: The request could not be satisfied</title></head><body>403 ERROR</body></html>';
const NOT_FOUND = '<html><head><title>404 Not Found</title></head><body><h1>Not Found</h1></body></html>';

export const sourceDouble: SourceDouble = {
  start: (now) => startBinanceServer({ now }),
  env: (url) => ({ BINANCE_BASE_URL: url, BINANCE_MIRROR_BASE_URL: url, BINANCE_FAPI_URL: url }),
};
