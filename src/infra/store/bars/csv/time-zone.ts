import { InputError } from '../../../../core/errors.js';
import { field } from '../../../../core/request-field.js';
import { DAY, HOUR, MINUTE } from '../../../../core/time.js';

/**
 * Wall clock to UTC, both ms; null for an hour that the zone's clocks leave out.
 * @param before the moment of the row before, or NaN: it tells which of two readings of a repeated hour is meant
 * @param ascending rows go forward in time
 */
export type Zone = (wall: number, before: number, ascending: boolean) => number | null;

/** Zones change their offset on whole quarters of an hour. */
const QUARTER = 15 * MINUTE;

/** @param hours what the clock is ahead of UTC */
export const fixedZone =
  (hours: number): Zone =>
  (wall) =>
    wall - hours * HOUR;

/**
 * A zone by its offset (`+3`, `-05:30`, `UTC`) or its IANA name (`America/New_York`), whose clocks may change: an hour that they
 * repeat is read so that the rows go on in their order.
 * @throws InputError for an unknown zone
 */
export function timeZone(text: string): Zone {
  const offset = /^(?:UTC|GMT)?([+-]?)(\d{1,2})(?::?(\d\d))?$/i.exec(text.trim());
  if (offset !== null && Number(offset[2]) <= 14) {
    const hours = Number(offset[2]) + Number(offset[3] ?? 0) / 60;
    return fixedZone(offset[1] === '-' ? -hours : hours);
  }
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: text.trim(),
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch (error) {
    throw new InputError(
      'import.time-zone',
      `${field('timeZone')} is "${text.slice(0, 40)}": it must be an offset such as +3, or a name such as Europe/Moscow or America/New_York.`,
      { where: 'timeZone', cause: error },
    );
  }
  const known = new Map<number, number>();
  const offsetAt = (utc: number): number => {
    const key = Math.floor(utc / QUARTER);
    let found = known.get(key);
    if (found === undefined) {
      const of = Object.fromEntries(
        format.formatToParts(key * QUARTER).map(({ type, value }) => [type, Number(value)]),
      );
      found = Date.UTC(of.year!, of.month! - 1, of.day, of.hour, of.minute, of.second) - key * QUARTER;
      known.set(key, found);
    }
    return found;
  };
  return (wall, before, ascending) => {
    const offsets = new Set([offsetAt(wall - DAY), offsetAt(wall + DAY)]);
    const moments = [...offsets].map((each) => wall - each).filter((utc) => offsetAt(utc) === wall - utc);
    moments.sort((a, b) => (ascending ? a - b : b - a));
    const fits = moments.find((utc) => Number.isNaN(before) || (ascending ? utc > before : utc < before));
    return fits ?? moments[0] ?? null;
  };
}
