import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/app/runtime/system.js';
import type { Moment } from '../../src/engine/hosted/moments.js';
import { WakingFeed } from '../../src/live/broker/waking-feed.js';
import { hasPackage } from '../support/optional-package.js';
import { arm, brokerOn, deskOn, PATHS, rehearsal, SYMBOL, T1, type Market } from './support.js';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 5));
}

/**
 * A position with its stop at the exchange, whose account is followed while a bar is waited for that comes when it is
 * told to. `haste`: how much faster the pauses between two questions pass.
 */
async function stage(market: Market, haste = 100) {
  const replay = await rehearsal();
  let questions = 0;
  const broker = await brokerOn(replay, market, {
    streams: true,
    made: (send) => (input, init) => {
      const { pathname } = new URL(input instanceof Request ? input.url : input);
      if ((init?.method ?? 'GET') === 'GET' && pathname === PATHS[market].stop) questions++;
      return send(input, init);
    },
  });
  const { desk, keeper } = deskOn(replay, broker);
  desk.write('baseline', { symbol: SYMBOL, quantity: 0 });
  let bring: (moment: Moment | null) => void = () => undefined;
  const closing = new AbortController();
  let asked = 0;
  const feed = new WakingFeed(
    {
      now: () => replay.service.exchange.now(),
      next: () => new Promise((resolve) => (bring = resolve)),
    },
    async () => {
      await desk.sync();
      asked++;
    },
    { sleep: (ms, signal) => systemClock.sleep(ms / haste, signal) },
  );
  let lost = 0;
  const followed = broker.followOrders({
    clock: systemClock,
    signal: closing.signal,
    onShown: () => feed.show(),
    onLost: () => lost++,
  });
  closers.push(() => closing.abort());
  const streams = async (): Promise<number> => (await replay.control('GET', 'state')).body.user_streams as number;
  const open = () => until(async () => (await streams()) === 1);
  await open();
  expect(await keeper.reach({ symbol: SYMBOL, quantity: 2, stop: 90, decidedAt: T1 })).toEqual({ code: 'reached' });
  const stops = () => desk.own.fills.filter(({ reason }) => reason === 'stop');
  /** Price falls through the stop. */
  const fall = () => replay.service.advance(T1 + 4 * 3_600_000);
  return {
    ...{ replay, desk, feed, open, streams, stops, fall, followed, closing },
    bring: () => bring(null),
    lost: () => lost,
    asked: () => asked,
    questions: () => questions,
  };
}

describe.skipIf(!hasPackage('ccxt')).each(['usdm', 'spot'] as const)('the stream of an account: %s', (market) => {
  it('has a fill booked while the bar is still waited for', async () => {
    const { feed, stops, fall, bring, desk } = await stage(market);
    let hasCome = false;
    const coming = feed.next(T1, new AbortController().signal).then((moment) => {
      hasCome = true;
      return moment;
    });
    expect(stops()).toEqual([]);
    fall();
    await until(() => stops().length > 0);
    expect(hasCome).toBe(false);
    expect(stops()).toMatchObject([{ side: 'sell', price: 90 }]);
    expect(desk.own.held(SYMBOL)).toBeLessThan(0.01);
    bring();
    expect(await coming).toBeNull();
  });

  it('is opened again where it was cut; what it did not tell is found by asking before the next bar', async () => {
    const { replay, feed, stops, fall, bring, desk, open, streams, lost, asked } = await stage(market);
    const coming = feed.next(T1, new AbortController().signal);
    // Its own orders have been shown.
    await until(() => asked() > 0);
    await arm(replay, [{ do: 'disconnect' }]);
    fall();
    await until(() => lost() > 0);
    expect(stops()).toEqual([]);
    bring();
    await coming;
    await desk.sync();
    expect(stops()).toHaveLength(1);
    await open();
    expect(await streams()).toBe(1);
  });

  it('is not believed: what it says alone books nothing, and has the exchange asked no more than now and then', async () => {
    const { replay, feed, stops, bring, desk, asked, questions, lost } = await stage(market, 1);
    const coming = feed.next(T1, new AbortController().signal);
    await until(() => asked() > 0);
    const [before, records] = [questions(), desk.own.fills.length];
    const { exchange } = replay.service;
    const { orders } = market === 'usdm' ? exchange.futures : exchange.spot;
    // A fill that was is told again and again, as if it were another.
    const trade = orders.trades.at(-1)!;
    const order = orders.all.find(({ orderId }) => orderId === trade.orderId)!;
    for (let k = 0; k < 600; k++) {
      exchange.emit({ kind: 'order', market, order, status: 'FILLED', execution: 'TRADE', trade });
      if (k % 20 === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    }
    expect(lost()).toBe(0);
    bring();
    await coming;
    expect(await desk.sync()).toBe(true);
    expect(stops()).toEqual([]);
    expect(desk.own.fills).toHaveLength(records);
    // One of ours, and at most one more for all of them.
    expect(questions() - before).toBeLessThanOrEqual(2);
  });

  it('ends with its session', async () => {
    const { closing, followed, replay } = await stage(market);
    closing.abort();
    await arm(replay, [{ do: 'disconnect' }]);
    await followed;
  });
});
