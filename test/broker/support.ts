import { afterAll } from 'vitest';
import type { Broker } from '../../src/core/ports/broker.js';
import type { Clock } from '../../src/core/ports/clock.js';
import { openBinanceBroker, type BinanceBroker } from '../../src/infra/exchanges/broker/broker.js';
import { OrderDesk } from '../../src/live/broker/order-desk.js';
import { PositionKeeper } from '../../src/live/broker/position-keeper.js';
import { barsOf, rehearse, tapeOf, type Ohlcv, type Rehearsal } from '../replay-exchange/support.js';
import { TextJournal } from '../support/text-journal.js';

export const SYMBOL = 'BTCUSDT';
/** Open time of the bar before the one that a test begins in. */
export const T1 = Date.UTC(2024, 0, 1);
export const PATHS = {
  spot: { order: '/api/v3/order', stop: '/api/v3/order' },
  usdm: { order: '/fapi/v1/order', stop: '/fapi/v1/algoOrder' },
} as const;
export type Market = keyof typeof PATHS;

/** Bar 1, in which a test begins, opens at 100; bar 3 falls to 80, and bar 4 rises again. */
export const BARS: readonly Ohlcv[] = [
  [100, 101, 99, 100],
  [100, 106, 99, 105],
  [105, 112, 104, 110],
  [110, 111, 80, 90],
  [90, 115, 89, 114],
  [114, 116, 93, 95],
];

/** The replayed clock: to sleep lets time pass at the exchange. */
export const clockOf = ({ service }: Rehearsal): Clock => ({
  now: () => service.exchange.now(),
  sleep: (ms) => {
    service.advance(service.exchange.now() + ms);
    return Promise.resolve();
  },
});

const closers: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const close of closers.splice(0)) await close();
});

/** What is closed when the tests of the file are over. */
export const onEnd = (close: () => Promise<void>): number => closers.push(close);

export const rehearsal = (faults: readonly unknown[] = []): Promise<Rehearsal> =>
  rehearse([tapeOf(barsOf(BARS))]).then(async (replay) => {
    if (faults.length > 0) await arm(replay, faults);
    return replay;
  });

export async function arm(replay: Rehearsal, faults: readonly unknown[]): Promise<void> {
  const { status, body } = await replay.control('POST', 'faults', faults);
  if (status !== 200) throw new Error(JSON.stringify(body));
}

/** Far longer than any answer takes on a machine that has much to do, and short where none will come. */
export const DEADLINE_MS = 30_000;
const HANGING_MS = 1_000;

export interface BrokerOnOptions {
  readonly apiKey?: string;
  readonly clock?: Clock;
  /** Told of each request: true where it will get no answer. */
  readonly hangs?: (method: string, path: string) => boolean;
  /** What stands between the broker and the exchange. */
  readonly made?: (send: typeof fetch) => typeof fetch;
  /** With websockets. */
  readonly streams?: boolean;
}

export async function brokerOn(
  replay: Rehearsal,
  market: Market,
  {
    apiKey = 'key',
    clock = clockOf(replay),
    hangs = () => false,
    made = (send) => send,
    streams,
  }: BrokerOnOptions = {},
): Promise<BinanceBroker> {
  const broker = await openBinanceBroker({
    market,
    mode: 'rehearsal',
    apiKey,
    secret: 'a-secret',
    clock,
    fetch: made((input, init) => {
      const { pathname } = new URL(input instanceof Request ? input.url : input);
      const isHanging = hangs(init?.method ?? 'GET', pathname);
      return fetch(input, isHanging ? { ...init, signal: AbortSignal.timeout(HANGING_MS) } : init);
    }),
    baseUrl: replay.url,
    deadlineMs: DEADLINE_MS,
    paceMs: 0,
    streams,
  });
  closers.push(() => broker.close());
  return broker;
}

export interface Desk {
  readonly replay: Rehearsal;
  readonly broker: Broker;
  readonly journal: TextJournal;
  readonly desk: OrderDesk;
  readonly keeper: PositionKeeper;
}

/** A desk on an exchange; `journal` of one before it, which a crash has ended. */
export function deskOn(replay: Rehearsal, broker: Broker, journal = new TextJournal()): Desk {
  const clock = clockOf(replay);
  const desk = new OrderDesk({ broker, journal, clock, signal: new AbortController().signal });
  return { replay, broker, journal, desk, keeper: new PositionKeeper(desk, broker, 'test1', [SYMBOL]) };
}

/** All orders that the exchange has ever taken in, and what they filled. */
export async function ordersAt(
  replay: Rehearsal,
  market: Market,
): Promise<{ clientOrderId: string; executedQty: number }[]> {
  const path = market === 'spot' ? '/api/v3/allOrders' : '/fapi/v1/allOrders';
  const { body } = await replay.ask('GET', path, { symbol: SYMBOL });
  return (body as { clientOrderId: string; executedQty: string }[]).map(({ clientOrderId, executedQty }) => ({
    clientOrderId,
    executedQty: Number(executedQty),
  }));
}
