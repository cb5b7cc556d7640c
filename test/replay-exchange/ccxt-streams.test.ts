import { describe, expect, it } from 'vitest';
import { hasPackage, PACKAGE_REASON } from '../support/optional-package.js';
import { barsOf, HOUR, rehearse, T0, tapeOf, type Rehearsal } from './support.js';

const bars = barsOf([
  [100, 101, 99, 100],
  [100, 106, 99, 105],
  [105, 112, 104, 110],
  [110, 111, 103, 104],
]);

/** Waits for something that comes over a websocket. */
async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setImmediate(resolve));
}

/** The exchange tells nobody what happened before: waits until so many streams are subscribed to. */
const watched = (replay: Rehearsal, streams: number, userStreams: number): Promise<void> =>
  until(async () => {
    const { body } = await replay.control('GET', 'state');
    return body.streams.length >= streams && body.user_streams >= userStreams;
  });

describe.skipIf(!hasPackage('ccxt'))(`ccxt over websockets${hasPackage('ccxt') ? '' : ` (${PACKAGE_REASON})`}`, () => {
  it.each([
    ['binance', 'BTC/USDT'],
    ['binanceusdm', 'BTC/USDT:USDT'],
  ] as const)('%s: bars open and close', async (id, pair) => {
    const replay = await rehearse([tapeOf(bars)]);
    const client = await replay.client(id);
    await client.loadMarkets();
    const first = client.watchOHLCV(pair, '1h');
    await watched(replay, 1, 0);
    replay.service.advance(T0 + 2 * HOUR);
    await first;
    // The close of bar 1 and the open of bar 2 come together; ccxt keeps both.
    const seen = client.ohlcvs[pair]!['1h'] as unknown as number[][];
    await until(() => seen.length === 2);
    expect([...seen]).toEqual([
      [T0 + HOUR, 100, 106, 99, 105, 10],
      [T0 + 2 * HOUR, 105, 105, 105, 105, 0],
    ]);
  });

  it('spot: orders of the account, over the websocket API', async () => {
    const replay = await rehearse([tapeOf(bars)]);
    const client = await replay.client('binance');
    await client.loadMarkets();
    const watching = client.watchOrders('BTC/USDT');
    await watched(replay, 0, 1);
    await client.createOrder('BTC/USDT', 'market', 'buy', 1, undefined, { clientOrderId: 'w1' });
    const orders = await watching;
    expect(orders.at(-1)).toMatchObject({ clientOrderId: 'w1', symbol: 'BTC/USDT', side: 'buy' });
    await until(() => [...client.orders!].at(-1).status === 'closed');
    expect([...client.orders!].at(-1)).toMatchObject({ filled: 1, average: 100 });
  });

  it('USD-M: orders, conditional orders and positions of the account', async () => {
    const replay = await rehearse([tapeOf(bars)]);
    const client = await replay.client('binanceusdm');
    client.options.watchPositions = { fetchPositionsSnapshot: false, awaitPositionsSnapshot: false };
    await client.loadMarkets();
    const held = () => [...((client.positions as unknown as Record<string, { contracts: number }[]>).future ?? [])];
    const orders = client.watchOrders('BTC/USDT:USDT');
    const positions = client.watchPositions(['BTC/USDT:USDT']);
    await watched(replay, 0, 1);
    await client.createOrder('BTC/USDT:USDT', 'market', 'buy', 2);
    expect((await positions)[0]).toMatchObject({ contracts: 2, side: 'long', entryPrice: 100 });
    expect((await orders).length).toBeGreaterThan(0);
    const stopped = client.watchOrders('BTC/USDT:USDT');
    await client.createOrder('BTC/USDT:USDT', 'market', 'sell', 2, undefined, {
      stopLossPrice: 99.5,
      reduceOnly: true,
    });
    await stopped;
    replay.service.advance(T0 + 2 * HOUR);
    await until(() => held().at(-1)?.contracts === 0);
    const seen = [...client.orders!].map(({ status, type }) => [type, status]);
    expect(seen).toEqual([
      ['market', 'closed'],
      ['market', 'closed'],
      ['market', 'closed'],
    ]);
  });
});
