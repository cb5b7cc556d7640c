import { afterEach, describe, expect, it } from 'vitest';
import { demoMarket } from '../../src/app/data/write-demo.js';
import { openExchangeVenue } from '../../src/app/live/exchange-venue.js';
import { seededRandom } from '../../src/core/ports/random.js';
import type { Clock } from '../../src/core/ports/clock.js';
import { HOUR, SECOND } from '../../src/core/time.js';
import { LiveFeed } from '../../src/live/runner/live-feed/live-feed.js';
import { tapeOf } from '../replay-exchange/support.js';
import { hasPackage, PACKAGE_REASON } from '../support/optional-package.js';
import { playedExchange, type PlayedExchange } from './support.js';

const { bars } = demoMarket('BTCUSDT', 60);
const { bars: ETH } = demoMarket('ETHUSDT', 60);
const START = 10;
const at = (row: number): number => bars.openTime[row]!;
const never = new AbortController().signal;

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
}

/** A feed with the exchange's streams, on a clock that stands still unless the exchange moves: only a stream can end a wait. */
async function streamed(symbols: readonly string[], market: 'um' | 'spot' = 'um') {
  const tape = [tapeOf(bars), tapeOf(ETH)].filter(({ symbol }) => symbols.includes(symbol));
  const exchange = await playedExchange(tape, at(START));
  const waits: number[] = [];
  const clock: Clock = {
    now: () => exchange.service.exchange.now(),
    sleep: (ms, signal) =>
      new Promise((_, reject) => {
        waits.push(ms);
        signal!.addEventListener('abort', () => reject(signal!.reason as Error), { once: true });
      }),
  };
  const venue = await openExchangeVenue(exchange.runtime, {
    exchangeId: 'binance',
    symbols,
    market,
    interval: '1h',
    isRehearsal: false,
    signal: never,
  });
  closers.push(() => venue.close());
  const notes: string[] = [];
  const feed = new LiveFeed({
    symbols: venue.symbols,
    intervalMs: HOUR,
    venue,
    clock,
    random: seededRandom(1),
    note: ({ code }) => notes.push(code),
  });
  await feed.begin(0, never);
  return { exchange, feed, waits, notes };
}

function streamsOf({ service }: PlayedExchange): number {
  const answer = service.control({ method: 'GET', path: '/replay/state', params: {}, body: '' });
  if (typeof answer === 'string') throw new Error(answer);
  return (answer.body as { readonly streams: readonly unknown[] }).streams.length;
}

/** Bars of so many streams are told from here on. */
const subscribed = (exchange: PlayedExchange, count: number): Promise<void> =>
  until(() => streamsOf(exchange) >= count);

describe.skipIf(!hasPackage('ccxt'))(
  `bars that a stream has shown${hasPackage('ccxt') ? '' : ` (${PACKAGE_REASON})`}`,
  () => {
    it.each(['um', 'spot'] as const)(
      'are asked for at once, not after the time for late trades: %s',
      async (market) => {
        const { exchange, feed, waits, notes } = await streamed(['BTCUSDT'], market);
        await subscribed(exchange, 1);
        for (let row = START; row < START + 5; row++) {
          const coming = feed.next(row === START ? -Infinity : at(row - 1), never);
          await until(() => waits.length > row - START);
          exchange.service.advance(at(row + 1));
          const { time, bars: closed } = await coming;
          expect([time, closed[0]!.close]).toEqual([at(row), bars.close[row]]);
          expect(feed.now() - (time + HOUR)).toBeLessThan(2 * SECOND);
        }
        expect(notes).toEqual([]);
      },
    );

    it('are waited for until every symbol has its own', async () => {
      const { exchange, feed, waits } = await streamed(['BTCUSDT', 'ETHUSDT']);
      await subscribed(exchange, 2);
      const coming = feed.next(-Infinity, never);
      await until(() => waits.length > 0);
      exchange.service.advance(at(START + 1));
      expect((await coming).bars.map(({ symbol }) => symbol)).toEqual(['BTCUSDT', 'ETHUSDT']);
    });

    it('go on after the stream was cut, without a word to the session', async () => {
      const { exchange, feed, waits, notes } = await streamed(['BTCUSDT']);
      await subscribed(exchange, 1);
      const body = JSON.stringify([{ do: 'disconnect' }]);
      exchange.service.control({ method: 'POST', path: '/replay/faults', params: {}, body });
      await until(() => streamsOf(exchange) === 0);
      // It is opened again by itself.
      await subscribed(exchange, 1);
      const coming = feed.next(-Infinity, never);
      await until(() => waits.length > 0);
      exchange.service.advance(at(START + 1));
      expect((await coming).time).toBe(at(START));
      expect(notes).toEqual([]);
    });

    it('end with their feed while they wait', async () => {
      const { feed, waits } = await streamed(['BTCUSDT']);
      const end = new AbortController();
      const coming = feed.next(-Infinity, end.signal);
      await until(() => waits.length > 0);
      end.abort(new Error('enough'));
      await expect(coming).rejects.toThrow('enough');
    });
  },
);
