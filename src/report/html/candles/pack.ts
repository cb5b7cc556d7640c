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
  const whole = (value: number): number => Math.round(value * 10 ** digits);
  const bytes: number[] = [];
  let lastTime = start;
  let lastClose = 0;
  for (let i = 0; i < time.length; i++) {
    const [o, h, l, c] = [whole(open[i]!), whole(high[i]!), whole(low[i]!), whole(close[i]!)];
    push(bytes, Math.round((time[i]! - lastTime) / tickMs));
    push(bytes, zigzag(o - lastClose));
    push(bytes, zigzag(c - o));
    push(bytes, Math.max(0, h - Math.max(o, c)));
    push(bytes, Math.max(0, Math.min(o, c) - l));
    push(bytes, volume[i]! > 0 ? 1 + Math.round(VOLUME_STEPS * Math.log(volume[i]! / quantum)) : 0);
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
    data: Buffer.from(bytes).toString('base64'),
  };
}

/** Small numbers of either sign as small numbers: 0, −1, 1, −2 … become 0, 1, 2, 3 … */
const zigzag = (value: number): number => (value < 0 ? -2 * value - 1 : 2 * value);

function push(bytes: number[], value: number): void {
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
}
