import { describe, expect, it } from 'vitest';
import { UnavailableError } from '../../core/errors.js';
import type { OrderIntent, ToldBook } from '../../core/ports/broker.js';
import { TextJournal } from '../../../test/support/text-journal.js';
import { PaperBooks } from './paper-books.js';

const NOW = Date.UTC(2024, 0, 1);
const MAX_AGE_MS = 5_000;
const GOOD: ToldBook = { update: 7, time: NOW, bids: [[99.9, 1]], asks: [[100.1, 2]] };
const INTENT: OrderIntent = {
  client_id: 'an-id',
  attempt: 1,
  symbol: 'BTCUSDT',
  kind: 'market',
  side: 'buy',
  quantity: 1,
  reduce_only: false,
  stop_price: null,
};

/** Books that are told one after the other, each so long after it was asked for. */
function booksOf(told: readonly (ToldBook | Error)[], journal = new TextJournal(), tookMs = 0) {
  const left = [...told];
  let now = NOW;
  const books = new PaperBooks({
    book: () => {
      now += tookMs;
      const next = left.shift()!;
      return next instanceof Error ? Promise.reject(next) : Promise.resolve(next);
    },
    maxAgeMs: MAX_AGE_MS,
    clock: { now: () => now },
    journal,
  });
  return { journal, read: () => books.read(INTENT) };
}

describe('the order books of a paper account', () => {
  it('are on disk as they were told before anything fills by them', async () => {
    const { journal, read } = booksOf([GOOD]);
    expect(await read()).toEqual({ code: 'usable', book: GOOD });
    expect(journal.records).toMatchObject([
      { at: NOW, kind: 'paper_book', data: { client_id: 'an-id', symbol: 'BTCUSDT', ...GOOD } },
    ]);
  });

  it.each([
    ['book_empty', 'has no asks', { ...GOOD, asks: [] }],
    ['book_empty', 'has no bids', { ...GOOD, bids: [[99, 0]] }],
    ['book_crossed', 'is crossed', { ...GOOD, bids: [[100.1, 1]] }],
    ['book_unreadable', 'not a positive price', { ...GOOD, asks: [[-1, 1]] }],
    ['book_stale', 'is of 5001 ms ago', { ...GOOD, time: NOW - MAX_AGE_MS - 1 }],
    // A clock that is off says nothing of age.
    ['book_stale', 'is of -5001 ms ago', { ...GOOD, time: NOW + MAX_AGE_MS + 1 }],
  ] as const)('are no books to fill by: %s, %s', async (code, words, book) => {
    const { journal, read } = booksOf([book]);
    expect(await read()).toEqual({ code, message: expect.stringContaining(words) });
    // What was told is kept, so that anybody can look why.
    expect(journal.kinds()).toEqual(['paper_book']);
  });

  it('are taken up to the oldest that may be', async () => {
    const { read } = booksOf([
      { ...GOOD, time: NOW - MAX_AGE_MS },
      { ...GOOD, time: null },
    ]);
    expect([(await read()).code, (await read()).code]).toEqual(['usable', 'usable']);
  });

  it('are stale where they were long on their way, though they do not say when they were told', async () => {
    const slow = booksOf([{ ...GOOD, time: null }], new TextJournal(), MAX_AGE_MS + 1);
    expect(await slow.read()).toEqual({ code: 'book_stale', message: expect.stringContaining('came 5001 ms after') });
    const quick = booksOf([{ ...GOOD, time: null }], new TextJournal(), MAX_AGE_MS);
    expect(await quick.read()).toMatchObject({ code: 'usable' });
  });

  it('never go back to an older state, in a later process either', async () => {
    const first = booksOf([GOOD, { ...GOOD, update: 6 }, GOOD]);
    expect((await first.read()).code).toBe('usable');
    expect(await first.read()).toEqual({ code: 'book_stale', message: expect.stringContaining('6 after 7') });
    expect((await first.read()).code).toBe('usable');
    const next = booksOf([{ ...GOOD, update: 6 }], new TextJournal(first.journal.lines));
    expect((await next.read()).code).toBe('book_stale');
  });

  it('that do not come are unreadable, and nothing is written; what is no silence of the exchange goes on up', async () => {
    const silent = booksOf([new UnavailableError('venue.silent', 'no answer came.')]);
    expect(await silent.read()).toEqual({ code: 'book_unreadable', message: 'no answer came.' });
    expect(silent.journal.lines).toEqual([]);
    await expect(booksOf([new Error('a bug')]).read()).rejects.toThrow('a bug');
  });
});
