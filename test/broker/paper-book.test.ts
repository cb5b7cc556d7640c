import { describe, expect, it } from 'vitest';
import type { OrderIntent, ToldBook } from '../../src/core/ports/broker.js';
import { hasPackage } from '../support/optional-package.js';
import { TextJournal } from '../support/text-journal.js';
import { barsOf } from '../replay-exchange/support.js';
import { momentOf, paperOn, writtenDown } from './paper.js';
import { arm, BARS, deskOn, rehearsal, SYMBOL, T1 } from './support.js';

const DEPTH = '/fapi/v1/depth';
/** Ten are to be had on each side. */
const THIN = (book: ToldBook): ToldBook => ({
  ...book,
  bids: [[99.9, 2], [99.7, 3], [99, 5]],
  asks: [[100.1, 2], [100.3, 3], [101, 5]],
}); // prettier-ignore

let ids = 0;
const market = (side: OrderIntent['side'], quantity: number, more: Partial<OrderIntent> = {}): OrderIntent => ({
  ...{ client_id: `by-book-${++ids}`, attempt: 1, symbol: SYMBOL, kind: 'market', side, quantity },
  ...{ reduce_only: false, stop_price: null, ...more },
});

/** A paper account of 10,000 at leverage 2 whose orders fill by books that may be changed. */
async function stage(begin: (book: ToldBook) => ToldBook = THIN) {
  const replay = await rehearsal();
  const journal = new TextJournal();
  const state = { made: begin };
  const broker = await paperOn(replay, 'usdm', journal, {}, (book) => state.made(book));
  const books = (): number => journal.kinds().filter((kind) => kind === 'paper_book').length;
  return { replay, journal, state, broker, written: writtenDown(broker, journal), books };
}

describe.skipIf(!hasPackage('ccxt'))('a paper account that fills by the order book', () => {
  it('walks the levels, pays their mean and the fee of a taker, and keeps the book', async () => {
    const { broker, written, journal } = await stage();
    const order = market('buy', 4);
    expect(await written.submit(order)).toMatchObject({ code: 'accepted', state: { status: 'filled', filled: 4 } });
    // (2 · 100.1 + 2 · 100.3) ÷ 4
    const [fill, ...others] = await broker.fills(SYMBOL, order.client_id);
    expect(others).toEqual([]);
    expect(fill).toMatchObject({ side: 'buy', quantity: 4, price: expect.closeTo(100.2, 9), fee_asset: 'USDT' });
    expect(fill!.fee).toBeCloseTo(400.8 * 0.0005, 9);
    expect(journal.kinds()).toEqual(['order_intent', 'paper_book', 'order_reply']);
    const { client_id, asks } = journal.records[1]!.data as unknown as { client_id: string; asks: number[][] };
    expect([client_id, asks]).toEqual([order.client_id, [[100.1, 2], [100.3, 3], [101, 5]]]); // prettier-ignore
    // 1 is left at 100.3, and 3 more are paid 101: (1 · 100.3 + 2 · 101) ÷ 3
    const more = market('buy', 3);
    await written.submit(more);
    expect((await broker.fills(SYMBOL, more.client_id))[0]!.price).toBeCloseTo(302.3 / 3, 9);
    expect(await broker.position(SYMBOL)).toBe(7);
  });

  it('fills what there is, says so as an exchange does, and fills more when a bar has passed', async () => {
    const { broker, written } = await stage();
    const order = market('buy', 12);
    expect(await written.submit(order)).toMatchObject({ code: 'accepted', state: { status: 'ended', filled: 10 } });
    // (2 · 100.1 + 3 · 100.3 + 5 · 101) ÷ 10
    expect((await broker.fills(SYMBOL, order.client_id))[0]!.price).toBeCloseTo(100.61, 9);
    // All of it is gone: the exchange shows it still, but it was had already.
    const none = market('buy', 2);
    expect(await written.submit(none)).toMatchObject({
      code: 'accepted',
      state: { status: 'ended', filled: 0, order_id: null },
    });
    broker.run([momentOf(barsOf(BARS), 1)]);
    const rest = market('buy', 2);
    expect(await written.submit(rest)).toMatchObject({ code: 'accepted', state: { status: 'filled', filled: 2 } });
    expect(await broker.position(SYMBOL)).toBe(12);
  });

  it('takes the exact end of the book as a whole fill', async () => {
    const { written } = await stage();
    expect(await written.submit(market('sell', 10))).toMatchObject({ state: { status: 'filled', filled: 10 } });
  });

  it('refuses below the least value without asking for a book, and fills less than that of what it took in', async () => {
    // Of the exchange of these tests: 5 and more are taken.
    const { broker, written, books } = await stage((book) => ({ ...book, asks: [[100, 0.0204]] }));
    expect(await written.submit(market('buy', 0.04))).toMatchObject({ code: 'refused', reason: 'rules' });
    expect(books()).toBe(0);
    const order = market('buy', 1);
    expect(await written.submit(order)).toMatchObject({ state: { status: 'ended', filled: 0.02 } });
    expect(await broker.fills(SYMBOL, order.client_id)).toMatchObject([{ quantity: 0.02, price: 100 }]);
  });

  it('looks for the money that the walk takes, not that of the last price', async () => {
    const steep = (book: ToldBook): ToldBook => ({ ...book, asks: [[100, 1], [150, 500]] }); // prettier-ignore
    const { written, broker } = await stage(steep);
    // At 100 it would need 9,000 of the 10,000, and by the book half as much more.
    expect(await written.submit(market('buy', 180))).toMatchObject({ code: 'refused', reason: 'funds' });
    expect(await broker.position(SYMBOL)).toBe(0);
    expect(await written.submit(market('buy', 100))).toMatchObject({ code: 'accepted' });
  });

  it.each([
    ['book_crossed', (book: ToldBook): ToldBook => ({ ...book, bids: [[100.1, 1]] })],
    ['book_empty', (book: ToldBook): ToldBook => ({ ...book, asks: [] })],
    ['book_stale', (book: ToldBook): ToldBook => ({ ...book, time: book.time! - 5_001 })],
    ['book_unreadable', (book: ToldBook): ToldBook => ({ ...book, asks: [[NaN, 1]] })],
  ])('fills nothing by one that is no book: %s', async (reason, made) => {
    const { broker, written, journal, state } = await stage(made);
    const order = market('buy', 1);
    expect(await written.submit(order)).toMatchObject({ code: 'refused', reason });
    expect(await broker.order(order)).toEqual({ code: 'absent' });
    expect([await broker.position(SYMBOL), await broker.cash(SYMBOL)]).toEqual([0, 10_000]);
    expect(journal.records.at(-1)).toMatchObject({ kind: 'order_reply', data: { code: 'refused', reason } });
    state.made = THIN;
    expect(await written.submit(market('buy', 1))).toMatchObject({ code: 'accepted' });
  });

  it.each([
    ['no answer', { do: 'drop' }],
    ['a page of a proxy', { do: 'status', status: 502, body: '<html>' }],
    ['half a document', { do: 'status', status: 200, body: '{"lastUpdateId":1,"bids":[["99.9","1"]],"asks":[["100' }],
    [
      'a document of another kind',
      { do: 'status', status: 200, body: '{"lastUpdateId":1,"bids":[["99.9"]],"asks":[]}' },
    ],
    ['a refusal', { do: 'refuse', code: -1003, msg: 'Too many requests', status: 429 }],
  ])('fills nothing where the exchange tells none: %s', async (_what, fault) => {
    const { broker, replay, written } = await stage();
    await arm(replay, [{ on: { path: DEPTH }, ...fault }]);
    expect(await written.submit(market('buy', 1))).toMatchObject({ code: 'refused', reason: 'book_unreadable' });
    expect(await broker.position(SYMBOL)).toBe(0);
    expect(await written.submit(market('buy', 1))).toMatchObject({ code: 'accepted' });
  });

  it('a stop needs none, and fills by the bar that touches it', async () => {
    const { broker, written, books } = await stage();
    await written.submit(market('buy', 1));
    const stop = market('sell', 1, { kind: 'stop', reduce_only: true, stop_price: 90 });
    expect(await written.submit(stop)).toMatchObject({ code: 'accepted', state: { status: 'open' } });
    expect(books()).toBe(1);
    broker.run([1, 2, 3].map((row) => momentOf(barsOf(BARS), row)));
    expect(await broker.fills(SYMBOL, stop.client_id)).toMatchObject([{ side: 'sell', quantity: 1, price: 90 }]);
  });

  it('is the same account to the last bit for whoever opens it next, with what is left of the books', async () => {
    const { replay, broker, written, journal } = await stage();
    await written.submit(market('buy', 3));
    await written.submit(market('buy', 3));
    await written.submit(market('sell', 4.5, { reduce_only: true }));
    broker.run([momentOf(barsOf(BARS), 1)]);
    await written.submit(market('sell', 8));
    const again = await paperOn(replay, 'usdm', new TextJournal(journal.lines), {}, THIN);
    for (const each of [broker, again]) expect(await each.position(SYMBOL)).toBe(-6.5);
    expect(await again.cash(SYMBOL)).toBe(await broker.cash(SYMBOL));
    const next = market('sell', 5);
    const outcomes = [await broker.submit(next), await again.submit(next)];
    expect(outcomes[0]).toMatchObject({ code: 'accepted', state: { status: 'ended', filled: 2 } });
    expect(outcomes[1]).toEqual(outcomes[0]);
    expect(await again.fills(SYMBOL, next.client_id)).toEqual(await broker.fills(SYMBOL, next.client_id));
  });

  it('entries are given up without a book; what is to be left is tried again, and keeps its stop', async () => {
    const crossed = (book: ToldBook): ToldBook => ({ ...book, bids: [[200, 1]] });
    const { replay, broker, journal, state } = await stage(crossed);
    const { desk, keeper } = deskOn(replay, broker, journal);
    desk.write('baseline', { symbol: SYMBOL, quantity: 0 });
    let bar = 0;
    const reach = (quantity: number) => keeper.reach({ symbol: SYMBOL, quantity, stop: 90, decidedAt: T1 + bar++ });
    const stops = async () => (await broker.openOrders(SYMBOL)).length;
    expect(await reach(2)).toMatchObject({ code: 'refused', reason: 'book_crossed' });
    expect([await stops(), await broker.position(SYMBOL)]).toEqual([0, 0]);
    state.made = THIN;
    expect(await reach(2)).toEqual({ code: 'reached' });
    state.made = crossed;
    const left = await reach(0);
    expect(left).toMatchObject({ code: 'in_doubt' });
    expect((left as { message: string }).message).toMatch(/^2 of BTCUSDT could not be closed: .*crossed/);
    expect([await stops(), await broker.position(SYMBOL)]).toEqual([1, 2]);
    state.made = THIN;
    expect(await reach(0)).toEqual({ code: 'reached' });
    expect([await stops(), await broker.position(SYMBOL)]).toEqual([0, 0]);
  });
});
