import type { SessionVenue } from '../../contract/session.js';
import { InputError } from '../../core/errors.js';
import { given } from '../../core/given.js';
import type { Broker } from '../../core/ports/broker.js';
import type { Clock } from '../../core/ports/clock.js';
import type { Journal } from '../../core/ports/journal.js';
import { SECOND } from '../../core/time.js';
import type { AccountSpec } from '../../engine/account/fed/spec.js';
import { resolveSettings } from '../../engine/settings.js';
import { openBinanceBroker, type BinanceBroker } from '../../infra/exchanges/broker/broker.js';
import { openPublicReads } from '../../infra/exchanges/broker/public-reads.js';
import { BrokerFirstFeed, type RememberingFeed } from '../../live/paper-broker/broker-first-feed.js';
import { openPaperBroker } from '../../live/paper-broker/paper-broker.js';
import type { Runtime } from '../runtime/runtime.js';
import { isRehearsal } from './live-prices.js';

/** Deadline of one request to the exchange, ms. */
const DEADLINE_MS = 10_000;

/** The paper account of a dry run holds the capital of its session and this much of it beside, for fees and slippage: an account that sizes are not made for. */
const RESERVE = 0.1;

/** How long an order book may have been on its way, ms of this machine: at the market much can happen in it. */
const MAX_BOOK_AGE_MS = 5 * SECOND;

export interface BrokerKeys {
  readonly apiKey: string;
  readonly secret: string;
}

export interface LiveBrokerRequest {
  /** Whether the account is followed on the exchange's websocket. */
  readonly streams: boolean;
  readonly venue: SessionVenue;
  /** Null: a dry run, which uses none. */
  readonly keys: BrokerKeys | null;
  readonly account: AccountSpec;
  readonly clock: Clock;
  /** How many times faster than this machine's that clock goes; null: as fast. */
  readonly speed: number | null;
  readonly feed: RememberingFeed;
  readonly journal: Journal;
  /** When the session was begun, UTC ms. */
  readonly createdAt: number;
}

/** Where the orders of a live session go, and its bars come from then. */
export interface LiveBroker {
  readonly broker: Broker;
  readonly feed: RememberingFeed;
  /** Lets the broker know what has closed since the session saw bars last (open time, UTC ms), where nobody else tells it. */
  readonly catchUp: (after: number, signal: AbortSignal) => Promise<void>;
  readonly close: () => Promise<void>;
  /** Follows the account's orders on the exchange's websocket; null: there is none. */
  readonly followOrders: BinanceBroker['followOrders'] | null;
}

/** @throws InputError where ccxt is not installed; of a dry run UnavailableError, too, where the exchange does not tell its rules */
export async function openLiveBroker(request: LiveBrokerRequest, runtime: Runtime): Promise<LiveBroker> {
  const { venue, keys, clock, feed } = request;
  const isPlayed = isRehearsal(runtime.config);
  const settings = {
    market: venue.market,
    mode: isPlayed ? 'rehearsal' : venue.mode === 'demo' ? 'demo' : 'real',
    clock,
    fetch: runtime.llmFetch,
    baseUrl: runtime.config.sources.exchangeBaseUrl ?? undefined,
    deadlineMs: DEADLINE_MS,
    paceMs: isPlayed ? 0 : undefined,
  } as const;
  if (keys !== null) {
    const { streams } = request;
    const broker = await openBinanceBroker({ ...settings, ...keys, streams });
    const followOrders: LiveBroker['followOrders'] = streams ? (stream) => broker.followOrders(stream) : null;
    return { broker, feed, catchUp: () => Promise.resolve(), close: () => broker.close(), followOrders };
  }
  const prices = await openPublicReads(settings);
  try {
    const { journal, createdAt: openedAt, account } = request;
    const books =
      venue.fills === 'book'
        ? {
            book: (symbol: string, levels: number) => prices.book(symbol, levels),
            maxAgeMs: MAX_BOOK_AGE_MS * Math.max(1, request.speed ?? 1),
          }
        : null;
    const broker = await openPaperBroker({ account: paperAccountOf(account), prices, books, clock, journal, openedAt });
    const first = new BrokerFirstFeed(feed, broker, account.intervalMs);
    return {
      broker,
      feed: first,
      catchUp: (after, signal) => first.catchUp(after, signal),
      close: () => prices.close(),
      followOrders: null,
    };
  } catch (error) {
    await prices.close();
    throw error;
  }
}

/** What an exchange would know of the session: its capital and its costs, not how it sizes. */
function paperAccountOf(spec: AccountSpec): Parameters<typeof openPaperBroker>[0]['account'] {
  const { initialEquity, instrument, leverage, makerFee, takerFee, slippage, maxParticipation } = resolveSettings(spec);
  return {
    intervalMs: spec.intervalMs,
    symbols: spec.symbols.map(({ symbol, marginTables }) => ({ symbol, ...given({ marginTables }) })),
    initialEquity: initialEquity * (1 + RESERVE),
    instrument,
    leverage,
    makerFee,
    takerFee,
    slippage,
    maxParticipation,
  };
}

/** @throws InputError where there are none */
export function brokerKeysOf({ config }: Pick<Runtime, 'config'>): BrokerKeys {
  const { apiKey, apiSecret: secret } = config.trading;
  if (apiKey !== null && secret !== null) return { apiKey, secret };
  throw new InputError('live.keys', 'A live session needs a key of Binance and its secret.', {
    where: 'BINANCE_API_KEY',
    remedy:
      'set BINANCE_API_KEY and BINANCE_API_SECRET, of demo trading to begin with (demo.binance.com), or make a dry run, which needs none',
  });
}
