import type { Exchange } from 'ccxt';
import { beforeAll, describe, expect, it } from 'vitest';
import { hasPackage, PACKAGE_REASON } from '../support/optional-package.js';
import { barsOf, HOUR, rehearse, T0, tapeOf, type Rehearsal } from './support.js';

const PAIR = 'BTC/USDT:USDT';

describe.skipIf(!hasPackage('ccxt'))(`ccxt on USD-M${hasPackage('ccxt') ? '' : ` (${PACKAGE_REASON})`}`, () => {
  let replay: Rehearsal;
  let client: Exchange;
  beforeAll(async () => {
    const bars = barsOf([
      [100, 101, 99, 100],
      [100, 106, 99, 105],
      [105, 112, 104, 110],
      [110, 111, 103, 104],
      [104, 105, 80, 90],
      [90, 95, 89, 94],
      [94, 96, 93, 95],
    ]);
    const funding = {
      time: Float64Array.of(T0 + 2 * HOUR),
      rate: Float64Array.of(0.0001),
      mark: Float64Array.of(105.5),
    };
    replay = await rehearse([tapeOf(bars, { funding })]);
    client = await replay.client('binanceusdm');
    await client.loadMarkets();
  });

  it('sets leverage, margin and position mode', async () => {
    const ccxt = (await import('ccxt')).default;
    expect(client.markets![PAIR]).toMatchObject({ swap: true, linear: true, settle: 'USDT' });
    expect(await client.fetchPositionMode(PAIR)).toMatchObject({ hedged: false });
    await client.setLeverage(5, PAIR);
    await client.setMarginMode('isolated', PAIR);
    await expect(client.setMarginMode('isolated', PAIR)).rejects.toBeInstanceOf(ccxt.MarginModeAlreadySet);
    expect(await client.fetchLeverage(PAIR)).toMatchObject({ longLeverage: 5, marginMode: 'isolated' });
    await client.setPositionMode(true, PAIR);
    // Hedge mode wants a side: one-way orders are refused.
    await expect(client.createOrder(PAIR, 'market', 'buy', 1)).rejects.toThrow(/-4061/);
    await client.setPositionMode(false, PAIR);
  });

  it('opens a position at the open of the bar', async () => {
    await client.createOrder(PAIR, 'market', 'buy', 10, undefined, { clientOrderId: 'open-1' });
    expect(await client.fetchOrder('0', PAIR, { origClientOrderId: 'open-1' })).toMatchObject({
      status: 'closed',
      average: 100,
      filled: 10,
    });
    const [position] = await client.fetchPositions([PAIR]);
    expect(position).toMatchObject({ side: 'long', contracts: 10, entryPrice: 100, marginMode: 'isolated' });
    const balance = await client.fetchBalance();
    expect(balance.total).toMatchObject({ USDT: 9999.5 });
    expect(balance.free).toMatchObject({ USDT: 9799.5 });
  });

  it('takes conditional orders on the Algo Order API alone: place, query, list, cancel', async () => {
    const ccxt = (await import('ccxt')).default;
    const stop = await client.createOrder(PAIR, 'market', 'sell', 10, undefined, {
      stopLossPrice: 95,
      reduceOnly: true,
      clientOrderId: 'stop-1',
    });
    expect(stop).toMatchObject({ clientOrderId: 'stop-1', triggerPrice: 95, status: 'open' });
    expect(await client.fetchOpenOrders(PAIR, undefined, undefined, { trigger: true })).toMatchObject([
      { id: stop.id },
    ]);
    expect(await client.fetchOpenOrders(PAIR)).toEqual([]);
    expect(await client.fetchOrder(stop.id!, PAIR, { trigger: true })).toMatchObject({
      status: 'open',
      reduceOnly: true,
    });
    await expect(
      client.createOrder(PAIR, 'market', 'sell', 10, undefined, { stopLossPrice: 95, clientOrderId: 'stop-1' }),
    ).rejects.toThrow(/-4116/);
    await expect(
      client.createOrder(PAIR, 'market', 'sell', 1, undefined, { stopLossPrice: 101 }),
    ).rejects.toBeInstanceOf(ccxt.OrderImmediatelyFillable);
    await client.cancelOrder(stop.id!, PAIR, { trigger: true });
    expect(await client.fetchOrder(stop.id!, PAIR, { trigger: true })).toMatchObject({ status: 'canceled' });
    const refused = await replay.ask('POST', '/fapi/v1/order', {
      symbol: 'BTCUSDT',
      side: 'SELL',
      type: 'STOP_MARKET',
      stopPrice: 95,
      quantity: 1,
    });
    expect([refused.status, refused.body.code]).toEqual([400, -4120]);
  });

  it('pays funding on the mark price, and takes profit by half', async () => {
    await client.createOrder(PAIR, 'market', 'sell', 4, undefined, { takeProfitPrice: 106, reduceOnly: true });
    replay.service.advance(T0 + 2 * HOUR);
    const [paid] = await client.fetchFundingHistory(PAIR);
    // It is 106 that bar 1 touches: 6 of the 10 are left when funding is due.
    expect(paid!.amount).toBeCloseTo(-6 * 105.5 * 0.0001, 8);
    expect((await client.fetchMyTrades(PAIR)).at(-1)).toMatchObject({ price: 106, amount: 4, side: 'sell' });
    expect((await client.fetchPositions([PAIR]))[0]).toMatchObject({ contracts: 6 });
    expect(await client.fetchFundingRate(PAIR)).toMatchObject({ fundingRate: 0.0001 });
    expect(await client.fetchFundingRateHistory(PAIR)).toMatchObject([
      { fundingRate: 0.0001, timestamp: T0 + 2 * HOUR },
    ]);
  });

  it('trails by the extremes of finished bars', async () => {
    const trailing = await client.createOrder(PAIR, 'market', 'sell', 2, undefined, {
      trailingPercent: 5,
      reduceOnly: true,
    });
    // Bar 2 goes to 112 before it ends: 5 % below is 106.4, which bar 3 meets on its way down from 110.
    replay.service.advance(T0 + 4 * HOUR);
    expect(await client.fetchOrder(trailing.id!, PAIR, { trigger: true })).toMatchObject({ status: 'closed' });
    expect((await client.fetchMyTrades(PAIR)).at(-1)).toMatchObject({ price: 112 * 0.95, amount: 2 });
  });

  it('refuses to reduce what is not there, and what the margin does not cover', async () => {
    const ccxt = (await import('ccxt')).default;
    await expect(client.createOrder(PAIR, 'market', 'buy', 1, undefined, { reduceOnly: true })).rejects.toThrow(
      /-2022/,
    );
    await expect(client.createOrder(PAIR, 'market', 'buy', 1000)).rejects.toBeInstanceOf(ccxt.InsufficientFunds);
  });

  it('liquidates an isolated position, cancels its orders, and leaves the conditional ones', async () => {
    await client.createOrder(PAIR, 'limit', 'buy', 1, 50);
    await client.createOrder(PAIR, 'market', 'sell', 4, undefined, { stopLossPrice: 70, reduceOnly: true });
    const before = (await client.fetchPositions([PAIR]))[0]!;
    // 20 % of margin behind 4 from 100: liquidation a little above 80, which bar 4 touches.
    expect(before.liquidationPrice).toBeGreaterThan(80);
    expect(before.liquidationPrice).toBeLessThan(82);
    replay.service.advance(T0 + 5 * HOUR);
    expect(await client.fetchPositions([PAIR])).toEqual([]);
    expect(await client.fetchOpenOrders(PAIR)).toEqual([]);
    expect(await client.fetchOpenOrders(PAIR, undefined, undefined, { trigger: true })).toHaveLength(1);
    const closing = (await client.fetchMyTrades(PAIR)).at(-1)!;
    expect(closing.price).toBeCloseTo(before.liquidationPrice!, 6);
    const { body } = await replay.ask('GET', '/fapi/v1/allOrders', { symbol: 'BTCUSDT' });
    expect(body.at(-1).clientOrderId).toMatch(/^autoclose-/);
  });

  it('keeps a wallet that is the sum of its income', async () => {
    const { body } = await replay.ask('GET', '/fapi/v1/income');
    const sum = body.reduce((total: number, { income }: { income: string }) => total + Number(income), 0);
    expect((await client.fetchBalance()).total).toMatchObject({ USDT: Number(sum.toFixed(8)) });
    expect(new Set(body.map(({ incomeType }: { incomeType: string }) => incomeType))).toEqual(
      new Set(['TRANSFER', 'COMMISSION', 'REALIZED_PNL', 'FUNDING_FEE']),
    );
  });
});
