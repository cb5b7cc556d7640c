import { timeStyle } from './time-style.js';

/** Where the columns of rows without a header lie. */
export interface Positions {
  readonly openTime: number;
  /** −1 where the first column holds the whole time. */
  readonly clock: number;
  /** The first of open, high, low and close, which follow each other. */
  readonly open: number;
  readonly volume: number;
}

export const CLOCK = /^\d{1,2}:\d\d(?::\d\d)?(?: ?[ap]m)?$/i;

const numberOf = (text: string | undefined): number => Number((text ?? '').replace(',', '.') || NaN);

/**
 * Time (or date and time of day), open, high, low, close and volume, in this order, as MetaTrader, Kraken, Bybit, OKX and most
 * programs write them; columns after the volume, and names before the time, are passed over.
 * @returns null where the rows do not show this order: four prices that keep high and low, then a number that is not a price
 */
export function headerlessPositions(rows: readonly (readonly string[])[]): Positions | null {
  const width = rows[0]?.length ?? 0;
  const column = (index: number): string[] => rows.map((row) => row[index] ?? '');
  let openTime = 0;
  while (openTime <= width - 6 && timeStyle(column(openTime), null) === null) openTime++;
  if (openTime > width - 6) return null;
  const isDay = column(openTime).every((text) => !text.includes(':'));
  const hasClock =
    isDay &&
    (column(openTime + 1).every((text) => CLOCK.test(text)) || isBareClock(column(openTime), column(openTime + 1)));
  const open = openTime + (hasClock ? 2 : 1);
  const volume = open + 4;
  if (volume >= width) return null;
  let isPrice = width > volume + 1;
  for (const row of rows) {
    const [o, h, l, c, v] = [0, 1, 2, 3, 4].map((k) => numberOf(row[open + k])) as [
      number,
      number,
      number,
      number,
      number,
    ];
    if (h < Math.max(o, c, l) || l > Math.min(o, c)) return null;
    // An average price, as Kraken's API gives it before the volume, lies within the bar every time.
    isPrice &&= v >= l && v <= h;
  }
  return isPrice ? null : { openTime, clock: hasClock ? openTime + 1 : -1, open, volume };
}

/** `20240102` and `100000`, as Finam writes them. */
export const isBareClock = (days: readonly string[], clocks: readonly string[]): boolean =>
  days.every((text) => /^(?:19|20)\d{6}$/.test(text)) &&
  clocks.every((text) => /^\d{1,6}$/.test(text) && Number(text) < 240_000);
