import { describe, expect, it } from 'vitest';
import { reconcile } from '../../src/live/broker/reconcile.js';
import { hasPackage } from '../support/optional-package.js';
import { arm, brokerOn, deskOn, ordersAt, PATHS, rehearsal, SYMBOL, T1, type Market } from './support.js';

describe.skipIf(!hasPackage('ccxt'))('positions and the stops under them', () => {
  async function stage(market: Market = 'usdm') {
    const replay = await rehearsal();
    const broker = await brokerOn(replay, market);
    const all = deskOn(replay, broker);
    all.desk.write('baseline', { symbol: SYMBOL, quantity: 0 });
    let bar = 0;
    const reach = (quantity: number, stop: number | null = null) =>
      all.keeper.reach({ symbol: SYMBOL, quantity, stop, decidedAt: T1 + bar++ });
    /** What rests at the exchange: side, quantity and level. */
    const stops = async (): Promise<string[]> => {
      if (market === 'usdm') {
        const { body } = await replay.ask('GET', '/fapi/v1/openAlgoOrders', { symbol: SYMBOL });
        return (body as { side: string; quantity: string; triggerPrice: string }[]).map(
          (each) => `${each.side} ${Number(each.quantity)} at ${Number(each.triggerPrice)}`,
        );
      }
      const { body } = await replay.ask('GET', '/api/v3/openOrders', { symbol: SYMBOL });
      return (body as { side: string; origQty: string; stopPrice: string }[]).map(
        (each) => `${each.side} ${Number(each.origQty)} at ${Number(each.stopPrice)}`,
      );
    };
    const agrees = async (): Promise<void> => {
      expect(await all.desk.sync()).toBe(true);
      expect(await reconcile(broker, all.desk.own, [SYMBOL])).toEqual({ code: 'agrees' });
    };
    return { ...all, reach, stops, agrees };
  }

  it('a stop comes with the position, follows it, and goes with it', async () => {
    const { broker, reach, stops, agrees } = await stage();
    expect(await reach(2.0004, 90.04)).toEqual({ code: 'reached' });
    expect(await stops()).toEqual(['SELL 2 at 90']);
    expect(await reach(3, 92)).toEqual({ code: 'reached' });
    expect(await stops()).toEqual(['SELL 3 at 92']);
    // Partly closed: the stop is of what is left.
    expect(await reach(1, 92)).toEqual({ code: 'reached' });
    expect(await stops()).toEqual(['SELL 1 at 92']);
    expect(await reach(1, 92)).toEqual({ code: 'reached' });
    await agrees();
    // Turned: closed first, then opened, with a stop on the other side.
    expect(await reach(-1.5, 120)).toEqual({ code: 'reached' });
    expect(await stops()).toEqual(['BUY 1.5 at 120']);
    expect(await broker.position(SYMBOL)).toBe(-1.5);
    await agrees();
    expect(await reach(0, 120)).toEqual({ code: 'reached' });
    expect(await stops()).toEqual([]);
    expect(await broker.position(SYMBOL)).toBe(0);
    await agrees();
  });

  it('spot: what a stop holds is freed before it is sold', async () => {
    const { broker, reach, stops, agrees } = await stage('spot');
    expect(await reach(2, 90)).toEqual({ code: 'reached' });
    // The fee was paid in what was bought.
    expect(await stops()).toEqual(['SELL 1.998 at 90']);
    expect(await reach(1, 90)).toEqual({ code: 'reached' });
    expect(await stops()).toEqual(['SELL 1 at 90']);
    await agrees();
    expect(await reach(0)).toEqual({ code: 'reached' });
    expect(await stops()).toEqual([]);
    expect(await broker.position(SYMBOL)).toBeLessThan(0.001);
    await agrees();
  });

  it('ids say what they are for, and are used once each', async () => {
    const { replay, reach, journal } = await stage();
    await reach(1, 90);
    await reach(-1, 120);
    await reach(0);
    const ids = journal.records.flatMap(({ kind, data }) =>
      kind === 'order_intent' ? [(data as { client_id: string }).client_id] : [],
    );
    const time = (n: number): string => (T1 + n).toString(36);
    expect(ids).toEqual([
      `llmt-test1-${time(0)}-0e1`,
      // Of the position that was opened then.
      `llmt-test1-${time(0)}-0s1`,
      `llmt-test1-${time(1)}-0x1`,
      `llmt-test1-${time(1)}-0e1`,
      `llmt-test1-${time(1)}-0s1`,
      `llmt-test1-${time(2)}-0x1`,
    ]);
    const there = await ordersAt(replay, 'usdm');
    expect(new Set(there.map(({ clientOrderId }) => clientOrderId)).size).toBe(there.length);
  });

  it('a stop that fills is a fill of ours, and the position is gone', async () => {
    const { replay, reach, stops, agrees, desk } = await stage();
    await reach(2, 90);
    for (let k = 0; k < 3; k++) replay.service.advance(replay.service.exchange.nextBarTime());
    expect(await stops()).toEqual([]);
    await agrees();
    expect(desk.own.held(SYMBOL)).toBe(0);
    expect(desk.own.fills.at(-1)).toMatchObject({ side: 'sell', price: 90, quantity: 2, fee_asset: 'USDT' });
  });

  it('a stop that was taken back by hand is seen, and put again under an id of its own', async () => {
    const { replay, reach, stops, agrees, keeper } = await stage();
    await reach(2, 90);
    await arm(replay, [{ do: 'cancel_order', symbol: SYMBOL }]);
    expect(await stops()).toEqual([]);
    await agrees();
    await keeper.keepStop({ symbol: SYMBOL, stop: 90, decidedAt: T1 + 9 });
    expect(await stops()).toEqual(['SELL 2 at 90']);
    await agrees();
  });

  it('what was closed by hand is a difference that stops trading', async () => {
    const { replay, reach, desk, broker } = await stage();
    await reach(2, 90);
    await arm(replay, [{ do: 'close_position', symbol: SYMBOL }]);
    await desk.sync();
    await desk.bookForced(SYMBOL, 0);
    expect(await reconcile(broker, desk.own, [SYMBOL])).toMatchObject({
      code: 'differs',
      findings: [{ code: 'position', symbol: SYMBOL }],
    });
  });

  it('a liquidation is an outcome: booked once, and the stop goes', async () => {
    const { replay, reach, desk, agrees, stops, keeper, broker } = await stage();
    await broker.setUp(SYMBOL, { leverage: 5, isolated: true });
    await reach(2, 50);
    for (let k = 0; k < 3; k++) replay.service.advance(replay.service.exchange.nextBarTime());
    expect(await broker.position(SYMBOL)).toBe(0);
    expect(await stops()).toEqual(['SELL 2 at 50']);
    for (let k = 0; k < 2; k++) {
      await desk.sync();
      await desk.bookForced(SYMBOL, 0);
    }
    expect(desk.own.fills).toHaveLength(2);
    expect(desk.own.fills.at(-1)).toMatchObject({ client_id: null, side: 'sell', quantity: 2 });
    await keeper.keepStop({ symbol: SYMBOL, stop: 50, decidedAt: T1 + 9 });
    expect(await stops()).toEqual([]);
    await agrees();
  });

  it('an order of somebody else is a difference, whoever it looks like', async () => {
    const { replay, desk, broker } = await stage();
    await replay.ask('POST', '/fapi/v1/order', {
      symbol: SYMBOL,
      side: 'BUY',
      type: 'LIMIT',
      timeInForce: 'GTC',
      price: 60,
      quantity: 1,
      newClientOrderId: 'llmt-test1-abc-0e1',
    });
    expect(await reconcile(broker, desk.own, [SYMBOL])).toMatchObject({
      code: 'differs',
      findings: [{ code: 'foreign_order' }],
    });
  });

  it('a position whose stop price has passed is closed', async () => {
    const { reach, stops, broker, agrees } = await stage();
    await reach(2, 101);
    expect(await broker.position(SYMBOL)).toBe(0);
    expect(await stops()).toEqual([]);
    await agrees();
  });

  it('a stop that does not get there is placed again; a busy exchange is asked again', async () => {
    for (const fault of [{ do: 'drop' }, { do: 'refuse', code: -1003, msg: 'Too many requests', status: 429 }]) {
      const { replay, reach, stops, agrees } = await stage();
      await arm(replay, [{ on: { method: 'POST', path: PATHS.usdm.stop }, ...fault }]);
      expect(await reach(2, 90)).toEqual({ code: 'reached' });
      expect(await stops()).toEqual(['SELL 2 at 90']);
      await agrees();
    }
  });

  it.each(['usdm', 'spot'] as const)(
    '%s: what filled of an order has its stop before the rest is tried again',
    async (market) => {
      const { replay, broker, reach, stops, agrees, journal } = await stage(market);
      await arm(replay, [{ on: { method: 'POST', path: PATHS[market].order }, do: 'fill_partly', share: 0.25 }]);
      expect(await reach(2, 90)).toEqual({ code: 'reached' });
      const sent = journal.records.flatMap(({ kind, data }) =>
        kind === 'order_intent' ? [data as { kind: string; side: string; quantity: number }] : [],
      );
      expect(sent.map(({ kind }) => kind)).toEqual(['market', 'stop', 'market', 'stop']);
      const fee = market === 'spot' ? 0.999 : 1;
      expect(sent[1]!.quantity).toBeCloseTo(Math.floor(500 * fee) / 1000, 9);
      expect(sent[2]!.quantity).toBeCloseTo(1.5, 9);
      expect(await broker.position(SYMBOL)).toBeCloseTo(2 * fee, 9);
      expect(await stops()).toEqual([`SELL ${2 * fee} at 90`]);
      await agrees();
    },
  );

  it.each(['usdm', 'spot'] as const)('%s: one that never fills whole leaves no part bare', async (market) => {
    const { replay, broker, keeper, reach, stops, agrees } = await stage(market);
    await arm(replay, [
      { on: { method: 'POST', path: PATHS[market].order }, do: 'fill_partly', share: 0.25, times: 9 },
    ]);
    expect(await reach(2, 90)).toMatchObject({ code: 'in_doubt' });
    const held = await broker.position(SYMBOL);
    expect(held).toBeGreaterThan(0.5);
    expect(await stops()).toEqual([`SELL ${Math.floor(held * 1000) / 1000} at 90`]);
    expect(await keeper.bare(SYMBOL)).toBe(0);
    await agrees();
    // The rest is nowhere: the next bar fills nothing.
    replay.service.advance(replay.service.exchange.nextBarTime());
    expect(await broker.position(SYMBOL)).toBe(held);
  });

  it.each(['usdm', 'spot'] as const)('%s: a close that fills in part goes on, or keeps a stop', async (market) => {
    for (const times of [1, 9]) {
      const { replay, broker, keeper, reach, stops, agrees } = await stage(market);
      await reach(2, 90);
      await replay.control('DELETE', 'faults');
      await arm(replay, [{ on: { method: 'POST', path: PATHS[market].order }, do: 'fill_partly', share: 0.3, times }]);
      const outcome = await reach(0, 90);
      expect(outcome.code).toBe(times === 1 ? 'reached' : 'in_doubt');
      expect(await keeper.bare(SYMBOL)).toBe(0);
      expect(await stops()).toHaveLength(times === 1 ? 0 : 1);
      if (times === 1) expect(await broker.position(SYMBOL)).toBeLessThan(0.001);
      await agrees();
    }
  });

  it('a reversal that fills in part is never on two sides, and never without a stop', async () => {
    const { replay, broker, keeper, reach, stops, agrees } = await stage();
    await reach(2, 90);
    await arm(replay, [{ on: { method: 'POST', path: PATHS.usdm.order }, do: 'fill_partly', share: 0.5, times: 2 }]);
    expect(await reach(-2, 120)).toEqual({ code: 'reached' });
    expect(await broker.position(SYMBOL)).toBe(-2);
    expect(await stops()).toEqual(['BUY 2 at 120']);
    expect(await keeper.bare(SYMBOL)).toBe(0);
    await agrees();
  });

  it.each(['usdm', 'spot'] as const)('%s: fills that cannot be read at first are waited for', async (market) => {
    const { replay, reach, stops, agrees } = await stage(market);
    const path = market === 'spot' ? '/api/v3/myTrades' : '/fapi/v1/userTrades';
    await arm(replay, [{ on: { method: 'GET', path }, do: 'status', status: 500, times: 3 }]);
    expect(await reach(2, 90)).toEqual({ code: 'reached' });
    expect(await stops()).toHaveLength(1);
    await agrees();
  });

  it.each(['usdm', 'spot'] as const)(
    '%s: a position whose stop is refused is closed, and it is said',
    async (market) => {
      const { replay, broker, reach, stops, agrees } = await stage(market);
      const { stop: path } = PATHS[market];
      await arm(replay, [
        { on: { method: 'POST', path }, do: 'refuse', code: -4131, msg: 'No', skip: market === 'spot' ? 1 : 0 },
      ]);
      expect(await reach(2, 90)).toMatchObject({ code: 'refused', reason: 'stop' });
      expect(await broker.position(SYMBOL)).toBeLessThan(0.001);
      expect(await stops()).toEqual([]);
      await agrees();
    },
  );

  it('an entry that was lost is not sent again: the next decision looks', async () => {
    const { replay, reach, broker, agrees } = await stage();
    await arm(replay, [{ on: { method: 'POST', path: PATHS.usdm.order }, do: 'drop' }]);
    expect(await reach(2, 90)).toMatchObject({ code: 'in_doubt' });
    expect(await broker.position(SYMBOL)).toBe(0);
    expect(await reach(2, 90)).toEqual({ code: 'reached' });
    expect(await broker.position(SYMBOL)).toBe(2);
    await agrees();
  });

  it('says what is too small, and what is refused', async () => {
    const { reach, broker } = await stage();
    expect(await reach(0.01, 90)).toMatchObject({ code: 'too_small' });
    expect(await reach(90_000, 90)).toMatchObject({ code: 'refused', reason: 'funds' });
    expect(await broker.position(SYMBOL)).toBe(0);
  });
});
