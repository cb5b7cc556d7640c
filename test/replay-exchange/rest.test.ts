import { BarSeries } from '../../src/core/bars.js';
import { describe, expect, it } from 'vitest';
import { barsOf, HOUR, rehearse, T0, tapeOf } from './support.js';

const rows = Array.from({ length: 30 }, (_, i) => [100 + i, 102.5 + i, 99 + i, 101 + i, 10 + i] as const);
const both = () => [
  tapeOf(barsOf(rows)),
  tapeOf(
    barsOf(
      rows.map(([o, h, l, c]) => [o * 2, h * 2, l * 2, c * 2]),
      'ETHUSDT',
    ),
  ),
];
const openTimes = (body: [number][]) => body.map(([time]) => (time - T0) / HOUR);

describe('klines', () => {
  it('page by times and limit, as Binance’s do', async () => {
    const replay = await rehearse(both(), { start: T0 + 10 * HOUR });
    const klines = async (query: string) => (await replay.look(`/api/v3/klines?symbol=BTCUSDT&${query}`)).body;
    expect(openTimes(await klines('interval=1h'))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(openTimes(await klines('interval=1h&limit=3'))).toEqual([8, 9, 10]);
    expect(openTimes(await klines(`interval=1h&startTime=${T0 + HOUR}&limit=2`))).toEqual([1, 2]);
    expect(openTimes(await klines(`interval=1h&startTime=${T0 + HOUR - 1}&limit=2`))).toEqual([1, 2]);
    expect(openTimes(await klines(`interval=1h&endTime=${T0 + 4 * HOUR}&limit=2`))).toEqual([3, 4]);
    expect(openTimes(await klines(`interval=1h&startTime=${T0 + 7 * HOUR}&endTime=${T0 + 8 * HOUR}`))).toEqual([7, 8]);
    expect(await klines(`interval=1h&startTime=${T0 + 11 * HOUR}`)).toEqual([]);
    expect(openTimes(await klines('interval=4h'))).toEqual([0, 4, 8]);
    // Two whole hours of the third bar, and the open of the hour that is open.
    expect((await klines('interval=4h')).at(-1)).toEqual([
      T0 + 8 * HOUR,
      '108',
      '111.5',
      '107',
      '110',
      '37',
      T0 + 12 * HOUR - 1,
      '0',
      0,
      '0',
      '0',
      '0',
    ]);
    expect(await klines('interval=1m')).toMatchObject({ code: -1120 });
    expect(await klines('interval=1M')).toMatchObject({ code: -1120 });
  });

  it('tell every number to the last bit', async () => {
    const odd = [0.1 + 0.2, 1 / 3 + 100, 1e-7, 0.2] as const;
    const bars = BarSeries.fromRows(
      'BTCUSDT',
      HOUR,
      [0, 1, 2].map((i) => ({
        openTime: T0 + i * HOUR,
        open: odd[0],
        high: odd[1],
        low: odd[2],
        close: odd[3],
        volume: 1 / 7,
      })),
    );
    const replay = await rehearse([tapeOf(bars)]);
    const [first] = (await replay.look('/fapi/v1/klines?symbol=BTCUSDT&interval=1h')).body;
    expect(first.slice(1, 6).map(Number)).toEqual([...odd, 1 / 7]);
  });

  it('leave holes as they are', async () => {
    const all = barsOf(rows);
    const kept = [0, 1, 4, 5, 9].map((i) => all.row(i));
    const replay = await rehearse([tapeOf(BarSeries.fromRows('BTCUSDT', HOUR, kept))], { start: T0 + 9 * HOUR });
    const { body } = await replay.look('/api/v3/klines?symbol=BTCUSDT&interval=1h');
    expect(openTimes(body)).toEqual([0, 1, 4, 5, 9]);
    expect(openTimes((await replay.look('/api/v3/klines?symbol=BTCUSDT&interval=2h')).body)).toEqual([0, 4, 8]);
  });
});

describe('prices', () => {
  it('are told of one symbol, of some and of all', async () => {
    const replay = await rehearse(both());
    const price = async (query: string) => (await replay.look(`/api/v3/ticker/price${query}`)).body;
    expect(await price('?symbol=ETHUSDT')).toEqual({ symbol: 'ETHUSDT', price: '202' });
    expect(await price('?symbols=["ETHUSDT"]')).toEqual([{ symbol: 'ETHUSDT', price: '202' }]);
    expect(await price('')).toHaveLength(2);
    expect(await price('?symbol=NOTUSDT')).toEqual({ code: -1121, msg: 'Invalid symbol.' });
    const premium = await replay.look('/fapi/v1/premiumIndex?symbol=BTCUSDT');
    expect(premium.body).toMatchObject({ markPrice: '101', nextFundingTime: 0 });
    expect(Number(premium.headers.get('x-mbx-used-weight-1m'))).toBeGreaterThan(0);
  });
});

describe('keys and signatures', () => {
  it('are checked before anything is done', async () => {
    const replay = await rehearse(both());
    const ask = (headers: Record<string, string>, query: string) =>
      fetch(`${replay.url}/api/v3/account?${query}`, { headers }).then(async (response) => [
        response.status,
        ((await response.json()) as { code: number }).code,
      ]);
    const now = T0 + HOUR;
    expect(await ask({}, `timestamp=${now}`)).toEqual([401, -2014]);
    expect(await ask({ 'X-MBX-APIKEY': 'who' }, `timestamp=${now}&signature=00`)).toEqual([401, -2015]);
    expect(await ask({ 'X-MBX-APIKEY': 'key' }, `timestamp=${now}`)).toEqual([400, -1102]);
    expect(await ask({ 'X-MBX-APIKEY': 'key' }, `timestamp=${now}&signature=00`)).toEqual([400, -1022]);
    expect((await replay.ask('GET', '/api/v3/account', { recvWindow: 60_001 })).body.code).toBe(-1131);
    expect((await replay.ask('GET', '/api/v3/account', { timestamp: now + 1000 })).body.code).toBe(-1021);
    expect((await replay.ask('GET', '/api/v3/account', { timestamp: now - 5001 })).body.code).toBe(-1021);
    expect((await replay.ask('GET', '/api/v3/account', { timestamp: now - 5001, recvWindow: 6000 })).status).toBe(200);
  });

  it('have rights: a key that may only read is told so, and its orders are refused', async () => {
    const replay = await rehearse(both());
    const order = { symbol: 'BTCUSDT', side: 'BUY', type: 'MARKET', quantity: 1 };
    expect(await replay.ask('POST', '/fapi/v1/order', order, 'reader')).toMatchObject({
      status: 401,
      body: { code: -2015 },
    });
    expect((await replay.ask('GET', '/sapi/v1/account/apiRestrictions', {}, 'reader')).body).toMatchObject({
      enableReading: true,
      enableSpotAndMarginTrading: false,
      enableFutures: false,
      enableWithdrawals: true,
    });
    expect((await replay.ask('GET', '/fapi/v3/account', {}, 'reader')).body).toMatchObject({ canTrade: false });
  });

  it('serve no market that was not asked for', async () => {
    const replay = await rehearse(both(), { markets: ['spot'] });
    expect((await replay.look('/fapi/v1/time')).status).toBe(404);
    expect((await replay.look('/api/v3/time')).status).toBe(200);
    const futures = await rehearse(both(), { markets: ['usdm'] });
    expect((await futures.look('/api/v3/time')).status).toBe(404);
    // Rights of the key are asked here, whatever is traded.
    expect((await futures.ask('GET', '/sapi/v1/account/apiRestrictions')).body).toMatchObject({ enableFutures: true });
  });
});

describe('several symbols', () => {
  it('share one wallet, and each has its own margin', async () => {
    const replay = await rehearse(both());
    const order = (symbol: string, side: string, quantity: number) =>
      replay.ask('POST', '/fapi/v1/order', { symbol, side, type: 'MARKET', quantity, newOrderRespType: 'RESULT' });
    await order('BTCUSDT', 'BUY', 10);
    await order('ETHUSDT', 'SELL', 5);
    await replay.control('POST', 'advance?bars=1');
    const { body } = await replay.ask('GET', '/fapi/v3/positionRisk');
    expect(body).toMatchObject([
      { symbol: 'BTCUSDT', positionAmt: '10', entryPrice: '101', unRealizedProfit: '10.00000000' },
      { symbol: 'ETHUSDT', positionAmt: '-5', entryPrice: '202', unRealizedProfit: '-10.00000000' },
    ]);
    const account = (await replay.ask('GET', '/fapi/v3/account')).body;
    expect(Number(account.totalWalletBalance)).toBeCloseTo(10_000 - 2 * 1010 * 0.0005, 8);
    expect(Number(account.availableBalance)).toBeCloseTo(Number(account.totalWalletBalance) - (1020 + 1020) / 20, 8);
  });
});

describe('bars without volume', () => {
  it('fill nothing: a market order waits for the next open', async () => {
    const replay = await rehearse([
      tapeOf(
        barsOf([
          [100, 101, 99, 100],
          [100, 100, 100, 100, 0],
          [104, 105, 103, 104],
        ]),
      ),
    ]);
    const placed = await replay.ask('POST', '/api/v3/order', {
      symbol: 'BTCUSDT',
      side: 'BUY',
      type: 'MARKET',
      quantity: 1,
    });
    expect(placed.body).toMatchObject({ status: 'NEW', fills: [] });
    expect((await replay.ask('GET', '/api/v3/account')).body.balances).toContainEqual({
      asset: 'USDT',
      free: '9900.00000000',
      locked: '100.00000000',
    });
    await replay.control('POST', 'advance?bars=1');
    const { body } = await replay.ask('GET', '/api/v3/order', { symbol: 'BTCUSDT', orderId: placed.body.orderId });
    expect(body).toMatchObject({ status: 'FILLED', cummulativeQuoteQty: '104.00000000' });
  });
});
