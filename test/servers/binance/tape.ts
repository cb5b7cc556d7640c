import { readFileSync } from 'node:fs';
import { toUnixMs } from '../../../src/core/unix-time.js';

export interface TapeBar {
  readonly openTime: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
}

/** Prices of one symbol: what the server trades on. */
export interface Tape {
  /** Last trade at a moment, UTC ms. */
  priceAt(time: number): number;
  /** The bar that opens at `openTime`, as it stands at `now`; null where the venue has none. */
  barAt(openTime: number, intervalMs: number, now: number): TapeBar | null;
}

/** A repeatable number in [0, 1) for any integers: bars need no history to be made. */
export function noise(...numbers: readonly number[]): number {
  let hash = 2166136261;
  for (const number of numbers) {
    hash = Math.imul(hash ^ (number | 0), 16777619) ^ Math.trunc(number / 2 ** 32);
    hash = Math.imul(hash ^ (hash >>> 15), 2246822507);
  }
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32;
}

/** A price that wanders by slow waves: smooth, positive, and the same at every call. */
export function syntheticTape(seed: number, basePrice: number): Tape {
  const waves = [37, 11, 3.1, 0.6, 0.11].map((days, index) => ({
    period: days * 86_400_000,
    phase: noise(seed, index) * 2 * Math.PI,
    size: 0.08 * Math.sqrt(days / 37),
  }));
  const priceAt = (time: number): number =>
    basePrice *
    Math.exp(
      waves.reduce((sum, { period, phase, size }) => sum + size * Math.sin((2 * Math.PI * time) / period + phase), 0),
    );
  return {
    priceAt,
    barAt(openTime, intervalMs, now) {
      if (openTime > now) return null;
      const share = Math.min(1, (now - openTime) / intervalMs);
      const open = priceAt(openTime);
      const close = priceAt(openTime + share * intervalMs);
      const [up, down, size] = [1, 2, 3].map((part) => noise(seed, part, openTime));
      return {
        openTime,
        open,
        close,
        high: Math.max(open, close) * (1 + 0.002 * up! * share),
        low: Math.min(open, close) * (1 - 0.002 * down! * share),
        volume: (200 + 800 * size!) * (intervalMs / 3_600_000) * share,
      };
    },
  };
}

/**
 * Real hourly bars from a CSV: Binance's own twelve columns without a header, or `timestamp,open,high,low,close,volume`.
 * Absent hours stay absent. Other intervals than one hour are not served.
 */
export function csvTape(path: string): Tape {
  const bars = new Map<number, TapeBar>();
  for (const line of readFileSync(path, 'utf8').trimEnd().split(/\r?\n/)) {
    const [time, open, high, low, close, volume] = line.split(',');
    const openTime = toUnixMs(time);
    if (openTime === null) continue;
    bars.set(openTime, {
      openTime,
      open: Number(open),
      high: Number(high),
      low: Number(low),
      close: Number(close),
      volume: Number(volume),
    });
  }
  const hour = 3_600_000;
  const opens = [...bars.keys()].sort((a, b) => a - b);
  return {
    priceAt(time) {
      const within = bars.get(Math.floor(time / hour) * hour);
      if (within !== undefined) return within.open;
      const before = opens.filter((open) => open <= time).at(-1) ?? opens[0]!;
      return bars.get(before)!.close;
    },
    barAt(openTime, intervalMs, now) {
      const bar = bars.get(openTime);
      if (intervalMs !== hour || bar === undefined || openTime > now) return null;
      if (openTime + hour <= now) return bar;
      // Half-built, as an exchange shows it: no more than its open is known.
      return { ...bar, high: bar.open, low: bar.open, close: bar.open, volume: bar.volume / 2 };
    },
  };
}
