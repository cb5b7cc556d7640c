import { beforeAll, describe, expect, it } from 'vitest';
import type { Broker, OrderIntent } from '../../src/core/ports/broker.js';

/** What a broker runs the contract on. */
export interface Stage {
  readonly broker: Broker;
  readonly symbol: string;
  /** What orders at the market fill at while price is 100, where it is not that. */
  readonly at?: { readonly buy: number; readonly sell: number };
  /** Lets the open bar end, and the next one open. */
  nextBar(): Promise<void>;
  /** The same account, asked by another process. */
  reopen(): Promise<Broker>;
  /** Another client of the account orders so many base units, where it has any. */
  readonly others?: (side: 'buy' | 'sell', quantity: number) => Promise<void>;
}

let ids = 0;
const intent = (symbol: string, more: Partial<OrderIntent>): OrderIntent => ({
  client_id: `contract-${++ids}`,
  attempt: 1,
  symbol,
  kind: 'market',
  side: 'buy',
  quantity: 2,
  reduce_only: false,
  stop_price: null,
  ...more,
});

/** What every broker promises. The bars of the stage are those of `BARS`. @param isShared the account is an exchange's, and others may use it */
export function brokerContract(name: string, isShared: boolean, open: () => Promise<Stage>): void {
  describe(`the contract of a broker: ${name}`, () => {
    let stage: Stage;
    let base: number;
    let at: NonNullable<Stage['at']>;
    beforeAll(async () => {
      stage = await open();
      at = stage.at ?? { buy: 100, sell: 100 };
      base = await stage.broker.position(stage.symbol);
    });

    it('tells rules, price, time and cash', async () => {
      const { broker, symbol } = stage;
      expect(await broker.rules(symbol)).toMatchObject({ symbol, base: 'BTC', quote: 'USDT', step: 0.001, tick: 0.1 });
      expect(await broker.price(symbol)).toBe(100);
      expect(await broker.cash(symbol)).toBe(10_000);
      expect(await broker.serverTime()).toBeGreaterThan(0);
      expect(await broker.openOrders(symbol)).toEqual([]);
    });

    it('tells money that came without a fill, where it tells such', async () => {
      const { broker } = stage;
      const flows = await broker.cashFlows(0);
      if (broker.market === 'spot') expect(flows).toBeNull();
      else expect(flows).toMatchObject([{ kind: 'transfer', symbol: null, amount: 10_000, asset: 'USDT' }]);
      if (flows !== null) expect(await broker.cashFlows(flows[0]!.time + 1)).toEqual([]);
    });

    it('knows no order that was never given', async () => {
      const { broker, symbol } = stage;
      const ref = { client_id: 'never-given', symbol };
      expect(await broker.order({ ...ref, kind: 'market' })).toEqual({ code: 'absent' });
      expect(await broker.order({ ...ref, kind: 'stop' })).toEqual({ code: 'absent' });
      expect(await broker.cancel({ ...ref, kind: 'market' })).toMatchObject({ code: 'not_open' });
      expect(await broker.cancel({ ...ref, kind: 'stop' })).toMatchObject({ code: 'not_open' });
    });

    it('takes no order that can only shrink a position where there is none', async () => {
      const { broker, symbol } = stage;
      // A spot market has no such orders: there it is one to sell what is not owned.
      const order = intent(symbol, { side: 'sell', reduce_only: true });
      const reason = broker.market === 'spot' ? 'funds' : 'reduce_only';
      expect(await broker.submit(order)).toMatchObject({ code: 'refused', reason });
      expect(await broker.order(order)).toEqual({ code: 'absent' });
    });

    it('fills an order at the market, tells it by our id, and its fills by its own', async () => {
      const { broker, symbol } = stage;
      const order = intent(symbol, {});
      const outcome = await broker.submit(order);
      expect(outcome).toMatchObject({ code: 'accepted' });
      const look = await broker.order(order);
      expect(look).toMatchObject({ code: 'found', state: { status: 'filled', filled: 2 } });
      if (look.code !== 'found') throw new Error('not found');
      const fills = await broker.fills(symbol, look.state.order_id!);
      expect(fills).toMatchObject([{ symbol, side: 'buy', quantity: 2, price: at.buy }]);
      expect(fills[0]!.fee).toBeGreaterThan(0);
      const feeInBase = fills[0]!.fee_asset === 'BTC' ? fills[0]!.fee : 0;
      expect(await broker.position(symbol)).toBeCloseTo(base + 2 - feeInBase, 9);
      // It is done: there is nothing to take back.
      expect(await broker.cancel(order)).toMatchObject({ code: 'not_open' });
    });

    it('keeps a stop, lists it, and takes it back', async () => {
      const { broker, symbol } = stage;
      const stop = intent(symbol, { kind: 'stop', side: 'sell', quantity: 1, reduce_only: true, stop_price: 90 });
      expect(await broker.submit(stop)).toMatchObject({ code: 'accepted', state: { status: 'open', filled: 0 } });
      expect(await broker.openOrders(symbol)).toMatchObject([{ client_id: stop.client_id, symbol }]);
      expect(await broker.order(stop)).toMatchObject({ code: 'found', state: { status: 'open' } });
      // An id that is there is not refused as if nothing were: it has to be looked at.
      expect(await broker.submit(stop)).toMatchObject({ code: 'unknown' });
      expect(await broker.cancel(stop)).toEqual({ code: 'cancelled' });
      expect(await broker.openOrders(symbol)).toEqual([]);
      expect(await broker.order(stop)).toMatchObject({ code: 'found', state: { status: 'ended', filled: 0 } });
    });

    it('closes a part, and books the fee of it', async () => {
      const { broker, symbol } = stage;
      const [held, cash] = [await broker.position(symbol), await broker.cash(symbol)];
      const part = intent(symbol, { side: 'sell', quantity: 0.5, reduce_only: true });
      expect(await broker.submit(part)).toMatchObject({ code: 'accepted' });
      const look = await broker.order(part);
      if (look.code !== 'found') throw new Error('not found');
      const [fill, ...others] = await broker.fills(symbol, look.state.order_id!);
      expect(others).toEqual([]);
      expect(fill).toMatchObject({ symbol, side: 'sell', quantity: 0.5, price: at.sell, fee_asset: 'USDT' });
      const rate = broker.market === 'spot' ? 0.001 : 0.0005;
      expect(fill!.fee).toBeCloseTo(0.5 * at.sell * rate, 9);
      expect(await broker.position(symbol)).toBeCloseTo(held - 0.5, 9);
      // A position has gained what price did since it was bought, which is nothing or the spread, and a holding is sold for what it is worth.
      const proceeds = 0.5 * (at.sell - (broker.market === 'spot' ? 0 : at.buy));
      expect(await broker.cash(symbol)).toBeCloseTo(cash + proceeds - fill!.fee, 6);
      await broker.submit(intent(symbol, { quantity: 0.5 }));
    });

    it('keeps a stop for whoever asks next: it survives the process that placed it', async () => {
      const { broker, symbol } = stage;
      const stop = intent(symbol, { kind: 'stop', side: 'sell', quantity: 1, reduce_only: true, stop_price: 85 });
      await broker.submit(stop);
      const held = await broker.position(symbol);
      const again = await stage.reopen();
      expect(await again.openOrders(symbol)).toMatchObject([{ client_id: stop.client_id, symbol }]);
      expect(await again.order(stop)).toMatchObject({ code: 'found', state: { status: 'open', filled: 0 } });
      expect(await again.position(symbol)).toBe(held);
      expect(await again.cancel(stop)).toEqual({ code: 'cancelled' });
      stage = { ...stage, broker: again };
    });

    if (isShared) {
      it('shows what others do with the account', async () => {
        const { broker, symbol, others } = stage;
        const held = await broker.position(symbol);
        await others!('buy', 0.5);
        expect(await broker.position(symbol)).toBeCloseTo(held + 0.5, 2);
        await others!('sell', 0.5);
        expect(await broker.position(symbol)).toBeCloseTo(held, 2);
      });
    } else {
      it('is of one session alone: nobody else trades it, and a stop can only close what it holds', async () => {
        const { broker, symbol } = stage;
        const stop = intent(symbol, { kind: 'stop', stop_price: 120 });
        expect(await broker.submit(stop)).toMatchObject({ code: 'refused', reason: 'other' });
        expect(await broker.order(stop)).toEqual({ code: 'absent' });
      });
    }

    it('refuses a symbol that is not traded', async () => {
      await expect(stage.broker.rules('NOPEUSDT')).rejects.toMatchObject({ kind: 'input', code: 'broker.symbol' });
    });

    it('refuses a stop that price has passed', async () => {
      const { broker, symbol } = stage;
      const stop = intent(symbol, { kind: 'stop', side: 'sell', quantity: 1, reduce_only: true, stop_price: 101 });
      expect(await broker.submit(stop)).toMatchObject({ code: 'refused', reason: 'rules' });
      expect(await broker.openOrders(symbol)).toEqual([]);
    });

    it('refuses what there is no money for, and what is too small', async () => {
      const { broker, symbol } = stage;
      expect(await broker.submit(intent(symbol, { quantity: 100_000 }))).toMatchObject({
        code: 'refused',
        reason: 'funds',
      });
      expect(await broker.submit(intent(symbol, { quantity: 0.01 }))).toMatchObject({
        code: 'refused',
        reason: 'rules',
      });
    });

    it('fills a stop that price touches, and shrinks the position', async () => {
      const { broker, symbol, nextBar } = stage;
      const stop = intent(symbol, { kind: 'stop', side: 'sell', quantity: 1, reduce_only: true, stop_price: 90 });
      await broker.submit(stop);
      await nextBar();
      await nextBar();
      expect(await broker.order(stop)).toMatchObject({ code: 'found', state: { status: 'open' } });
      await nextBar();
      const look = await broker.order(stop);
      expect(look).toMatchObject({ code: 'found', state: { status: 'filled', filled: 1 } });
      if (look.code !== 'found') throw new Error('not found');
      expect(await broker.fills(symbol, look.state.order_id!)).toMatchObject([
        { side: 'sell', quantity: 1, price: 90 },
      ]);
      expect(await broker.position(symbol)).toBeCloseTo(base + 1, 2);
    });
  });
}
