import { WebSocket } from 'ws';
import { expect, it } from 'vitest';
import { barsOf, HOUR, rehearse, T0, tapeOf, type Document, type Rehearsal } from './support.js';

const rows = Array.from({ length: 12 }, (_, i) => [100 + i, 102 + i, 99 + i, 101 + i] as const);

interface Socket {
  readonly messages: Document[];
  /** Resolves when so many messages have come. */
  have(count: number): Promise<void>;
  send(message: unknown): void;
  readonly closed: Promise<void>;
}

async function connect({ url }: Rehearsal, path: string): Promise<Socket> {
  const socket = new WebSocket(url.replace('http', 'ws') + path);
  const messages: Document[] = [];
  let wake = (): void => undefined;
  socket.on('message', (data: Buffer) => {
    messages.push(JSON.parse(data.toString()));
    wake();
  });
  socket.on('error', () => undefined);
  await new Promise((resolve) => socket.once('open', resolve));
  return {
    messages,
    have: async (count) => {
      while (messages.length < count) await new Promise<void>((resolve) => (wake = resolve));
    },
    send: (message) => {
      socket.send(JSON.stringify(message));
    },
    closed: new Promise((resolve) => socket.once('close', () => resolve())),
  };
}

it('tells open and closed bars of any length that the bars make up', async () => {
  const replay = await rehearse([tapeOf(barsOf(rows))]);
  const hourly = await connect(replay, '/ws/btcusdt@kline_1h');
  const combined = await connect(replay, '/stream?streams=btcusdt@kline_4h/btcusdt@bookTicker/btcusdt@kline_1m');
  replay.service.advance(T0 + 4 * HOUR);
  await hourly.have(6);
  expect(hourly.messages.map(({ k }) => [(k.t - T0) / HOUR, k.x, k.c, k.v])).toEqual([
    [1, true, '102', '10'],
    [2, false, '102', '0'],
    [2, true, '103', '10'],
    [3, false, '103', '0'],
    [3, true, '104', '10'],
    [4, false, '104', '0'],
  ]);
  await combined.have(12);
  const four = combined.messages.filter(({ stream }) => stream === 'btcusdt@kline_4h').map(({ data }) => data.k);
  // The hour that closes at four o'clock closes the bar of four hours.
  expect(four.filter(({ x }) => x)).toMatchObject([
    { t: T0, T: T0 + 4 * HOUR - 1, o: '100', h: '105', l: '99', c: '104', v: '40' },
  ]);
  expect(combined.messages.filter(({ stream }) => stream.includes('1m'))).toEqual([]);
  expect(combined.messages.find(({ stream }) => stream.includes('book')).data).toMatchObject({
    s: 'BTCUSDT',
    b: '101.90000000',
  });
});

it('closes a longer bar that ended in a hole when the next bar opens', async () => {
  const all = barsOf(rows);
  const holed = [...Array(12).keys()].filter((i) => i !== 3).map((i) => all.row(i));
  const { BarSeries } = await import('../../src/core/bars.js');
  const replay = await rehearse([tapeOf(BarSeries.fromRows('BTCUSDT', HOUR, holed))]);
  const socket = await connect(replay, '/ws/btcusdt@kline_4h');
  replay.service.advance(T0 + 4 * HOUR);
  await socket.have(5);
  expect(socket.messages.filter(({ k }) => k.x).map(({ k }) => [k.t, k.c])).toEqual([[T0, '103']]);
});

it('subscribes and unsubscribes by message, and answers what it does not serve', async () => {
  const replay = await rehearse([tapeOf(barsOf(rows))]);
  const socket = await connect(replay, '/market/ws');
  socket.send({ method: 'SUBSCRIBE', params: ['btcusdt@markPrice@1s', 'nothing', 'ethusdt@kline_1h'], id: 1 });
  socket.send({ method: 'LIST_SUBSCRIPTIONS', id: 2 });
  socket.send({ method: 'UNSUBSCRIBE', params: ['nothing'], id: 3 });
  socket.send({ method: 'order.place', id: 4 });
  socket.send('no request');
  await socket.have(5);
  expect(socket.messages).toMatchObject([
    { result: null, id: 1 },
    { result: ['btcusdt@markPrice@1s', 'nothing', 'ethusdt@kline_1h'], id: 2 },
    { result: null, id: 3 },
    { id: 4, status: 400, error: { code: -1190 } },
    { code: 2 },
  ]);
  replay.service.advance(T0 + 2 * HOUR);
  await socket.have(6);
  expect(socket.messages[5]).toMatchObject({ e: 'markPriceUpdate', s: 'BTCUSDT', p: '102' });
});

it('tells the account what happens, once, on streams of its key alone', async () => {
  const replay = await rehearse([tapeOf(barsOf(rows))]);
  const response = await fetch(`${replay.url}/fapi/v1/listenKey`, {
    method: 'POST',
    headers: { 'X-MBX-APIKEY': 'key' },
  });
  const { listenKey } = (await response.json()) as { listenKey: string };
  const mine = await connect(replay, `/private/ws?listenKey=${listenKey}`);
  const other = await connect(replay, '/private/ws?listenKey=guessed');
  const order = { symbol: 'BTCUSDT', side: 'SELL', type: 'MARKET', quantity: 2, newClientOrderId: 'mine-1' };
  await replay.ask('POST', '/fapi/v1/order', order);
  await mine.have(3);
  expect(mine.messages).toMatchObject([
    { e: 'ORDER_TRADE_UPDATE', o: { c: 'mine-1', x: 'NEW', X: 'NEW', i: expect.any(Number) } },
    { e: 'ORDER_TRADE_UPDATE', o: { c: 'mine-1', x: 'TRADE', X: 'FILLED', l: '2', L: '101', n: '0.101', rp: '0' } },
    { e: 'ACCOUNT_UPDATE', a: { m: 'ORDER', P: [{ s: 'BTCUSDT', pa: '-2', ep: '101', ps: 'BOTH' }] } },
  ]);
  expect(other.messages).toEqual([]);
});

it('sends events twice, ends keys and cuts connections where it is told to', async () => {
  const replay = await rehearse([tapeOf(barsOf(rows))]);
  const socket = await connect(replay, '/ws/replay-spot-listen-key');
  await replay.control('POST', 'faults', [{ on: { path: '/api/v3/order' }, do: 'twice' }]);
  await replay.ask('POST', '/api/v3/order', { symbol: 'BTCUSDT', side: 'BUY', type: 'MARKET', quantity: 1 });
  await socket.have(8);
  const trades = socket.messages.filter(({ x }) => x === 'TRADE');
  expect(trades).toHaveLength(2);
  expect(trades[0]).toEqual(trades[1]);
  await replay.control('POST', 'faults', [{ do: 'expire_listen_keys' }, { do: 'disconnect' }]);
  await socket.closed;
  expect(socket.messages.at(-1)).toMatchObject({ e: 'eventStreamTerminated' });
});
