import type { MovingTogether } from '../../core/backtest-result/index.js';
import type { Say } from '../language/say.js';
import { decimals, signed } from './numbers.js';
import { formatDuration } from '../../core/market-snapshot/duration.js';
import { DAY } from '../../core/time.js';

/** What stands where a number is not defined. */
export const NONE = 'n/a';

/** Money without a currency sign: the quote currency is whatever the symbol says. Below a cent three digits. */
export function money(value: number): string {
  const size = Math.abs(value);
  if (size === 0 || size >= 0.01) return decimals(value, 2);
  return size < 1e-9 ? value.toPrecision(3) : decimals(value, 2 - Math.floor(Math.log10(size)));
}

export function signedMoney(value: number): string {
  return value > 0 ? `+${money(value)}` : money(value);
}

/** A price with the digits its size calls for. */
export function price(value: number): string {
  const size = Math.abs(value);
  if (size >= 100 || size === 0) return decimals(value, 2);
  if (size >= 0.1) return decimals(value, 4);
  return size < 1e-9 ? value.toPrecision(5) : decimals(value, Math.min(14, 4 - Math.floor(Math.log10(size))));
}

/** A fraction as percent with two decimals: 0.0144 → `1.44 %`. */
export const percent = (value: number): string => `${decimals(value * 100, 2)}\u00a0%`;

export const signedPercent = (value: number): string => `${signed(value * 100, 2)}\u00a0%`;

const short = new Intl.NumberFormat('en-US', { maximumFractionDigits: 10 });

/** At most six significant digits, thousands separated: quantities and ratios of any size. */
export function compact(value: number): string {
  if (value === 0) return '0';
  if (Math.abs(value) < 1e-4 || Math.abs(value) >= 1e12) return value.toPrecision(4);
  return short.format(Number(value.toPrecision(6)));
}

/** Two units at most; from two months on, hours say nothing. */
export const duration = (ms: number): string =>
  ms >= 60 * DAY ? `${decimals(ms / DAY, 0)} d` : formatDuration(ms / 1000);

/** `max_drawdown` → `Max drawdown`: for names that have no label of their own. */
export function titleOf(name: string): string {
  const words = name.replaceAll('_', ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What it means that symbols of a run moved together, a sentence. */
export function oneBetText({ symbols, lowest, highest }: MovingTogether, say: Say): string {
  const [low, high] = [decimals(lowest, 2), decimals(highest, 2)];
  const values = { names: symbols.slice(0, -1).join(', '), last: symbols.at(-1)!, low, high, n: symbols.length };
  return low === high
    ? say(
        '{names} and {last} moved together (a correlation of {low} between their returns): positions in them on one side are one bet, not {n}.',
        values,
      )
    : say(
        '{names} and {last} moved together (correlations of {low} to {high} between their returns): positions in them on one side are one bet, not {n}.',
        values,
      );
}
