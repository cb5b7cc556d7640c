import { describe, expect, it } from 'vitest';
import { hasPackage } from '../support/optional-package.js';
import { barsOf, HOUR, rehearse, T0, tapeOf, type Rehearsal } from './support.js';

const bars = barsOf(Array.from({ length: 8 }, (_, i) => [100 + i, 102 + i, 99 + i, 101 + i] as const));
const buy = { symbol: 'BTCUSDT', side: 'BUY', type: 'MARKET', quantity: 1 };
const ORDER = '/fapi/v1/order';
const start = (faults?: unknown[]): Promise<Rehearsal> =>
  rehearse([tapeOf(bars)]).then(async (replay) => {
    if (faults !== undefined) expect((await replay.control('POST', 'faults', faults)).status).toBe(200);
    return replay;
  });

describe('what can be made to fail', () => {
  it('refuses in Binance’s words, does nothing, and only as often as it was told', async () => {
    const replay = await start([
      { on: { method: 'POST', path: ORDER }, skip: 1, do: 'refuse', code: -1008, msg: 'Busy', status: 503 },
    ]);
    expect((await replay.ask('POST', ORDER, buy)).status).toBe(200);
    expect(await replay.ask('POST', ORDER, buy)).toMatchObject({ status: 503, body: { code: -1008, msg: 'Busy' } });
    expect((await replay.ask('POST', ORDER, buy)).status).toBe(200);
    expect((await replay.ask('GET', '/fapi/v1/allOrders', { symbol: 'BTCUSDT' })).body).toHaveLength(2);
  });

  it.each([
    [true, 1],
    [false, 0],
  ])('drops the connection, the order done first: %s', async (after, orders) => {
    const replay = await start([{ on: { path: ORDER }, do: 'drop', after }]);
    await expect(replay.ask('POST', ORDER, { ...buy, newClientOrderId: 'mine' })).rejects.toThrow();
    const found = await replay.ask('GET', ORDER, { symbol: 'BTCUSDT', origClientOrderId: 'mine' });
    expect(found).toMatchObject(orders === 1 ? { body: { status: 'FILLED' } } : { status: 400, body: { code: -2013 } });
  });

  it('hangs with the order done: no answer, and the order is there', async () => {
    const replay = await start([{ on: { path: ORDER }, do: 'hang', after: true }]);
    const asked = replay.ask('POST', ORDER, { ...buy, newClientOrderId: 'mine' }).then(
      () => 'answered',
      () => 'cut',
    );
    const named = { symbol: 'BTCUSDT', origClientOrderId: 'mine' };
    while ((await replay.ask('GET', ORDER, named)).body.status !== 'FILLED');
    expect(await Promise.race([asked, Promise.resolve('open')])).toBe('open');
  });

  it('answers 502 with a page, and 429 until the ban is over by the replayed clock', async () => {
    const replay = await start([{ on: {}, do: 'status', status: 502, body: '<html>Bad Gateway</html>' }]);
    expect(await replay.look('/api/v3/time')).toMatchObject({ status: 502, body: '<html>Bad Gateway</html>' });
    await replay.control('POST', 'faults', [{ do: 'ban', status: 418, seconds: 5400 }]);
    const banned = await replay.look('/api/v3/time');
    expect(banned).toMatchObject({ status: 418, body: { code: -1003 } });
    expect(banned.headers.get('retry-after')).toBe('5400');
    await replay.control('POST', 'advance?bars=1');
    expect((await replay.look('/api/v3/time')).headers.get('retry-after')).toBe('1800');
    await replay.control('POST', 'advance?bars=1');
    expect((await replay.look('/api/v3/time')).status).toBe(200);
  });

  it('fills partly, and the rest at the next open', async () => {
    const replay = await start([{ on: { path: ORDER }, do: 'fill_partly', share: 0.25 }]);
    const placed = await replay.ask('POST', ORDER, { ...buy, newOrderRespType: 'RESULT' });
    expect(placed.body).toMatchObject({ status: 'PARTIALLY_FILLED', executedQty: '0.25', avgPrice: '101' });
    await replay.control('POST', 'advance?bars=1');
    const { orderId } = placed.body;
    const whole = await replay.ask('GET', ORDER, { symbol: 'BTCUSDT', orderId });
    expect(whole.body).toMatchObject({ status: 'FILLED', executedQty: '1', avgPrice: '101.75' });
  });

  it('denies an order that is there', async () => {
    const replay = await start();
    const { body } = await replay.ask('POST', ORDER, { ...buy, type: 'LIMIT', price: 50, timeInForce: 'GTC' });
    await replay.control('POST', 'faults', [{ on: { path: ORDER }, times: 2, do: 'unknown_order' }]);
    const named = { symbol: 'BTCUSDT', orderId: body.orderId };
    expect((await replay.ask('GET', ORDER, named)).body.code).toBe(-2013);
    expect((await replay.ask('DELETE', ORDER, named)).body.code).toBe(-2011);
    expect((await replay.ask('DELETE', ORDER, named)).body.status).toBe('CANCELED');
  });

  it('drifts its clock: −1021 until the client asks for the time again', async () => {
    const replay = await start([{ do: 'drift', ms: 20_000 }]);
    expect((await replay.ask('GET', '/fapi/v2/balance')).body).toMatchObject({ code: -1021 });
    const { serverTime } = (await replay.look('/fapi/v1/time')).body;
    expect(serverTime).toBe(T0 + HOUR + 20_000);
    expect((await replay.ask('GET', '/fapi/v2/balance', { timestamp: serverTime })).status).toBe(200);
    await replay.control('DELETE', 'faults');
    expect((await replay.ask('GET', '/fapi/v2/balance', { timestamp: serverTime })).body).toMatchObject({
      code: -1021,
    });
  });

  it('closes a position and cancels orders by hand, at a moment of the replay', async () => {
    const replay = await start([
      { at: '2024-01-01T02:00Z', do: 'cancel_order', symbol: 'BTCUSDT', client_order_id: 'stop' },
      { at: '2024-01-01T03:00Z', do: 'close_position', symbol: 'BTCUSDT' },
    ]);
    const algo = {
      ...buy,
      side: 'SELL',
      type: 'STOP_MARKET',
      algoType: 'CONDITIONAL',
      triggerPrice: 90,
      reduceOnly: 'true',
    };
    await replay.ask('POST', ORDER, buy);
    for (const clientAlgoId of ['stop', 'other'])
      await replay.ask('POST', '/fapi/v1/algoOrder', { ...algo, clientAlgoId });
    const state = await replay.control('POST', 'advance?to=2024-01-01T02:30Z');
    expect(state.body).toMatchObject({ now: T0 + 2.5 * HOUR, faults_pending: 1, prices: { BTCUSDT: 102 } });
    const open = await replay.ask('GET', '/fapi/v1/openAlgoOrders');
    expect(open.body).toMatchObject([{ clientAlgoId: 'other' }]);
    await replay.control('POST', 'advance?bars=1');
    expect((await replay.ask('GET', '/fapi/v3/positionRisk')).body).toEqual([]);
    const trades = await replay.ask('GET', '/fapi/v1/userTrades', { symbol: 'BTCUSDT' });
    expect(trades.body.at(-1)).toMatchObject({ price: '103', side: 'SELL', realizedPnl: '2', time: T0 + 3 * HOUR });
  });

  it('changes the tick size: what was on the grid is refused', async () => {
    const replay = await start();
    const limit = { ...buy, type: 'LIMIT', price: 50.1, timeInForce: 'GTC' };
    expect((await replay.ask('POST', ORDER, limit)).status).toBe(200);
    await replay.control('POST', 'faults', [{ do: 'tick_size', symbol: 'BTCUSDT', tick_size: 0.5 }]);
    expect((await replay.ask('POST', ORDER, limit)).body.code).toBe(-4014);
    expect((await replay.ask('POST', '/api/v3/order', limit)).body.code).toBe(-1013);
    const { symbols } = (await replay.look('/fapi/v1/exchangeInfo')).body;
    expect(symbols[0].filters[0].tickSize).toBe('0.5');
  });

  it.each([
    [[{ do: 'nothing' }], /fault 0/],
    [[{ on: {}, do: 'fill_partly', share: 1 }], /fault 0.share/],
    [{ do: 'disconnect' }, /expected array/i],
    [[{ do: 'tick_size', symbol: 'NOTUSDT', tick_size: 1 }], /Invalid symbol/],
  ])('refuses what is not a fault: %j', async (faults, words) => {
    const replay = await start();
    const { status, body } = await replay.control('POST', 'faults', faults);
    expect(status).toBe(400);
    expect(body.msg).toMatch(words);
  });

  it.skipIf(!hasPackage('ccxt'))('raises the classes of ccxt', async () => {
    const ccxt = (await import('ccxt')).default;
    const replay = await start();
    const client = await replay.client('binanceusdm');
    await client.loadMarkets();
    const order = () => client.createOrder('BTC/USDT:USDT', 'market', 'buy', 1);
    await replay.control('POST', 'faults', [
      { on: { path: ORDER }, do: 'drop', after: true },
      { on: { path: ORDER }, do: 'status', status: 502, body: '<html></html>' },
      { on: { path: ORDER }, do: 'status', status: 429, retry_after: 3 },
    ]);
    await expect(order()).rejects.toBeInstanceOf(ccxt.NetworkError);
    await expect(order()).rejects.toBeInstanceOf(ccxt.ExchangeNotAvailable);
    await expect(order()).rejects.toBeInstanceOf(ccxt.DDoSProtection);
    expect((await client.fetchPositions())[0]).toMatchObject({ contracts: 1 });
  });
});
