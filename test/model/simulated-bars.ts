import { seededRandom } from '../../src/core/ports/random.js';

const HOUR = 3_600_000;

/** Hourly bars of a walk with a drift that turns every few days, as a CSV file. */
export function simulatedBars(start: number, hours: number): string {
  const random = seededRandom(7);
  const rows = ['time,open,high,low,close,volume'];
  let close = 40_000;
  for (let i = 0; i < hours; i++) {
    const open = close;
    close *= 1 + 0.0004 * Math.sin(i / 70) + 0.008 * (random.next() - 0.5);
    const [high, low] = [Math.max(open, close) * 1.002, Math.min(open, close) * 0.998];
    const prices = [open, high, low, close].map((price) => price.toFixed(2));
    rows.push([start + i * HOUR, ...prices, (500 + 400 * random.next()).toFixed(3)].join(','));
  }
  return `${rows.join('\n')}\n`;
}
