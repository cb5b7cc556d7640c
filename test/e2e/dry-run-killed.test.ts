import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JournalRecord } from '../../src/core/ports/journal.js';
import { readJournalFile } from '../../src/infra/store/journal/index.js';
import { playedExchange, type BookReply } from '../live-feed/support.js';
import { barsOf, HOUR, tapeOf, type Ohlcv } from '../replay-exchange/support.js';
import { hasPackage } from '../support/optional-package.js';
import { builtCommands } from './support/built.js';

/** An hour in 1.2 s. */
const SPEED = 3_000;
const TICK_MS = 20;
/** First bar that is traded, the one in which price falls through the stop, and the last. */
const [FIRST, FALL, LAST] = [30, 37, 40];
const TAPE = tapeOf(
  barsOf(
    Array.from({ length: LAST + 10 }, (_, k): Ohlcv => {
      const open = k <= FIRST ? 100 : k <= FALL ? 100 + (k - FIRST) : 84;
      return k === FALL
        ? [open, open + 1, 80, 84]
        : [open, open + 1, open - 1, open + (k < FALL && k >= FIRST ? 1 : 0)];
    }),
  ),
);
const ARGV = [
  ...['live', '--dry-run', '--symbol', 'BTC/USDT', '--interval', '1h', '--strategy', 'buy-and-hold', '--warm-up', '20'],
  ...['--initial-equity', '1000', '--stop-distance', '0.1', '--max-bar-age', '20', '--speed', String(SPEED)],
];

/** Of records of several kinds what is looked at here. */
interface Told {
  readonly kind: string;
  readonly reason: string;
  readonly side: string;
  readonly quantity: number;
  readonly price: number;
  readonly fee: number;
  readonly time: number;
  readonly equity: number;
  readonly positions: unknown;
  readonly orders: unknown;
}

/** A book that holds 8 on each side: less than what is bought. */
const thin = (book: BookReply): BookReply => {
  const sized = (side: BookReply['bids']) =>
    side.slice(0, 3).map(([price], k) => [price, ['1.5', '2.5', '4'][k]!] as const);
  return { ...book, bids: sized(book.bids), asks: sized(book.asks) };
};

let commands: string;
const running: ChildProcess[] = [];
beforeAll(() => {
  commands = builtCommands();
}, 600_000);
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
});

/**
 * An exchange whose time passes only while a process trades there, and never more than a bar ahead of what that has booked: so a
 * slow machine changes nothing.
 */
async function stage(more: readonly string[]) {
  const exchange = await playedExchange([TAPE], TAPE.bars.openTime[FIRST]!);
  exchange.state.book = thin;
  const { service, cwd, url } = exchange;
  const file = join(cwd, 'sessions', 'live', 'journal.log');
  const records = (): readonly JournalRecord[] => readJournalFile(file)?.records ?? [];
  const of = (kind: string) =>
    records().flatMap((record) => (record.kind === kind ? [record.data as unknown as Told] : []));
  /** Rows of the tape that are booked. */
  const booked = (): number => of('booked').at(-1)?.time ?? TAPE.bars.openTime[FIRST - 1]!;

  /** Trades until something is so, then ends. */
  async function trade(until: () => boolean, signal: 'SIGKILL' | 'SIGTERM') {
    const state = { hasCome: false, waitsAfter: NaN };
    exchange.state.before = (path) => {
      state.hasCome = true;
      if (path.endsWith('/klines')) state.waitsAfter = booked();
    };
    const child = spawn(process.execPath, [join(commands, 'main.js'), ...ARGV, ...more], {
      cwd,
      env: { PATH: process.env.PATH, LANG: 'C.UTF-8', EXCHANGE_BASE_URL: url, USER_DATA_DIR: cwd },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    running.push(child);
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
    const ended = once(child, 'close');
    while (!until()) {
      expect(child.exitCode, said).toBeNull();
      await wait(TICK_MS);
      // A bar that orders are given in stays open until the next one is asked for.
      const most = booked() + (state.waitsAfter === booked() ? 2.9 : 1.9) * HOUR;
      if (state.hasCome) service.advance(Math.min(service.exchange.now() + TICK_MS * SPEED, most));
    }
    child.kill(signal);
    await ended;
    return said;
  }
  const isBooked = (row: number) => (): boolean => booked() >= TAPE.bars.openTime[row]!;
  return { trade, of, isBooked, records };
}
type Staged = Awaited<ReturnType<typeof stage>>;

const endOf = ({ of }: Staged) => ({
  fills: of('order_fill').map(({ reason, side, quantity, price, fee }) => ({ reason, side, quantity, price, fee })),
  booked: of('booked')
    .map(({ time, equity, positions }) => ({ time, equity, positions }))
    .filter(({ time }) => time <= TAPE.bars.openTime[LAST]!),
  decisions: of('decision')
    .map(({ time, orders }) => ({ time, orders }))
    .filter(({ time }) => time <= TAPE.bars.openTime[LAST]!),
});

describe.skipIf(!hasPackage('ccxt'))('a dry run that is killed', () => {
  it.each([
    ['at the last price', [], 1],
    // What the book of one bar does not hold is had in the next.
    ['by the order book', ['--fills', 'book'], 2],
  ])(
    'filling %s: it has its stop again when it comes back, and ends as one that was not',
    async (_by, more, parts) => {
      const whole = await stage(more);
      await whole.trade(whole.isBooked(LAST), 'SIGTERM');
      const expected = endOf(whole);
      expect(expected.fills.slice(0, parts + 1)).toMatchObject([
        ...Array.from({ length: parts }, () => ({ reason: 'order', side: 'buy' })),
        { reason: 'stop', side: 'sell', price: expect.closeTo(expected.fills[0]!.price * 0.9, 0) as number },
      ]);

      const killed = await stage(more);
      await killed.trade(killed.isBooked(FALL - 3), 'SIGKILL');
      const stops = killed.of('order_intent').filter(({ kind }) => kind === 'stop');
      expect(stops).toHaveLength(parts);
      expect(killed.of('order_fill')).toHaveLength(parts);
      const said = await killed.trade(killed.isBooked(FALL - 1), 'SIGKILL');
      expect(said).toMatch(/goes on as a dry run on paper .* after \d+ bars/);
      // It rests where it was: nothing was placed in its stead, and nothing was missed.
      expect(killed.of('order_intent').filter(({ kind }) => kind === 'stop')).toEqual(stops);
      await killed.trade(killed.isBooked(LAST), 'SIGTERM');
      expect(endOf(killed)).toEqual(expected);
      expect(killed.of('mismatch')).toEqual([]);
      expect(killed.records().filter(({ kind }) => kind === 'start')).toHaveLength(2);
    },
    240_000,
  );
});
