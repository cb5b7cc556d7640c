import type { BookLevel, OrderBook } from '../../core/order-book.js';
import type { OrderIntent } from '../../core/ports/broker.js';
import { floorToStep } from '../../engine/exchange-rules/filters.js';

/** What an order at the market fills by a book. */
export interface BookFill {
  readonly symbol: string;
  readonly side: OrderIntent['side'];
  /** Base units, above 0. */
  readonly quantity: number;
  /** Mean of the levels, by what was taken of each, quote units. */
  readonly price: number;
  /** What was taken of each level, the best one first. */
  readonly levels: readonly BookLevel[];
}

/**
 * What there is to be had of order books. The exchange does not miss what an order on paper took, so that it would be there again for
 * the next one: here it is gone until the next bar.
 */
export class LeftDepth {
  /** By symbol and side of the order: price to base units that were taken at it. */
  private readonly taken = new Map<string, Map<number, number>>();

  /** @param stepOf base units */
  constructor(private readonly stepOf: (symbol: string) => number) {}

  /** Takes the levels in their order. What the book does not hold is not filled; null: nothing of it is. */
  walk(
    book: OrderBook,
    { symbol, side, quantity }: Pick<OrderIntent, 'symbol' | 'side' | 'quantity'>,
  ): BookFill | null {
    const levels = this.left(book, symbol, side);
    const there = levels.reduce((sum, [, size]) => sum + size, 0);
    // A sum of sizes rounds: an order for all that is there gets it.
    const most = there >= quantity * (1 - 1e-12) ? quantity : floorToStep(there, this.stepOf(symbol));
    const parts: BookLevel[] = [];
    let [had, paid] = [0, 0];
    for (const [price, size] of levels) {
      if (had >= most) break;
      const part = Math.min(size, most - had);
      parts.push([price, part]);
      had += part;
      paid += part * price;
    }
    return had > 0 ? { symbol, side, quantity: most, price: paid / had, levels: parts } : null;
  }

  take({ symbol, side, levels }: BookFill): void {
    const taken = this.takenOf(symbol, side);
    for (const [price, part] of levels) taken.set(price, (taken.get(price) ?? 0) + part);
  }

  /** A bar has passed: whatever is in the books then is there anew. */
  renew(): void {
    this.taken.clear();
  }

  /** Levels that an order meets, the best one first. */
  private left({ bids, asks }: OrderBook, symbol: string, side: BookFill['side']): BookLevel[] {
    const taken = this.takenOf(symbol, side);
    const sorted = side === 'buy' ? asks.toSorted(([a], [b]) => a - b) : bids.toSorted(([a], [b]) => b - a);
    return sorted.flatMap(([price, size]): BookLevel[] => {
      const left = size - (taken.get(price) ?? 0);
      return left > 0 ? [[price, left]] : [];
    });
  }

  private takenOf(symbol: string, side: BookFill['side']): Map<number, number> {
    const key = `${side} ${symbol}`;
    const found = this.taken.get(key) ?? new Map<number, number>();
    this.taken.set(key, found);
    return found;
  }
}
