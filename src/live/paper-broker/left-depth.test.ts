import { describe, expect, it } from 'vitest';
import type { OrderBook } from '../../core/order-book.js';
import { LeftDepth, type BookFill } from './left-depth.js';

const BOOK: OrderBook = {
  // In no order: whoever walks it begins at the best.
  bids: [
    [98, 4],
    [99, 1],
    [97.5, 10],
  ],
  asks: [
    [101, 2],
    [100, 1],
    [103, 5],
  ],
};
const depthOf = (step: number): LeftDepth => new LeftDepth(() => step);
const walked = (side: BookFill['side'], quantity: number, book = BOOK, depth = depthOf(0.001)) =>
  depth.walk(book, { symbol: 'BTCUSDT', side, quantity });

describe('a walk through an order book', () => {
  it.each([
    ['a part of the best level', 'buy', 0.4, 100],
    ['the best level to its end', 'buy', 1, 100],
    // (1 · 100 + 2 · 101 + 1 · 103) ÷ 4
    ['several levels', 'buy', 4, 101.25],
    // (1 · 99 + 4 · 98) ÷ 5
    ['two whole levels of the other side', 'sell', 5, 98.2],
    // (1 · 99 + 4 · 98 + 5 · 97.5) ÷ 10
    ['into the third', 'sell', 10, 97.85],
  ] as const)('takes %s', (_what, side, quantity, price) => {
    expect(walked(side, quantity)).toMatchObject({ side, quantity, price });
  });

  it('takes what there is, and no more, where the book ends before the order', () => {
    // (1 · 100 + 2 · 101 + 5 · 103) ÷ 8
    expect(walked('buy', 9)).toMatchObject({ quantity: 8, price: 102.125 });
    expect(walked('buy', 8)).toMatchObject({ quantity: 8, price: 102.125 });
  });

  it('gives an order of all that is there all of it, though sums of sizes round', () => {
    // 0.1 + 0.2 is more than 0.3, and 0.7 + 0.1 less than 0.8.
    for (const sizes of [
      [0.1, 0.2],
      [0.7, 0.1],
    ]) {
      const whole = Math.round(10 * (sizes[0]! + sizes[1]!)) / 10;
      const book = { ...BOOK, asks: sizes.map((size, k) => [100 + k, size] as const) };
      expect(walked('buy', whole, book, depthOf(0.1))!.quantity).toBe(whole);
    }
  });

  it('fills whole steps of what a book holds', () => {
    const book = {
      ...BOOK,
      asks: [
        [100, 1.2345],
        [200, 0.5],
      ] as const,
    };
    const fill = walked('buy', 5, book, depthOf(0.01))!;
    expect(fill.quantity).toBeCloseTo(1.73, 12);
    // What is less than a step is left of the last level.
    expect(fill.price).toBeCloseTo((1.2345 * 100 + 0.4955 * 200) / 1.73, 12);
    expect(walked('buy', 5, { ...BOOK, asks: [[100, 0.004]] }, depthOf(0.01))).toBeNull();
  });

  it('never takes the same twice, until the next bar', () => {
    const depth = depthOf(0.001);
    const first = walked('buy', 2, BOOK, depth)!;
    // A look alone takes nothing.
    expect(walked('buy', 2, BOOK, depth)).toEqual(first);
    depth.take(first);
    // (1 · 101 + 1 · 103) ÷ 2
    expect(walked('buy', 2, BOOK, depth)).toMatchObject({ quantity: 2, price: 102 });
    // A level of which more rests now has that much more.
    const grown = {
      ...BOOK,
      asks: [
        [100, 1.5],
        [101, 2],
      ] as const,
    };
    expect(walked('buy', 9, grown, depth)).toMatchObject({
      quantity: 1.5,
      levels: [
        [100, 0.5],
        [101, 1],
      ],
    });
    expect(walked('sell', 1, BOOK, depth)).toMatchObject({ quantity: 1, price: 99 });
    expect(depth.walk(BOOK, { symbol: 'ETHUSDT', side: 'buy', quantity: 1 })).toMatchObject({ price: 100 });
    depth.take(walked('buy', 6, BOOK, depth)!);
    expect(walked('buy', 1, BOOK, depth)).toBeNull();
    depth.renew();
    expect(walked('buy', 2, BOOK, depth)).toEqual(first);
  });
});
