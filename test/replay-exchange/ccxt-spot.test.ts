import type { Exchange } from 'ccxt';
import { beforeAll, describe, expect, it } from 'vitest';
import { hasPackage, PACKAGE_REASON } from '../support/optional-package.js';
import { barsOf, HOUR, rehearse, T0, tapeOf, type Rehearsal } from './support.js';

const PAIR = 'BTC/USDT';

describe.skipIf(!hasPackage('ccxt'))(
  `ccxt on the spot market${hasPackage('ccxt') ? '' : ` (${PACKAGE_REASON})`}`,
  () => {
    let replay: Rehearsal;
    let client: Exchange;
    beforeAll(async () => {
      const bars = barsOf([
        [100, 101, 99, 100],
        [100, 106, 99, 105],
        [105.1, 108, 104, 107],
        [107, 110, 101, 102],
        [102, 103, 90, 91],
        [91, 95, 90.5, 94],
      ]);
      replay = await rehearse([tapeOf(bars)]);
      client = await replay.client('binance');
      await client.loadMarkets();
    });

    it('reads markets, time, bars, price and book', async () => {
      expect(client.markets![PAIR]).toMatchObject({
        id: 'BTCUSDT',
        type: 'spot',
        active: true,
        precision: { amount: 0.001, price: 0.1 },
        limits: { cost: { min: 5 } },
      });
      expect(await client.fetchTime()).toBe(T0 + HOUR);
      // The bar that is open shows its open and nothing of what is to come.
      expect(await client.fetchOHLCV(PAIR, '1h')).toEqual([
        [T0, 100, 101, 99, 100, 10],
        [T0 + HOUR, 100, 100, 100, 100, 0],
      ]);
      expect((await client.fetchTicker(PAIR)).last).toBe(100);
      const book = await client.fetchOrderBook(PAIR, 5);
      expect([book.bids[0]![0], book.asks[0]![0]]).toEqual([99.9, 100.1]);
    });

    it('buys at the open of the bar, and the fee is paid in what was bought', async () => {
      const order = await client.createOrder(PAIR, 'market', 'buy', 10, undefined, { clientOrderId: 'first' });
      expect(order).toMatchObject({ status: 'closed', average: 100, filled: 10, clientOrderId: 'first' });
      expect(order).toMatchObject({ fees: [{ currency: 'BTC', cost: 0.01 }] });
      const balance = await client.fetchBalance();
      expect(balance.total).toMatchObject({ BTC: 9.99, USDT: 9000 });
      const [trade] = await client.fetchMyTrades(PAIR);
      expect(trade).toMatchObject({ price: 100, amount: 10, side: 'buy', order: order.id, takerOrMaker: 'taker' });
    });

    it('keeps a resting stop, and fills it where price falls to it', async () => {
      const stop = await client.createOrder(PAIR, 'market', 'sell', 4, undefined, { stopLossPrice: 99.5 });
      expect(await client.fetchOpenOrders(PAIR)).toMatchObject([{ id: stop.id, triggerPrice: 99.5, status: 'open' }]);
      expect((await client.fetchBalance()).used).toMatchObject({ BTC: 4 });
      replay.service.advance(T0 + 2 * HOUR);
      expect(await client.fetchOrder(stop.id!, PAIR)).toMatchObject({ status: 'closed', average: 99.5, filled: 4 });
    });

    it('fills a limit only where price trades through it, as a maker', async () => {
      const touched = await client.createOrder(PAIR, 'limit', 'sell', 1, 108);
      const through = await client.createOrder(PAIR, 'limit', 'sell', 1, 107.9);
      replay.service.advance(T0 + 3 * HOUR);
      expect(await client.fetchOrder(touched.id!, PAIR)).toMatchObject({ status: 'open', filled: 0 });
      expect(await client.fetchOrder(through.id!, PAIR)).toMatchObject({ status: 'closed', average: 107.9 });
      expect((await client.fetchMyTrades(PAIR)).at(-1)).toMatchObject({
        takerOrMaker: 'maker',
        fee: { currency: 'USDT' },
      });
      const canceled = await client.cancelOrder(touched.id!, PAIR);
      expect(canceled).toMatchObject({ id: touched.id, status: 'canceled' });
      const ccxt = (await import('ccxt')).default;
      await expect(client.cancelOrder(touched.id!, PAIR)).rejects.toBeInstanceOf(ccxt.OrderNotFound);
    });

    it('raises the classes of ccxt for what Binance refuses', async () => {
      const ccxt = (await import('ccxt')).default;
      await expect(client.createOrder(PAIR, 'limit', 'buy', 1000, 100)).rejects.toBeInstanceOf(ccxt.InsufficientFunds);
      await expect(client.fetchOrder('99999', PAIR)).rejects.toBeInstanceOf(ccxt.OrderNotFound);
      await client.createOrder(PAIR, 'limit', 'buy', 1, 50, { clientOrderId: 'once' });
      await expect(client.createOrder(PAIR, 'limit', 'buy', 1, 50, { clientOrderId: 'once' })).rejects.toThrow(
        /-2010.*Duplicate order sent/,
      );
      await expect(client.createOrder(PAIR, 'limit', 'buy', 0.001, 50)).rejects.toThrow(/NOTIONAL/);
      client.nonce = () => replay.service.exchange.now() - 20_000;
      await expect(client.fetchBalance()).rejects.toBeInstanceOf(ccxt.InvalidNonce);
      client.nonce = () => replay.service.exchange.now();
      client.secret = 'another';
      await expect(client.fetchBalance()).rejects.toBeInstanceOf(ccxt.AuthenticationError);
      client.secret = 'a-secret';
    });

    it('lists orders, and cancels all that are open', async () => {
      await client.cancelAllOrders(PAIR);
      expect(await client.fetchOpenOrders(PAIR)).toEqual([]);
      expect((await client.fetchOrders(PAIR)).map(({ status }) => status)).toEqual([
        'closed',
        'closed',
        'canceled',
        'closed',
        'canceled',
      ]);
    });
  },
);
