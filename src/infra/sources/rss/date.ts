import { toUnixMs } from '../../../core/unix-time.js';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** Zone names of RFC 822, hours east of UTC. */
const ZONES: Readonly<Record<string, number>> = {
  UT: 0, UTC: 0, GMT: 0, Z: 0, EST: -5, EDT: -4, CST: -6, CDT: -5, MST: -7, MDT: -6, PST: -8, PDT: -7,
}; // prettier-ignore

const RFC_822 =
  /^(?:[A-Za-z]{3,9},? )?(\d{1,2}) ([A-Za-z]{3})[a-z]{0,6} (\d{4}|\d{2}) (\d{1,2}):(\d{2})(?::(\d{2}))? ?([+-]\d{2}:?\d{2}|[A-Za-z]{1,4})?$/;

/**
 * UTC milliseconds from the date of a feed item: RFC 822 (`Sat, 04 Jul 2026 03:08:00 -0400`), as RSS has it, or ISO 8601, as
 * Atom has it; null for anything else, an unknown zone name included. Text without a zone is UTC.
 */
export function feedDate(text: string): number | null {
  const line = text.trim().slice(0, 60).replace(/\s+/g, ' ');
  const match = RFC_822.exec(line);
  if (match === null) return toUnixMs(line);
  const [, day, month, year, hour, minute, second, zone] = match;
  const monthNumber = MONTHS.indexOf(month!.toLowerCase()) + 1;
  const offset = offsetOf(zone ?? 'UTC');
  if (monthNumber === 0 || offset === null) return null;
  const fullYear = year!.length === 2 ? `20${year!}` : year!;
  const two = (part: string | undefined): string => (part ?? '0').padStart(2, '0');
  // Through the ISO reader, which knows that there is no 31 June.
  const date = `${fullYear}-${two(String(monthNumber))}-${two(day)}`;
  return toUnixMs(`${date}T${two(hour)}:${two(minute)}:${two(second)}${offset}`);
}

function offsetOf(zone: string): string | null {
  if (/^[+-]/.test(zone)) return zone;
  const name = zone.toUpperCase();
  if (!Object.hasOwn(ZONES, name)) return null;
  const hours = ZONES[name]!;
  return `${hours < 0 ? '-' : '+'}${String(Math.abs(hours)).padStart(2, '0')}:00`;
}
