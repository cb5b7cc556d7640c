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

export function packCandles(candles: Candles, tickMs: number): PackedCandles {
  const { time, open, high, low, close, volume, stepMs } = candles;
  const start = time[0] ?? 0;
  const least = low.reduce((min, value) => (value > 0 && value < min ? value : min), Infinity);
  const digits = Number.isFinite(least)
    ? Math.max(0, Math.min(15, SIGNIFICANT - 1 - Math.floor(Math.log10(least))))
    : 2;
  const quantum = volume.reduce((min, value) => (value > 0 && value < min ? value : min), Infinity);
  const scale = 10 ** digits;
  const whole = (value: number): number => Math.round(value * scale);
  const bytes = new Bytes(time.length * 12);
  let lastTime = start;
  let lastClose = 0;
  for (let i = 0; i < time.length; i++) {
    const [o, h, l, c] = [whole(open[i]!), whole(high[i]!), whole(low[i]!), whole(close[i]!)];
    bytes.push(Math.round((time[i]! - lastTime) / tickMs));
    bytes.push(zigzag(o - lastClose));
    bytes.push(zigzag(c - o));
    bytes.push(Math.max(0, h - Math.max(o, c)));
    bytes.push(Math.max(0, Math.min(o, c) - l));
    bytes.push(volume[i]! > 0 ? 1 + Math.round(VOLUME_STEPS * Math.log(volume[i]! / quantum)) : 0);
    lastTime = time[i]!;
    lastClose = c;
  }
  return {
    step: stepMs,
    tick: tickMs,
    start,
    digits,
    volume: Number.isFinite(quantum) ? quantum : 0,
    n: time.length,
    data: bytes.base64(),
  };
}

/** Small numbers of either sign as small numbers: 0, −1, 1, −2 … become 0, 1, 2, 3 … */
const zigzag = (value: number): number => (value < 0 ? -2 * value - 1 : 2 * value);

/** Numbers from 0 on, seven bits a byte. */
class Bytes {
  private buffer: Buffer;
  private length = 0;

  constructor(expected: number) {
    this.buffer = Buffer.alloc(Math.max(64, expected));
  }

  push(value: number): void {
    // The largest safe integer takes eight.
    if (this.length + 8 > this.buffer.length) this.buffer = Buffer.concat([this.buffer], 2 * this.buffer.length);
    let rest = value;
    while (rest >= 128) {
      this.buffer[this.length++] = (rest % 128) + 128;
      rest = Math.floor(rest / 128);
    }
    this.buffer[this.length++] = rest;
  }

  base64(): string {
    return this.buffer.toString('base64', 0, this.length);
  }
}
