import type { Exchange } from 'ccxt';
import { describe, expect, it } from 'vitest';
import { followBars, moveStreams } from './bar-stream.js';

/** A client that answers each question by the next of these; after the last it waits for ever. */
function clientOf(answers: readonly (number | Error)[]): Pick<Exchange, 'watchOHLCV'> {
  let next = 0;
  return {
    watchOHLCV: () => {
      const answer = answers[next++];
      if (answer === undefined) return new Promise(() => undefined);
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve([[0], [answer]]);
    },
  } as unknown as Exchange;
}

async function followed(answers: readonly (number | Error)[]) {
  const shown: number[] = [];
  const lost: string[] = [];
  const waits: number[] = [];
  const end = new AbortController();
  const following = followBars(clientOf(answers) as Exchange, {
    market: 'BTC/USDT',
    interval: '1h',
    signal: end.signal,
    clock: { sleep: (ms) => Promise.resolve(void waits.push(ms)) },
    onShown: (openTime) => shown.push(openTime),
    onLost: (reason) => lost.push(reason),
  });
  const isOver = await Promise.race([
    following.then(() => true),
    new Promise<boolean>((resolve) => setImmediate(() => resolve(false))),
  ]);
  end.abort();
  return { shown, lost, waits, isOver };
}

const failures = (count: number): Error[] => Array.from({ length: count }, () => new Error('cut'));

describe('bars of a stream', () => {
  it('are told by the latest of each message', async () => {
    expect(await followed([5, 7])).toEqual({ shown: [5, 7], lost: [], waits: [], isOver: false });
  });

  it('are followed again after a failure: after a second, then after twice as long, at most a minute', async () => {
    const { shown, lost, waits } = await followed([...failures(8), 9, new Error('again'), NaN, 11]);
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 1_000]);
    expect([lost.length, lost.at(-1), shown]).toEqual([9, 'again', [9, 11]]);
  });

  it('are given up where the exchange has none', async () => {
    const none = Object.assign(new Error('no'), { name: 'NotSupported' });
    expect(await followed([none, 5])).toEqual({ shown: [], lost: [], waits: [], isOver: true });
  });
});

describe('the addresses of streams', () => {
  it('move to another host, the first word of their own before the path', () => {
    const exchange = {
      urls: { api: { ws: { spot: 'wss://stream.a.com:9443/ws', deep: { api: 'wss://ws-api.a.com/v3' }, none: null } } },
    };
    moveStreams(exchange as unknown as Exchange, 'http://127.0.0.1:8500/');
    const { spot, deep, none } = exchange.urls.api.ws;
    expect([spot, deep.api, none]).toEqual(['ws://127.0.0.1:8500/stream/ws', 'ws://127.0.0.1:8500/ws-api/v3', null]);
  });
});
