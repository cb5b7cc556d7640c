import { toUnixMs } from '../../../core/unix-time.js';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/**
 * Zone names, hours east of UTC: those of RFC 822, and others that feeds write and that mean one thing to them. A name that
 * stands for several zones (IST, AST) is not guessed at.
 */
const ZONES: Readonly<Record<string, number>> = {
  UT: 0, UTC: 0, GMT: 0, Z: 0, EST: -5, EDT: -4, CST: -6, CDT: -5, MST: -7, MDT: -6, PST: -8, PDT: -7, AKST: -9, AKDT: -8,
  HST: -10, WET: 0, WEST: 1, BST: 1, CET: 1, CEST: 2, MEZ: 1, MESZ: 2, EET: 2, EEST: 3, MSK: 3, SGT: 8, HKT: 8, JST: 9, KST: 9,
  AEST: 10, AEDT: 11, NZST: 12, NZDT: 13,
}; // prettier-ignore

const CLOCK = String.raw`(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?`;
const WEEKDAY = String.raw`(?:[A-Za-z]{3,9}\.?,? )?`;
/** Day, month, year, time, zone. */
const DAY_FIRST = new RegExp(
  String.raw`^${WEEKDAY}(\d{1,2})[ -]([A-Za-z]{3})[a-z]{0,6}\.?,?[ -](\d{4}|\d{2}),? ${CLOCK} ?(.*)$`,
);
/** Month, day, year, as Americans and JavaScript write. */
const MONTH_FIRST = new RegExp(String.raw`^${WEEKDAY}([A-Za-z]{3})[a-z]{0,6}\.? (\d{1,2}),? (\d{4}),? ${CLOCK} ?(.*)$`);
const ISO_DAY = new RegExp(String.raw`^(\d{4})-(\d{2})-(\d{2})[T ]${CLOCK} ?([A-Za-z+-].*)$`);

/**
 * UTC milliseconds from the date of a feed item: RFC 822 (`Sat, 04 Jul 2026 03:08:00 -0400`), as RSS has it, or ISO 8601, as
 * Atom has it; null for anything else, an unknown zone name included. Zones may be offsets, names, or both (`GMT+2`,
 * `+0000 (UTC)`). Text without a zone is UTC.
 */
export function feedDate(text: string): number | null {
  const line = text.trim().slice(0, 80).replace(/\s+/g, ' ');
  const whole = toUnixMs(line);
  if (whole !== null) return whole;
  const dayFirst = DAY_FIRST.exec(line);
  if (dayFirst !== null) {
    const [, day, month, year, hour, minute, second, zone] = dayFirst;
    return moment([year!, monthNumber(month!), day!], [hour, minute, second], zone!);
  }
  const monthFirst = MONTH_FIRST.exec(line);
  if (monthFirst !== null) {
    const [, month, day, year, hour, minute, second, zone] = monthFirst;
    return moment([year!, monthNumber(month!), day!], [hour, minute, second], zone!);
  }
  const iso = ISO_DAY.exec(line);
  if (iso === null) return null;
  const [, year, month, day, hour, minute, second, zone] = iso;
  return moment([year!, month!, day!], [hour, minute, second], zone!);
}

const monthNumber = (name: string): string => String(MONTHS.indexOf(name.toLowerCase()) + 1);

/** Through the ISO reader, which knows that there is no 31 June and no month 0. */
function moment(
  [year, month, day]: readonly [string, string, string],
  time: readonly (string | undefined)[],
  zone: string,
): number | null {
  const offset = offsetOf(zone);
  if (offset === null) return null;
  const fullYear = year.length === 2 ? `20${year}` : year;
  const two = (part: string | undefined): string => (part ?? '0').padStart(2, '0');
  return toUnixMs(`${fullYear}-${two(month)}-${two(day)}T${time.map(two).join(':')}${offset}`);
}

/** `+02:00` for `+0200`, `+2`, `GMT+2`, `UTC+02:00`, `CEST`, `+0200 (CEST)`; null for what no zone is known by. */
function offsetOf(zone: string): string | null {
  const bare = zone.replace(/\s*\([^)]*\)\s*$/, '').trim();
  if (bare === '') return '+00:00';
  const [, sign, hours, minutes] = /^(?:GMT|UTC|UT)? ?([+-])(\d{1,2}):?(\d{2})?$/i.exec(bare) ?? [];
  if (sign !== undefined) return `${sign}${hours!.padStart(2, '0')}:${minutes ?? '00'}`;
  const name = bare.toUpperCase();
  if (!Object.hasOwn(ZONES, name)) return null;
  const east = ZONES[name]!;
  return `${east < 0 ? '-' : '+'}${String(Math.abs(east)).padStart(2, '0')}:00`;
}
