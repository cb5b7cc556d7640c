import { BarSeries, type BarRow } from '../../src/core/bars.js';
import { seededRandom } from '../../src/core/ports/random.js';

export const HOUR = 3_600_000;
/** The night in which European clocks go forward lies in the middle: 2024-03-31 01:00 UTC. */
export const START = Date.UTC(2024, 2, 30);
export const ROWS = 48;

/** 48 hours of bars on cents, with one quiet hour, as a market makes them. */
export function goodRows(seed = 4): BarRow[] {
  const random = seededRandom(seed);
  let price = 70_000;
  const cents = (value: number) => Math.round(value * 100) / 100;
  return Array.from({ length: ROWS }, (_, i) => {
    const open = price;
    const close = cents(open * (1 + 0.01 * (random.next() - 0.5)));
    const high = cents(Math.max(open, close) * (1 + 0.003 * random.next()));
    const low = cents(Math.min(open, close) * (1 - 0.003 * random.next()));
    price = close;
    const volume = i === 7 ? 0 : Math.round(random.next() * 1e8) / 1e5;
    return { openTime: START + i * HOUR, open, high, low, close, volume };
  });
}

export const series = (rows: readonly BarRow[]): BarSeries => BarSeries.fromRows('BTCUSDT', HOUR, rows);
