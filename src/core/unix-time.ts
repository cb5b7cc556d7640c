import { MINUTE } from './time.js';

/** Unix seconds of 1973-03-03 and 2286-11-20: between them the four units cannot be mistaken for each other. */
const MIN_MS = 1e11;
const MAX_MS = 1e13;

const ISO =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?\s?(Z|z|UTC|[+-]\d{2}(?::?\d{2})?)?$/;

/**
 * UTC milliseconds from seconds, milliseconds, microseconds or nanoseconds (told apart by magnitude), from such a number
 * as text, or from ISO 8601 text; null for anything else. ISO text without a zone is UTC. Fractions of a millisecond are
 * cut off.
 *
 * Units do change under one's feet: Binance's bulk spot files are in microseconds from 2025-01-01 and in milliseconds
 * before, and `X-MBX-TIME-UNIT` switches its API (github.com/binance/binance-public-data).
 */
export function toUnixMs(value: unknown): number | null {
  if (typeof value === 'number') return fromNumber(value);
  if (typeof value !== 'string') return null;
  const text = value.trim();
  if (text.length > 40) return null;
  return /^\d{9,19}(?:\.\d{1,9})?$/.test(text) ? fromNumber(Number(text)) : fromIso(text);
}

function fromNumber(value: number): number | null {
  for (const perMs of [1e-3, 1, 1e3, 1e6]) {
    const ms = value / perMs;
    if (ms >= MIN_MS && ms < MAX_MS) return Math.floor(ms);
  }
  return null;
}

function fromIso(text: string): number | null {
  const match = ISO.exec(text);
  if (match === null) return null;
  const [year, month, day, hour, minute, second] = match
    .slice(1, 7)
    .map((part: string | undefined) => Number(part ?? '0'));
  const milli = Number((match[7] ?? '').slice(0, 3).padEnd(3, '0'));
  const local = Date.UTC(year!, month! - 1, day, hour, minute, second, milli);
  // Date.UTC rolls 31 February over into March, and 24:61 into the next day: such text is wrong, not late.
  const back = new Date(local);
  if (back.getUTCMonth() !== month! - 1 || back.getUTCDate() !== day || back.getUTCMinutes() !== minute) return null;
  if (second! > 59) return null;
  const zone = /^([+-])(\d{2}):?(\d{2})?$/.exec(match[8] ?? '');
  const offsetMinutes =
    zone === null ? 0 : (zone[1] === '-' ? -1 : 1) * (Number(zone[2]) * 60 + Number(zone[3] ?? '0'));
  const ms = local - offsetMinutes * MINUTE;
  return ms >= MIN_MS && ms < MAX_MS ? ms : null;
}
