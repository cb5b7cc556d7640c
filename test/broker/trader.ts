import { expect } from 'vitest';
import type { Broker } from '../../src/core/ports/broker.js';
import type { Journal, JournalEntry, JournalRecord } from '../../src/core/ports/journal.js';
import { randomBars } from '../../src/engine/fixtures/random-market.js';
import { LiveTrader, type LiveEvent } from '../../src/live/broker/live-trader.js';
import { OrderDesk } from '../../src/live/broker/order-desk.js';
import { PositionKeeper } from '../../src/live/broker/position-keeper.js';
import { preflight } from '../../src/live/broker/preflight.js';
import { guardLimitsSchema } from '../../src/live/guard/limits.js';
import type { Feed } from '../../src/live/runner/feed.js';
import type { TapeSymbol } from '../../src/live/replay-exchange/tape.js';
import { TradingSession } from '../../src/live/session/trading-session.js';
import { Strategy, type Bar, type Order } from '../../src/strategies/base.js';
import { HOUR, rehearse, tapeOf, type Rehearsal } from '../replay-exchange/support.js';
import { brokerOn, clockOf, SYMBOL, type Market } from './support.js';
import { TextJournal } from '../support/text-journal.js';

export const BARS = randomBars(11, 26, SYMBOL);
const LEVERAGE = 2;

/** In, larger, out, turned, out: with stops of its own and without. */
class Swings extends Strategy {
  constructor(
    private readonly canShort: boolean,
    private readonly stopAt: number,
  ) {
    super();
  }
  onBar({ index, close }: Bar): Order | null {
    switch (index % 8) {
      case 0:
        return { side: 'long', size: 0.5, stop: close * this.stopAt };
      case 1:
        return { side: 'long', size: 0.8, stop: close * this.stopAt };
      case 2:
        return { side: 'long', size: 0.3, trailingStop: 0.1 };
      case 4:
        return this.canShort ? { side: 'short', size: 0.5 } : { side: 'flat' };
      case 6:
        return { side: 'flat' };
      default:
        return null;
    }
  }
}

/** A journal whose process is killed at one of its writes: before it, or right after. */
export class DoomedJournal extends TextJournal {
  private writes = 0;
  constructor(
    lines: readonly string[],
    private readonly killAt: number,
    private readonly isWritten: boolean,
  ) {
    super(lines);
  }
  override append(at: number, entries: readonly JournalEntry[]): readonly JournalRecord[] {
    if (++this.writes !== this.killAt) return super.append(at, entries);
    if (this.isWritten) super.append(at, entries);
    throw new Error('killed');
  }
}

export const feedOf = (replay: Rehearsal): Feed => ({
  now: () => replay.service.exchange.now(),
  next: (after) => {
    // The bar that was open when the session began is the first that closes in it.
    for (let row = 1; row < BARS.length - 1; row++) {
      const openTime = BARS.openTime[row]!;
      if (openTime <= after) continue;
      replay.service.advance(openTime + HOUR);
      const [open, high, low, close, volume] = [BARS.open, BARS.high, BARS.low, BARS.close, BARS.volume].map(
        (column) => column[row]!,
      ) as [number, number, number, number, number];
      return Promise.resolve({
        time: openTime,
        bars: [{ symbol: SYMBOL, openTime, open, high, low, close, volume }],
        early: [],
      });
    }
    return Promise.resolve(null);
  },
});

export interface Run {
  readonly replay: Rehearsal;
  readonly broker: Broker;
  readonly market: Market;
}

/** Everything that a process makes anew from its journal. */
export async function processOf(
  { replay, broker, market }: Run,
  journal: Journal,
  halted: () => string | null = () => null,
  /** Where stops of longs rest, a fraction of the price. */
  stopAt = 0.9,
) {
  const clock = clockOf(replay);
  const events: LiveEvent[] = [];
  const fills: { take: TradingSession['takeFill']; flow: TradingSession['takeFlow'] } = {
    take: () => undefined,
    flow: () => undefined,
  };
  const desk = new OrderDesk({
    broker,
    journal,
    clock,
    signal: new AbortController().signal,
    onFill: (fill) => fills.take(fill),
    onFlow: (flow) => fills.flow(flow),
  });
  const doubt = { of: (): string | null => null };
  const session = new TradingSession(
    {
      account: {
        symbols: [{ symbol: SYMBOL }],
        intervalMs: HOUR,
        instrument: market === 'spot' ? 'spot' : 'perp',
        leverage: market === 'spot' ? 1 : LEVERAGE,
        fills: 'given',
        funding: 'given',
      },
      opinions: null,
      limits: guardLimitsSchema.parse({}),
    },
    { strategy: new Swings(market === 'usdm', stopAt), journal, clock, ask: null, halted, doubt: () => doubt.of() },
  );
  fills.take = (fill) => session.takeFill(fill);
  fills.flow = (flow) => session.takeFlow(flow);
  await desk.sync();
  await preflight(broker, desk, clock, {
    symbols: [SYMBOL],
    wanted: { leverage: LEVERAGE, isolated: true },
    adopt: false,
    adoptedAt: BARS.openTime[0]!,
    checksClock: true,
    capital: 1_000,
  });
  const trader = new LiveTrader({
    session,
    desk,
    keeper: new PositionKeeper(desk, broker, 'swing', [SYMBOL]),
    broker,
    clock,
    symbols: [SYMBOL],
    stopFraction: 0.2,
    since: 0,
    onEvent: (event) => events.push(event),
  });
  doubt.of = () => trader.blocked;
  return { desk, session, trader, events };
}

export async function begin(market: Market, more: Partial<TapeSymbol> = {}): Promise<Run> {
  const replay = await rehearse([tapeOf(BARS, more)], { balances: { spot: { USDT: 10_000 }, usdm: { USDT: 10_000 } } });
  return { replay, broker: await brokerOn(replay, market), market };
}

export const options = { signal: new AbortController().signal, stopped: () => null };

/** Fills at the exchange: what a session must neither lose nor double. */
export async function fillsAt({ replay, market }: Run): Promise<string[]> {
  const path = market === 'spot' ? '/api/v3/myTrades' : '/fapi/v1/userTrades';
  const { body } = await replay.ask('GET', path, { symbol: SYMBOL });
  return (body as { time: number; qty: string; price: string; side?: string; isBuyer?: boolean }[]).map(
    ({ time, qty, price, side, isBuyer }) =>
      `${new Date(Math.floor(time / HOUR) * HOUR).toISOString()} ${side ?? (isBuyer === true ? 'BUY' : 'SELL')} ${Number(qty)} at ${Number(price)}`,
  );
}

export async function agrees(run: Run, { desk, session }: Awaited<ReturnType<typeof processOf>>): Promise<void> {
  expect(desk.own.fills.map(({ id }) => id)).toHaveLength(new Set(desk.own.fills.map(({ id }) => id)).size);
  expect(await fillsAt(run)).toHaveLength(desk.own.fills.length);
  expect(await run.broker.position(SYMBOL)).toBeCloseTo(desk.own.held(SYMBOL), 9);
  expect(session.account.position(SYMBOL)).toBeCloseTo(desk.own.held(SYMBOL), 9);
}
