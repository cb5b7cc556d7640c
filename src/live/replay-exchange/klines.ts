import { gridOrigin } from '../../core/time.js';
import { decimalText } from './decimal-text.js';
import type { SymbolCursor } from './tape.js';

/** A bar as the exchange shows it at a moment. */
export interface Kline {
  readonly openTime: number;
  /** Last ms of the bar, as Binance counts. */
  readonly closeTime: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
  readonly isClosed: boolean;
}

/**
 * Bars that open in [`from`, `to`] as they are known at `now`: whole ones, and the one that is still open, of which only the
 * price at its open is known until it closes. Bars longer than the recorded ones are put together from them.
 * @param limit so many: the oldest where `from` is given, else the newest
 */
export function klinesAt(
  cursor: SymbolCursor,
  intervalMs: number,
  now: number,
  window: { readonly from?: number; readonly to?: number; readonly limit: number },
): Kline[] {
  const { bars } = cursor.tape;
  const shift = gridOrigin(intervalMs);
  const bucketOf = (time: number) => Math.floor((time - shift) / intervalMs) * intervalMs + shift;
  const { from, to = Infinity, limit } = window;
  const found: Kline[] = [];
  if (from === undefined) {
    let row = Math.min(cursor.row, bars.indexAtOrAfter(to === Infinity ? Infinity : bucketOf(to) + intervalMs) - 1);
    while (row >= 0 && found.length < limit) {
      const bucket = bucketOf(bars.openTime[row]!);
      const first = bars.indexAtOrAfter(bucket);
      if (bucket <= to) found.push(together(cursor, bucket, intervalMs, first, now));
      row = first - 1;
    }
    return found.reverse();
  }
  const firstBucket = bucketOf(from) < from ? bucketOf(from) + intervalMs : from;
  let row = bars.indexAtOrAfter(firstBucket);
  while (row <= cursor.row && row < bars.length && found.length < limit) {
    const bucket = bucketOf(bars.openTime[row]!);
    if (bucket > to) break;
    found.push(together(cursor, bucket, intervalMs, row, now));
    row = bars.indexAtOrAfter(bucket + intervalMs);
  }
  return found;
}

/** The bar of a symbol that lies around `time`. */
export function klineOf(cursor: SymbolCursor, intervalMs: number, time: number, now: number): Kline {
  const shift = gridOrigin(intervalMs);
  const bucket = Math.floor((time - shift) / intervalMs) * intervalMs + shift;
  return together(cursor, bucket, intervalMs, cursor.tape.bars.indexAtOrAfter(bucket), now);
}

function together(cursor: SymbolCursor, bucket: number, intervalMs: number, first: number, now: number): Kline {
  const { bars } = cursor.tape;
  const open = bars.open[first]!;
  let [high, low, close, volume] = [open, open, open, 0];
  for (let i = first; i <= cursor.row && bars.openTime[i]! < bucket + intervalMs; i++) {
    const isWhole = bars.closeTime(i) <= now;
    high = Math.max(high, isWhole ? bars.high[i]! : bars.open[i]!);
    low = Math.min(low, isWhole ? bars.low[i]! : bars.open[i]!);
    close = isWhole ? bars.close[i]! : bars.open[i]!;
    if (isWhole) volume += bars.volume[i]!;
  }
  const end = bucket + intervalMs;
  return { openTime: bucket, closeTime: end - 1, open, high, low, close, volume, isClosed: end <= now };
}

/** The row of `klines`: what was not recorded (quote volume, trades, takers' volumes) is 0. */
export const klineRow = (kline: Kline): (number | string)[] => [
  kline.openTime,
  decimalText(kline.open),
  decimalText(kline.high),
  decimalText(kline.low),
  decimalText(kline.close),
  decimalText(kline.volume),
  kline.closeTime,
  '0',
  0,
  '0',
  '0',
  '0',
];
