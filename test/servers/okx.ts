import { noise, syntheticTape, type Tape } from './binance/tape.js';
import { listen } from './loopback.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const FUNDING_STEP = 8 * HOUR;
/** Coins in one contract of BTC-USDT-SWAP. */
const CONTRACT = 0.01;

/** How one path misbehaves: a reply of its own, no reply at all, or a changed body. */
export type OkxTrouble = 'hang' | { readonly status: number; readonly body: unknown } | ((body: unknown) => unknown);
export type OkxScenario = Readonly<Record<string, OkxTrouble>>;

export interface OkxServer {
  readonly url: string;
  /** Path and query of every request so far. */
  readonly requests: readonly string[];
  setScenario(scenario: OkxScenario): void;
  close(): Promise<void>;
}

/** Trades BTC-USDT with a perpetual, and NEW-USD without one. */
const INSTRUMENTS = [
  { instType: 'SPOT', instId: 'BTC-USDT', baseCcy: 'BTC', quoteCcy: 'USDT', uly: '', ...listed('0.1') },
  { instType: 'SPOT', instId: 'NEW-USD', baseCcy: 'NEW', quoteCcy: 'USD', uly: '', ...listed('0.0001') },
  {
    instType: 'SWAP',
    instId: 'BTC-USDT-SWAP',
    instFamily: 'BTC-USDT',
    uly: 'BTC-USDT',
    baseCcy: '',
    quoteCcy: '',
    settleCcy: 'USDT',
    ctType: 'linear',
    ctVal: String(CONTRACT),
    ctMult: '1',
    ctValCcy: 'BTC',
    ...listed('0.1'),
  },
];

function listed(tickSz: string) {
  return { tickSz, lotSz: '0.01', minSz: '0.01', state: 'live', listTime: '1606468572000', expTime: '', lever: '100' };
}

/** OKX v5 market data on 127.0.0.1: strings throughout, newest first, `code` "0", cursors `before` and `after`. */
export async function startOkxServer(options: {
  readonly now: () => number;
  readonly seed?: number;
}): Promise<OkxServer> {
  const { now, seed = 1 } = options;
  const tapes = new Map<string, Tape>([
    ['BTC-USDT', syntheticTape(seed, 67_000)],
    ['NEW-USD', syntheticTape(seed + 1, 2)],
  ]);
  let scenario: OkxScenario = {};
  const requests: string[] = [];

  const { url, close } = await listen(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
    requests.push(request.url ?? '/');
    const trouble = scenario[pathname];
    if (trouble === 'hang') return;
    const good = typeof trouble === 'object' ? trouble : { status: 200, body: answer(pathname, searchParams, tapes, seed, now()) }; // prettier-ignore
    const body = typeof trouble === 'function' ? trouble(structuredClone(good.body)) : good.body;
    response.sendDate = false;
    response.writeHead(good.status, { 'content-type': 'application/json', date: new Date(now()).toUTCString() });
    response.end(JSON.stringify(body));
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

const ok = (data: unknown) => ({ code: '0', msg: '', data });

function answer(
  path: string,
  query: URLSearchParams,
  tapes: ReadonlyMap<string, Tape>,
  seed: number,
  now: number,
): unknown {
  // prettier-ignore
  const instId = query.get('instId') ?? '';
  const tape = tapes.get(instId.replace(/-SWAP$/, ''));
  if (path === '/api/v5/public/instruments') {
    return ok(INSTRUMENTS.filter(({ instType }) => instType === query.get('instType')));
  }
  if (path === '/api/v5/rubik/stat/contracts/open-interest-volume') {
    return ok([[String(Math.floor(now / HOUR) * HOUR), '5000000000', '900000000']]);
  }
  if (tape === undefined) return { code: '51001', msg: "Instrument ID doesn't exist.", data: [] };
  const price = tape.priceAt(now);
  const next = (Math.floor(now / FUNDING_STEP) + 1) * FUNDING_STEP;
  const rate = (at: number): string => ((noise(seed, 9, at) - 0.4) * 0.0004).toFixed(10);
  switch (path) {
    case '/api/v5/market/ticker':
      return ok([
        {
          instType: 'SPOT',
          instId,
          last: price.toFixed(1),
          lastSz: '0.01',
          askPx: (price * 1.00001).toFixed(1),
          askSz: '1.2',
          bidPx: (price * 0.99999).toFixed(1),
          bidSz: '0.9',
          open24h: tape.priceAt(now - 24 * HOUR).toFixed(1),
          high24h: (price * 1.02).toFixed(1),
          low24h: (price * 0.98).toFixed(1),
          vol24h: '8000.1',
          volCcy24h: (8_000.1 * price).toFixed(2),
          ts: String(now - 40),
        },
      ]);
    case '/api/v5/market/books': {
      const side = (sign: 1 | -1) =>
        Array.from({ length: Math.min(Number(query.get('sz') ?? '1'), 400) }, (_, i) => [
          (price * (1 + sign * (0.00001 + i * 0.00002))).toFixed(4),
          (0.01 + noise(seed, sign, i, now)).toFixed(8),
          '0',
          '3',
        ]);
      return ok([{ asks: side(1), bids: side(-1), ts: String(now - 25) }]);
    }
    case '/api/v5/market/candles':
    case '/api/v5/market/history-candles':
    case '/api/v5/market/index-candles':
      return ok(candles(tape, query, now, path.endsWith('index-candles')));
    case '/api/v5/public/funding-rate':
      return ok([
        {
          instType: 'SWAP',
          instId,
          fundingRate: rate(next),
          fundingTime: String(next),
          nextFundingRate: '',
          nextFundingTime: String(next + FUNDING_STEP),
          ts: String(now - 500),
        },
      ]);
    case '/api/v5/public/funding-rate-history': {
      const before = Number(query.get('before') ?? '0');
      const times = Array.from(
        { length: Number(query.get('limit') ?? '100') },
        (_, i) => next - (i + 1) * FUNDING_STEP,
      );
      return ok(
        times
          .filter((time) => time > before)
          .map((time) => ({ instType: 'SWAP', instId, fundingRate: rate(time), realizedRate: rate(time), fundingTime: String(time) })), // prettier-ignore
      );
    }
    case '/api/v5/public/mark-price':
      return ok([{ instType: 'SWAP', instId, markPx: (price * 1.0003).toFixed(1), ts: String(now - 60) }]);
    case '/api/v5/public/open-interest': {
      const coins = 30_000;
      return ok([
        {
          instType: 'SWAP',
          instId,
          oi: (coins / CONTRACT).toFixed(2),
          oiCcy: coins.toFixed(4),
          oiUsd: (coins * price).toFixed(2),
          ts: String(now - 70),
        },
      ]);
    }
    default:
      return { code: '50404', msg: 'path not found', data: [] };
  }
}

/** Newest first; `before` and `after` bound the open time, both exclusive. Candles of an index have no volume. */
function candles(tape: Tape, query: URLSearchParams, now: number, index: boolean): string[][] {
  const step = query.get('bar') === '1m' ? MINUTE : HOUR;
  const after = Math.min(Number(query.get('after') ?? now + 1), now + 1);
  const before = Number(query.get('before') ?? '0');
  const limit = Math.min(Number(query.get('limit') ?? '100'), index ? 100 : 300);
  const newest = Math.ceil(after / step) * step - step;
  return Array.from({ length: limit }, (_, i) => newest - i * step)
    .filter((open) => open > before)
    .flatMap((open) => {
      const bar = tape.barAt(open, step, now);
      if (bar === null) return [];
      const prices = [bar.open, bar.high, bar.low, bar.close].map((one) => one.toFixed(4));
      const closed = open + step <= now ? '1' : '0';
      const volume = [bar.volume.toFixed(8), bar.volume.toFixed(8), (bar.volume * bar.open).toFixed(4)];
      return [[String(open), ...prices, ...(index ? [] : volume), closed]];
    });
}
