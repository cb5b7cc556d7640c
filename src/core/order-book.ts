/** One resting level: price in quote currency and size in base units, both as numbers. */
export type BookLevel = readonly [price: number, quantity: number];

export interface OrderBook {
  readonly bids: readonly BookLevel[];
  readonly asks: readonly BookLevel[];
}

/** A figure of the book, or why there is none. A book that cannot be read never gives 0. */
export type BookFigure =
  | { readonly ok: true; readonly value: number }
  | { readonly ok: false; readonly code: `book.${'empty' | 'invalid' | 'crossed' | 'thin'}`; readonly reason: string };

export interface BookReading {
  /** Mean of best bid and best ask, quote currency. */
  readonly mid: BookFigure;
  /** (best ask − best bid) / mid · 10,000. */
  readonly spread_bps: BookFigure;
  /** (bid size − ask size) / (bid size + ask size) near mid, in [−1, 1]. */
  readonly ob_imbalance: BookFigure;
}

export interface ReadBookOptions {
  /** How far from mid sizes count, a fraction. Default 0.01 (1 %). */
  readonly band?: number;
  /**
   * How many levels a side were asked for. A side that is that long may go on beyond its last level; the band then shrinks
   * to what both sides surely show, since comparing a cut side with a whole one would lean to the whole one.
   */
  readonly maxLevels?: number;
}

/** Reads a book whose levels may be in any order; levels of size 0 do not rest and are ignored. */
export function readOrderBook(book: OrderBook, options: ReadBookOptions = {}): BookReading {
  const { band = 0.01, maxLevels = Infinity } = options;
  const fail = (code: 'empty' | 'invalid' | 'crossed', reason: string): BookReading => {
    const figure: BookFigure = { ok: false, code: `book.${code}`, reason };
    return { mid: figure, spread_bps: figure, ob_imbalance: figure };
  };

  if (![...book.bids, ...book.asks].every(isLevel)) {
    return fail('invalid', 'the order book holds a level that is not a positive price with a size.');
  }
  const bids = book.bids.filter(([, quantity]) => quantity > 0);
  const asks = book.asks.filter(([, quantity]) => quantity > 0);
  if (bids.length === 0 || asks.length === 0) {
    const side = bids.length > 0 ? 'asks' : asks.length > 0 ? 'bids' : 'bids and no asks';
    return fail('empty', `the order book has no ${side}.`);
  }
  const bestBid = extreme(bids, Math.max);
  const bestAsk = extreme(asks, Math.min);
  if (bestBid >= bestAsk) {
    return fail('crossed', `the order book is crossed: best bid ${bestBid} is not below best ask ${bestAsk}.`);
  }

  const mid = (bestBid + bestAsk) / 2;
  const reachOf = (levels: readonly BookLevel[], deepest: number): number =>
    levels.length >= maxLevels ? Math.abs(deepest / mid - 1) : Infinity;
  const reach = Math.min(
    band,
    reachOf(book.bids, extreme(bids, Math.min)),
    reachOf(book.asks, extreme(asks, Math.max)),
  );
  // A hair of slack, so that the level that sets the reach is inside it in spite of rounding.
  const within = ([price]: BookLevel): boolean => Math.abs(price / mid - 1) <= reach * (1 + 1e-9);
  const bidSize = sum(bids.filter(within));
  const askSize = sum(asks.filter(within));

  return {
    mid: { ok: true, value: mid },
    spread_bps: { ok: true, value: ((bestAsk - bestBid) / mid) * 10_000 },
    ob_imbalance:
      bidSize + askSize > 0
        ? { ok: true, value: (bidSize - askSize) / (bidSize + askSize) }
        : { ok: false, code: 'book.thin', reason: `no order rests within ${band * 100} % of the middle of the book.` },
  };
}

const isLevel = ([price, quantity]: BookLevel): boolean =>
  Number.isFinite(price) && price > 0 && Number.isFinite(quantity) && quantity >= 0;

const extreme = (levels: readonly BookLevel[], pick: (a: number, b: number) => number): number =>
  levels.reduce((best, [price]) => pick(best, price), levels[0]![0]);

const sum = (levels: readonly BookLevel[]): number => levels.reduce((total, [, quantity]) => total + quantity, 0);
