import { describe, expect, it } from 'vitest';
import type { Broker } from '../../src/core/ports/broker.js';
import type { JournalEntry, JournalRecord } from '../../src/core/ports/journal.js';
import { randomBars } from '../../src/engine/fixtures/random-market.js';
import { LiveTrader, type LiveEvent } from '../../src/live/broker/live-trader.js';
import { OrderDesk } from '../../src/live/broker/order-desk.js';
import { PositionKeeper } from '../../src/live/broker/position-keeper.js';
import { preflight } from '../../src/live/broker/preflight.js';
import { guardLimitsSchema } from '../../src/live/guard/limits.js';
import type { Feed } from '../../src/live/runner/feed.js';
import { runSession } from '../../src/live/runner/run-session.js';
import { TradingSession } from '../../src/live/session/trading-session.js';
import { Strategy, type Bar, type Order } from '../../src/strategies/base.js';
import { HOUR, rehearse, tapeOf, type Rehearsal } from '../replay-exchange/support.js';
import { hasPackage } from '../support/optional-package.js';
import { arm, brokerOn, clockOf, SYMBOL, TextJournal, type Market } from './support.js';

const BARS = randomBars(11, 26, SYMBOL);
const LEVERAGE = 2;

/** In, larger, out, turned, out: with stops of its own and without. */
class Swings extends Strategy {
  constructor(private readonly canShort: boolean) {
    super();
  }
  onBar({ index, close }: Bar): Order | null {
    switch (index % 8) {
      case 0:
        return { side: 'long', size: 0.5, stop: close * 0.9 };
      case 1:
        return { side: 'long', size: 0.8, stop: close * 0.9 };
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
class DoomedJournal extends TextJournal {
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

const feedOf = (replay: Rehearsal): Feed => ({
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

interface Run {
  readonly replay: Rehearsal;
  readonly broker: Broker;
  readonly market: Market;
}

/** Everything that a process makes anew from its journal. */
async function processOf(
  { replay, broker, market }: Run,
  journal: TextJournal,
  halted: () => string | null = () => null,
) {
  const clock = clockOf(replay);
  const events: LiveEvent[] = [];
  const fills: { take: TradingSession['takeFill'] } = { take: () => undefined };
  const desk = new OrderDesk({
    broker,
    journal,
    clock,
    signal: new AbortController().signal,
    onFill: (fill) => fills.take(fill),
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
      },
      opinions: null,
      limits: guardLimitsSchema.parse({}),
    },
    { strategy: new Swings(market === 'usdm'), journal, clock, ask: null, halted, doubt: () => doubt.of() },
  );
  fills.take = (fill) => session.takeFill(fill);
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

async function begin(market: Market): Promise<Run> {
  const replay = await rehearse([tapeOf(BARS)], { balances: { spot: { USDT: 10_000 }, usdm: { USDT: 10_000 } } });
  return { replay, broker: await brokerOn(replay, market), market };
}

const options = { signal: new AbortController().signal, stopped: () => null };

/** Fills at the exchange: what a session must neither lose nor double. */
async function fillsAt({ replay, market }: Run): Promise<string[]> {
  const path = market === 'spot' ? '/api/v3/myTrades' : '/fapi/v1/userTrades';
  const { body } = await replay.ask('GET', path, { symbol: SYMBOL });
  return (body as { time: number; qty: string; price: string; side?: string; isBuyer?: boolean }[]).map(
    ({ time, qty, price, side, isBuyer }) =>
      `${new Date(Math.floor(time / HOUR) * HOUR).toISOString()} ${side ?? (isBuyer === true ? 'BUY' : 'SELL')} ${Number(qty)} at ${Number(price)}`,
  );
}

async function agrees(run: Run, { desk, session }: Awaited<ReturnType<typeof processOf>>): Promise<void> {
  expect(desk.own.fills.map(({ id }) => id)).toHaveLength(new Set(desk.own.fills.map(({ id }) => id)).size);
  expect(await fillsAt(run)).toHaveLength(desk.own.fills.length);
  expect(await run.broker.position(SYMBOL)).toBeCloseTo(desk.own.held(SYMBOL), 9);
  expect(session.account.position(SYMBOL)).toBeCloseTo(desk.own.held(SYMBOL), 9);
}

describe.skipIf(!hasPackage('ccxt')).each(['usdm', 'spot'] as const)('a session at an exchange: %s', (market) => {
  it('trades what it decides, with a stop under each position, and keeps a journal that is it', async () => {
    const run = await begin(market);
    const journal = new TextJournal();
    const first = await processOf(run, journal);
    expect(await runSession(first.trader, feedOf(run.replay), options)).toMatchObject({ code: 'no_more_bars' });
    expect(first.events).toEqual([]);
    expect((await fillsAt(run)).length).toBeGreaterThan(8);
    await agrees(run, first);
    // Money: what the exchange says is what the account of the session comes to.
    const { account } = first.session;
    const price = await run.broker.price(SYMBOL);
    const cash = await run.broker.cash(SYMBOL);
    if (market === 'spot') expect(account.cash).toBeCloseTo(cash, 4);
    else expect(account.equity()).toBeCloseTo(cash + unrealised(first, price), 4);
    // Each position had its stop for as long as it was there, at the level that the strategy named.
    const open = await run.broker.openOrders(SYMBOL);
    expect(open).toHaveLength(Math.abs(account.position(SYMBOL)) < 0.001 ? 0 : 1);
    // The same from the journal alone.
    const again = await processOf(run, new TextJournal(journal.lines));
    expect(again.session.account.equity()).toBe(account.equity());
    expect(again.desk.own.fills).toEqual(first.desk.own.fills);
  });

  it('killed at any write, before or after it: nothing lost, nothing doubled', async () => {
    const whole = await begin(market);
    const journal = new TextJournal();
    await runSession((await processOf(whole, journal)).trader, feedOf(whole.replay), options);
    const expected = await fillsAt(whole);
    const writes = journal.lines.length;
    const step = Math.max(1, Math.floor(writes / 8));
    let kills = 0;
    for (let killAt = 1; killAt < writes; killAt += step) {
      for (const isWritten of [false, true]) {
        const run = await begin(market);
        const doomed = new DoomedJournal([], killAt + (kills % step), isWritten);
        const attempt = async (): Promise<void> => {
          await runSession((await processOf(run, doomed)).trader, feedOf(run.replay), options);
        };
        const died = await attempt().then(
          () => false,
          (error: unknown) => {
            if ((error as Error).message !== 'killed') throw error;
            return true;
          },
        );
        kills += died ? 1 : 0;
        const next = await processOf(run, new TextJournal(doomed.lines));
        if (died) await runSession(next.trader, feedOf(run.replay), options);
        expect(await fillsAt(run), `killed at write ${killAt}, written: ${isWritten}`).toEqual(expected);
        await agrees(run, next);
        await run.broker.close();
      }
    }
    expect(kills).toBeGreaterThan(9);
  });

  it('stops trading where the exchange holds something else, and leaves the stop', async () => {
    const run = await begin(market);
    const journal = new TextJournal();
    const first = await processOf(run, journal);
    const feed = feedOf(run.replay);
    for (let k = 0; k < 2; k++)
      await first.trader.step((await feed.next(first.trader.time, options.signal))!, options.signal);
    const path = market === 'spot' ? '/api/v3/order' : '/fapi/v1/order';
    await run.replay.ask('POST', path, {
      symbol: SYMBOL,
      side: 'BUY',
      type: 'MARKET',
      quantity: 0.5,
    });
    const before = await fillsAt(run);
    for (let k = 0; k < 6; k++)
      await first.trader.step((await feed.next(first.trader.time, options.signal))!, options.signal);
    expect(first.events[0]).toMatchObject({ code: 'mismatch', symbol: SYMBOL });
    expect(await fillsAt(run)).toEqual(before);
    expect(await run.broker.openOrders(SYMBOL)).toHaveLength(1);
    // A new process is no way around it.
    const again = await processOf(run, new TextJournal(journal.lines));
    expect(again.trader.blocked).toContain('differ');
  });

  it('what cannot be read for a moment costs that moment, and no more', async () => {
    const run = await begin(market);
    const first = await processOf(run, new TextJournal());
    const feed = feedOf(run.replay);
    const path = market === 'spot' ? '/api/v3/account' : '/fapi/v2/positionRisk';
    for (let k = 0; k < 3; k++)
      await first.trader.step((await feed.next(first.trader.time, options.signal))!, options.signal);
    await arm(run.replay, [{ on: { path }, do: 'status', status: 500, times: 12 }]);
    const outcome = await first.trader.step((await feed.next(first.trader.time, options.signal))!, options.signal);
    expect(outcome).toMatchObject({ decision: { halted: expect.stringContaining('500') as string } });
    expect(first.events).toMatchObject([{ code: 'unsure' }]);
    await run.replay.control('DELETE', 'faults');
    await first.trader.step((await feed.next(first.trader.time, options.signal))!, options.signal);
    expect(first.trader.blocked).toBeNull();
    await agrees(run, first);
  });
});

const unrealised = ({ session }: { readonly session: TradingSession }, price: number): number => {
  const held = session.account.position(SYMBOL);
  return held === 0 ? 0 : held * (price - session.account.entryPrice(SYMBOL));
};
