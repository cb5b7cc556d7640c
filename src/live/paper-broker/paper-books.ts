import { UnavailableError } from '../../core/errors.js';
import { readOrderBook } from '../../core/order-book.js';
import type { BookFault, BookReads, OrderIntent, ToldBook } from '../../core/ports/broker.js';
import type { Clock } from '../../core/ports/clock.js';
import type { Journal } from '../../core/ports/journal.js';
import { readRecord } from '../session/records.js';

export interface PaperBooksParts extends BookReads {
  /** How long ago a book may have been told, or asked for, ms. */
  readonly maxAgeMs: number;
}

/** Levels of each side that are asked for, and kept. */
const LEVELS = 100;

/** What came of asking for a book. */
export type BookLook =
  { readonly code: 'usable'; readonly book: ToldBook } | { readonly code: BookFault; readonly message: string };

const FAULTS = { 'book.empty': 'book_empty', 'book.crossed': 'book_crossed' } as const;

/** Asks for order books, writes each down as it was told, and says which of them an order can be filled by. */
export class PaperBooks {
  /** Of the last book of each symbol. */
  private readonly updates = new Map<string, number>();

  constructor(
    private readonly parts: PaperBooksParts & {
      readonly clock: Pick<Clock, 'now'>;
      readonly journal: Pick<Journal, 'append' | 'records'>;
    },
  ) {
    for (const record of parts.journal.records) {
      if (record.kind !== 'paper_book') continue;
      const { symbol, update } = readRecord(record, 'paper_book');
      this.note(symbol, update);
    }
  }

  /** @throws what the disk throws */
  async read({ client_id, symbol }: OrderIntent): Promise<BookLook> {
    const { clock, journal, maxAgeMs } = this.parts;
    const asked = clock.now();
    let book: ToldBook;
    try {
      book = await this.parts.book(symbol, LEVELS);
    } catch (error) {
      if (!(error instanceof UnavailableError)) throw error;
      return { code: 'book_unreadable', message: error.message };
    }
    const now = clock.now();
    const { update, time, bids, asks } = book;
    journal.append(now, [
      { kind: 'paper_book', data: { client_id, symbol, update, time, bids: toArrays(bids), asks: toArrays(asks) } },
    ]);
    const last = this.updates.get(symbol) ?? -Infinity;
    this.note(symbol, update);
    const stale = (message: string): BookLook => ({ code: 'book_stale', message });
    if (now - asked > maxAgeMs)
      return stale(
        `the order book came ${now - asked} ms after it was asked for, and ${maxAgeMs} ms is the most that is taken`,
      );
    if (time !== null && Math.abs(now - time) > maxAgeMs)
      return stale(`the order book is of ${now - time} ms ago, and ${maxAgeMs} ms is the most that is taken`);
    if (update < last) return stale(`the order book is older than one that was told before: ${update} after ${last}`);
    const { mid } = readOrderBook(book);
    if (mid.ok) return { code: 'usable', book };
    const code = mid.code in FAULTS ? FAULTS[mid.code as keyof typeof FAULTS] : 'book_unreadable';
    return { code, message: mid.reason };
  }

  private note(symbol: string, update: number): void {
    this.updates.set(symbol, Math.max(update, this.updates.get(symbol) ?? -Infinity));
  }
}

const toArrays = (side: ToldBook['bids']): number[][] => side.map((level) => [...level]);
