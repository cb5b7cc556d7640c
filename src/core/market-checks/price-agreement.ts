import { HOUR } from '../time.js';

/** A bar's close is compared with prices of now only when it is this young, ms: prices may well double in a week. */
const FRESH_MS = 3 * HOUR;
/** Two readings of one asset at about one moment differ by less than this factor. */
const MAX_FACTOR = 2;

export interface PriceReadings {
  /** Last trade. */
  readonly ticker: number | null;
  /** Newest closed bar; `closeTime` in UTC ms. */
  readonly bar: { readonly close: number; readonly closeTime: number } | null;
  /** Middle of the order book. */
  readonly book: number | null;
}

/**
 * Which readings are contradicted by the others: the sign of a swapped symbol or a price off by powers of ten. A reading
 * is kept when it is alone or when at least one other agrees with it; of two that differ neither can be believed.
 */
export function contradicted(readings: PriceReadings, now: number): ReadonlySet<keyof PriceReadings> {
  const { ticker, bar, book } = readings;
  const barClose = bar !== null && now - bar.closeTime <= FRESH_MS ? bar.close : null;
  const prices = (
    [
      ['ticker', ticker],
      ['bar', barClose],
      ['book', book],
    ] as const
  ).flatMap(([name, price]) => (price === null ? [] : [{ name, price }]));
  const agrees = (a: number, b: number): boolean => Math.max(a, b) < MAX_FACTOR * Math.min(a, b);
  if (prices.length < 2) return new Set();
  return new Set(
    prices
      .filter(({ name, price }) => !prices.some((other) => other.name !== name && agrees(price, other.price)))
      .map(({ name }) => name),
  );
}
