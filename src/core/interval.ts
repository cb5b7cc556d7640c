import { InputError } from './errors.js';
import { DAY, HOUR, MINUTE, WEEK } from './time.js';

const UNIT_MS: Readonly<Record<string, number>> = { s: 1_000, m: MINUTE, h: HOUR, d: DAY, w: WEEK };

/** `1m`, `4h`, `1d` (Binance's spelling, case-sensitive; a month has no fixed length) in ms; a number is ms already. */
export function parseInterval(interval: number | string): number {
  if (typeof interval === 'number') {
    if (Number.isSafeInteger(interval) && interval > 0) return interval;
  } else {
    const match = /^([1-9][0-9]{0,3})([smhdw])$/.exec(interval);
    if (match !== null) return Number(match[1]) * UNIT_MS[match[2]!]!;
  }
  throw new InputError(
    'interval.invalid',
    `"${interval}" is not a bar interval: use for example 1m, 15m, 4h, 1d or 1w.`,
    {
      where: 'interval',
      expected: 'a number and one of s, m, h, d, w',
    },
  );
}
