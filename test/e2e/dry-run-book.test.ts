import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { JournalRecord } from '../../src/core/ports/journal.js';
import type { ToldBook } from '../../src/core/ports/broker.js';
import { readJournalFile } from '../../src/infra/store/journal/index.js';
import type { BacktestWishes } from '../../src/app/backtest/make-spec.js';
import { cli, emptyDir, filesUnder } from './support/cli.js';
import { BARS, playedLive, SMA, START } from './support/played-session.js';
import { playedExchange, type BookReply, type PlayedExchange } from '../live-feed/support.js';
import { tapeOf } from '../replay-exchange/support.js';
import { hasPackage } from '../support/optional-package.js';

const HOLD: BacktestWishes = { ...SMA, strategy: 'buy-and-hold', params: {} };
const DEPTH = '/fapi/v1/depth';

const exchangeOf = (): Promise<PlayedExchange> => playedExchange([tapeOf(BARS)], START);
const byBook = (exchange: PlayedExchange, bars: number, wishes = SMA) =>
  playedLive(exchange, bars, { name: 'dry', isDryRun: true, fills: 'book' }, wishes);

const recordsOf = ({ cwd }: PlayedExchange): readonly JournalRecord[] =>
  readJournalFile(join(cwd, 'sessions', 'dry', 'journal.log'))!.records;
const dataOf = <T>(exchange: PlayedExchange, kind: string): T[] =>
  recordsOf(exchange).flatMap((record) => (record.kind === kind ? [record.data as unknown as T] : []));
/** Everything that is decided, filled and booked, but for the tag of the session, which is of the moment that it was begun at. */
const traceOf = (exchange: PlayedExchange): string =>
  JSON.stringify(
    recordsOf(exchange).flatMap(({ kind, data }) =>
      ['decision', 'booked', 'order_fill', 'stop_level', 'paper_book'].includes(kind) ? [[kind, data]] : [],
    ),
  ).replaceAll(/llmt-[a-z0-9]+-/g, 'llmt-');

interface Fill {
  readonly client_id: string;
  readonly reason: string;
  readonly side: 'buy' | 'sell';
  readonly quantity: number;
  readonly price: number;
}

describe.skipIf(!hasPackage('ccxt'))('a dry run that fills by the order book', () => {
  it('fills each order at the market by the book that its journal keeps of that moment, level by level', async () => {
    const exchange = await exchangeOf();
    const asked = new Set<string>();
    exchange.state.before = (path) => asked.add(path);
    // A tenth at the best price, and the rest of what is bought or sold at the next ones.
    exchange.state.book = ({ bids, asks, ...rest }: BookReply) => {
      const sized = (side: BookReply['bids']) => side.map(([price], k) => [price, k === 0 ? '0.002' : '1000'] as const);
      return { ...rest, bids: sized(bids), asks: sized(asks) };
    };
    const { result, events } = await byBook(exchange, 150);
    expect(events).toEqual([]);
    expect(asked).toContain(DEPTH);
    expect(result.venue).toEqual({ market: 'usdm', mode: 'dry-run', stop: 0.3, fills: 'book' });
    expect(exchange.service.exchange.futures.orders.trades).toEqual([]);
    const books = new Map(dataOf<ToldBook & { client_id: string }>(exchange, 'paper_book').map((book) => [book.client_id, book])); // prettier-ignore
    const fills = dataOf<Fill>(exchange, 'order_fill').filter(({ reason }) => reason === 'order');
    expect(fills.length).toBeGreaterThan(4);
    let deep = 0;
    for (const { client_id, side, quantity, price } of fills) {
      const book = books.get(client_id)!;
      const [best, next] = side === 'buy' ? book.asks : book.bids;
      const first = Math.min(quantity, best![1]);
      if (first < quantity) deep++;
      expect(price).toBeCloseTo((first * best![0] + (quantity - first) * next![0]) / quantity, 6);
    }
    expect(deep).toBeGreaterThan(2);
    // Before it counts: on disk ahead of the answer and the fill.
    const kinds = recordsOf(exchange).map(({ kind }) => kind);
    const first = kinds.indexOf('order_intent');
    expect(kinds.slice(first, first + 4)).toEqual(['order_intent', 'paper_book', 'order_reply', 'order_fill']);
  });

  it('goes on where it was, as often as it is ended', async () => {
    const whole = await exchangeOf();
    await byBook(whole, 90);
    const parts = await exchangeOf();
    for (const bars of [1, 30, 19, 40]) await byBook(parts, bars);
    expect(traceOf(parts)).toBe(traceOf(whole));
  });

  it('has in the next bar what the book of one does not hold, and says so', async () => {
    const exchange = await exchangeOf();
    exchange.state.book = (told) => ({ ...told, asks: [[told.asks[0]![0], '0.005']] });
    const { events } = await byBook(exchange, 3, HOLD);
    expect(events[0]).toMatch(/^in_doubt: [\d.]+ of BTCUSDT could not be had/);
    const fills = dataOf<Fill>(exchange, 'order_fill');
    expect(fills.map(({ quantity }) => quantity)).toEqual(fills.map(() => expect.closeTo(0.005, 9)));
    // Once a bar, however often it is tried in it.
    expect(fills.length).toBe(3);
    expect(dataOf(exchange, 'paper_book').length).toBeGreaterThan(fills.length);
  });

  it('enters nothing by a crossed book, says why, and enters when there is one', async () => {
    const exchange = await exchangeOf();
    exchange.state.book = (told) => ({ ...told, bids: [[told.asks[0]![0], '1']] });
    const { result, events } = await byBook(exchange, 3, HOLD);
    expect(events[0]).toMatch(/^refused: the order book is crossed/);
    expect(result).toMatchObject({ fills: 0, blocked: null });
    expect(dataOf(exchange, 'order_reply')[0]).toMatchObject({ code: 'refused', reason: 'book_crossed' });
    expect(dataOf(exchange, 'order_done')[0]).toMatchObject({ code: 'refused' });
    exchange.state.book = (told) => told;
    expect((await byBook(exchange, 3, HOLD)).result.fills).toBe(1);
  });

  it('is another session than one that fills by the last price', async () => {
    const exchange = await exchangeOf();
    await byBook(exchange, 2, HOLD);
    await expect(playedLive(exchange, 1, { name: 'dry', isDryRun: true }, HOLD)).rejects.toMatchObject({
      code: 'session.changed',
      where: 'venue',
    });
    const { stdout } = await cli(['sessions', 'show', 'dry'], { env: { USER_DATA_DIR: exchange.cwd } });
    expect(stdout).toContain('dry (dry run, ended)');
    expect(stdout).toContain('fills by the order book');
  });
});

describe('fills by the order book, by their command', () => {
  const argv = ['live', '--symbol', 'BTC/USDT', '--strategy', 'sma-cross', '--initial-equity', '1000'];
  const env = { BINANCE_API_KEY: 'a-key', BINANCE_API_SECRET: 'a-secret', EXCHANGE_BASE_URL: 'http://127.0.0.1:9' };

  it('are for a dry run alone', async () => {
    const cwd = emptyDir();
    const { code, stderr } = await cli([...argv, '--fills', 'book'], { cwd, env });
    expect([code, stderr.replaceAll(/\s+/g, ' ')]).toEqual([
      2,
      expect.stringContaining('An exchange fills its orders itself: leave --fills book out, or make it a dry run.'),
    ]);
    expect(filesUnder(cwd)).toEqual([]);
  });

  it('are bars or book', async () => {
    const { code, stderr } = await cli([...argv, '--dry-run', '--fills', 'guess'], { cwd: emptyDir(), env });
    expect([code, stderr.replaceAll(/\s+/g, ' ')]).toEqual([2, expect.stringMatching(/--fills.*bars.*book/)]);
  });
});
