import { afterAll } from 'vitest';
import type { BarRow } from '../../src/core/bars.js';
import { seededRandom } from '../../src/core/ports/random.js';
import type { Clock } from '../../src/core/ports/clock.js';
import { openExchangeVenue } from '../../src/app/live/exchange-venue.js';
import { createRuntime } from '../../src/app/runtime/runtime.js';
import { systemClock, yieldToEvents } from '../../src/app/runtime/system.js';
import { serveReplay } from '../../src/infra/exchanges/replay-server/serve.js';
import type { Fault } from '../../src/live/replay-exchange/faults/fault.js';
import {
  createReplayService,
  type ReplayService,
  type ServiceSettings,
} from '../../src/live/replay-exchange/service.js';
import type { TapeSymbol } from '../../src/live/replay-exchange/tape.js';
import type { FeedFault } from '../../src/live/runner/feed.js';
import { LiveFeed, type LiveFeedSettings } from '../../src/live/runner/live-feed/live-feed.js';
import { emptyDir } from '../e2e/support/cli.js';

/** Waits between two tries of a request pass four times faster; its deadline is 7.5 s then. */
const HASTE = 4;
const HASTY: Clock = {
  now: () => systemClock.now() * HASTE,
  sleep: (ms, signal) => systemClock.sleep(ms / HASTE, signal),
};

/** What stands between the exchange and its client: rows of `klines`, as they are sent. */
export type Tamper = (rows: (number | string)[][], now: number) => (number | string)[][];

/** An order book as Binance tells it; `E` on USD-M alone. */
export interface BookReply {
  readonly lastUpdateId: number;
  readonly E?: number;
  readonly bids: readonly (readonly [price: string, quantity: string])[];
  readonly asks: readonly (readonly [price: string, quantity: string])[];
}

const closers: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const close of closers.splice(0)) await close();
});

/**
 * The exchange over real HTTP. Its time passes as the client waits: a client that sleeps for an hour moves it on by an hour, so
 * that nothing depends on how fast this machine is.
 */
export async function playedExchange(
  tape: readonly TapeSymbol[],
  start: number,
  faults: readonly Fault[] = [],
  env: Readonly<Record<string, string>> = {},
  settings: Partial<ServiceSettings> = {},
) {
  const state: { tamper: Tamper; book: (told: BookReply) => object; localOff: number; before: (path: string) => void } =
    {
      tamper: (rows) => rows,
      book: (told) => told,
      localOff: 0,
      /** What happens before a request is answered. */
      before: () => undefined,
    };
  const free = { maker: 0, taker: 0 };
  const service: ReplayService = createReplayService(tape, {
    markets: ['spot', 'usdm'],
    start,
    faults,
    fees: { spot: free, usdm: free },
    slippageBps: 0,
    balances: { spot: {}, usdm: {} },
    keys: new Map(),
    verify: () => false,
    checksTimestamps: false,
    ...settings,
  });
  let requests = 0;
  const server = await serveReplay(
    {
      answer: (request) => {
        requests++;
        state.before(request.path);
        const answer = service.answer(request);
        if (typeof answer === 'string' || answer.status !== 200) return answer;
        if (request.path.endsWith('/depth')) return { ...answer, body: state.book(answer.body as BookReply) };
        if (!request.path.endsWith('/klines')) return answer;
        return { ...answer, body: state.tamper(answer.body as (number | string)[][], service.exchange.now()) };
      },
      control: (request) => service.control(request),
      openStream: (path, query, peer) => service.openStream(path, query, peer),
    },
    0,
  );
  closers.push(server.close);
  const clock: Clock = {
    now: () => service.exchange.now() + state.localOff,
    async sleep(ms, signal) {
      signal?.throwIfAborted();
      await yieldToEvents();
      signal?.throwIfAborted();
      service.advance(service.exchange.now() + Math.max(1, Math.ceil(ms)));
    },
  };
  const cwd = emptyDir();
  const hasty = createRuntime({
    clock: HASTY,
    random: seededRandom(1),
    cwd,
    env: { ...env, EXCHANGE_BASE_URL: server.url, USER_DATA_DIR: cwd },
    logStream: { write: () => true },
  });
  // Only a feed that waits for its bars lets time pass. A deadline that waited on the same clock would be over as soon as it began.
  const runtime = { ...hasty, clock: { now: clock.now, sleep: systemClock.sleep } };
  return {
    url: server.url,
    service,
    clock,
    runtime,
    cwd,
    state,
    asked: () => requests,
  };
}
export type PlayedExchange = Awaited<ReturnType<typeof playedExchange>>;

/** A feed of the exchange's perpetuals, and what it told. */
export async function feedOf(
  exchange: PlayedExchange,
  symbols: readonly string[],
  more: Partial<LiveFeedSettings> & { readonly interval?: string; readonly signal?: AbortSignal } = {},
) {
  const { interval = '1h', signal = new AbortController().signal, ...settings } = more;
  const venue = await openExchangeVenue(exchange.runtime, {
    exchangeId: 'binance',
    symbols,
    market: 'um',
    interval,
    isRehearsal: true,
    signal,
  });
  closers.push(() => venue.close());
  const faults: FeedFault[] = [];
  const feed = new LiveFeed({
    symbols: venue.symbols,
    intervalMs: 3_600_000,
    venue,
    clock: exchange.clock,
    random: seededRandom(2),
    note: (fault) => faults.push(fault),
    ...settings,
  });
  return { feed, faults, venue };
}

/** Open times of the next moments. */
export async function take(feed: LiveFeed, count: number, after = -Infinity): Promise<BarRow[]> {
  const rows: BarRow[] = [];
  for (let last = after; rows.length < count;) {
    const moment = await feed.next(last, new AbortController().signal);
    last = moment.time;
    rows.push(...moment.bars);
  }
  return rows;
}
