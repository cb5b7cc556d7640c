import type { Candles } from './candles.js';

/** Candles in a third of the room that their numbers would take as text. The page's script reads them back. */
export interface PackedCandles {
  readonly step: number;
  /** Times are multiples of this, ms, since `start`. */
  readonly tick: number;
  readonly start: number;
  /** Prices are whole multiples of 10^-digits. */
  readonly digits: number;
  /** Least volume above 0; volumes are kept to half a percent. */
  readonly volume: number;
  readonly n: number;
  /** Base64 of numbers in seven bits a byte, the least first; the eighth bit says that more follow. */
  readonly data: string;
}

/** Significant digits that prices keep. */
const SIGNIFICANT = 6;
/** Steps of a volume's logarithm. */
const VOLUME_STEPS = 200;
/** A candle is six numbers; the largest safe integer takes eight bytes, the largest double 147. */
const NUMBERS = 6;
const LONGEST_SAFE = 8;
const LONGEST = 147;
const MOST_IN_31_BITS = 0x7fff_ffff;

export function packCandles(candles: Candles, tickMs: number): PackedCandles {
  const { time, low, volume, stepMs } = candles;
  const start = time[0] ?? 0;
  const least = leastAbove0(low);
  const digits = Number.isFinite(least)
    ? Math.max(0, Math.min(15, SIGNIFICANT - 1 - Math.floor(Math.log10(least))))
    : 2;
  const quantum = leastAbove0(volume);
  return {
    step: stepMs,
    tick: tickMs,
    start,
    digits,
    volume: Number.isFinite(quantum) ? quantum : 0,
    n: time.length,
    data: packed(candles, tickMs, 10 ** digits, quantum).toString('base64'),
  };
}

/** Infinity where there is none. */
function leastAbove0(values: Float64Array): number {
  let least = Infinity;
  for (let i = 0; i < values.length; i++) if (values[i]! > 0 && values[i]! < least) least = values[i]!;
  return least;
}

function largest(values: Float64Array): number {
  let most = 0;
  for (let i = 0; i < values.length; i++) if (values[i]! > most) most = values[i]!;
  return most;
}

function packed(
  { time, open, high, low, close, volume }: Candles,
  tickMs: number,
  scale: number,
  quantum: number,
): Buffer {
  // A difference of two prices, with its sign, is at most four times the larger.
  const longest = 4 * largest(high) * scale < Number.MAX_SAFE_INTEGER ? LONGEST_SAFE : LONGEST;
  const bytes = Buffer.allocUnsafe(time.length * NUMBERS * longest);
  let at = 0;
  let lastTime = time[0] ?? 0;
  let lastClose = 0;
  for (let i = 0; i < time.length; i++) {
    const o = Math.round(open[i]! * scale);
    const h = Math.round(high[i]! * scale);
    const l = Math.round(low[i]! * scale);
    const c = Math.round(close[i]! * scale);
    at = put(bytes, at, Math.round((time[i]! - lastTime) / tickMs));
    at = put(bytes, at, zigzag(o - lastClose));
    at = put(bytes, at, zigzag(c - o));
    at = put(bytes, at, Math.max(0, h - Math.max(o, c)));
    at = put(bytes, at, Math.max(0, Math.min(o, c) - l));
    at = put(bytes, at, volume[i]! > 0 ? 1 + Math.round(VOLUME_STEPS * Math.log(volume[i]! / quantum)) : 0);
    lastTime = time[i]!;
    lastClose = c;
  }
  return bytes.subarray(0, at);
}

/** Small numbers of either sign as small numbers: 0, −1, 1, −2 … become 0, 1, 2, 3 … */
const zigzag = (value: number): number => (value < 0 ? -2 * value - 1 : 2 * value);

/** A whole number from 0 on, seven bits a byte. @returns where it ends */
function put(bytes: Buffer, from: number, value: number): number {
  let at = from;
  let rest = value;
  while (rest > MOST_IN_31_BITS) {
    bytes[at++] = (rest % 128) + 128;
    rest = Math.floor(rest / 128);
  }
  // What fits into 31 bits, nearly everything, is taken apart by shifts.
  while (rest >= 128) {
    bytes[at++] = (rest & 127) | 128;
    rest >>>= 7;
  }
  bytes[at++] = rest;
  return at;
}
