import { DAY, HOUR, MINUTE } from '../../../../core/time.js';

/**
 * How a file writes its times. `iso` has no zone and is read as UTC (or as UTC plus the given offset); `iso-zone` carries
 * `Z` or an offset in every row. A file keeps to one of them.
 */
export type TimeFormat = 's' | 'ms' | 'us' | 'ns' | 'iso' | 'iso-zone';
export type EpochUnit = 's' | 'ms' | 'us' | 'ns';

export interface Timestamp {
  /** UTC ms; a fraction where the text is finer than a millisecond. */
  readonly ms: number;
  readonly format: TimeFormat;
}

export interface TimestampProblem {
  readonly reason: 'time' | 'zone';
  readonly expected: string;
}

/**
 * Units are told apart by magnitude: each range below is 1973 … 5138 in its unit, and no two overlap. Times before 1973
 * are not told apart from a wrong unit, so they need the unit to be named.
 */
export const EPOCH_RANGES: Readonly<Record<EpochUnit, readonly [min: number, max: number]>> = {
  s: [1e8, 1e11],
  ms: [1e11, 1e14],
  us: [1e14, 1e17],
  ns: [1e17, 1e20],
};

/**
 * A millisecond and the fraction after it. A double of today's milliseconds is exact to 0.0003, so that the last nanosecond of a bar
 * would be rounded up to the moment at which it closes, and taken for the open of the next: fractions end at 0.999.
 */
export const withFraction = (ms: number, fraction: number): number => ms + Math.min(fraction, 0.999);

/** Milliseconds of the digits after the point of a second. */
export const msOfDigits = (digits: string): number =>
  withFraction(Number(digits.slice(0, 3).padEnd(3, '0')), Number(`0.${digits.slice(3)}`));

const DIGITS_BELOW_MS: Readonly<Record<EpochUnit, number>> = { s: -3, ms: 0, us: 3, ns: 6 };
/** `2024-03-01T13:00:00Z[UTC]`: Java writes the zone beside the offset that it had then. */
const ZONE_BESIDE_OFFSET = /(?<=[Zz]|[+-]\d\d:?\d\d)\[[\w/+-]+\]$/;
/** `1.71029E+12`: digits are gone. */
const ROUNDED = /^\d(?:[.,]\d+)?[eE]\+?\d{1,2}$/;
const UNROUNDED =
  'a Unix time with all of its digits: a spreadsheet has rounded this one, so format the column as a number before saving, or take the file as it was downloaded';
const EPOCH = /^(\d{1,20})(?:\.(\d{1,9}))?$/;
const ISO =
  /^(\d{4})([-/])(\d\d)\2(\d\d)(?:[ Tt_](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(?: ?(Z|z|UTC|GMT|[+-]\d\d(?::?\d\d)?))?)?$/;
const EXPECTED = 'a Unix time in s, ms, µs or ns, or ISO 8601 such as 2024-03-01T13:00:00Z';

/** The unit whose range holds a whole number of that many units, or null. */
export function epochUnit(value: number): EpochUnit | null {
  for (const unit of ['s', 'ms', 'us', 'ns'] as const) {
    const [min, max] = EPOCH_RANGES[unit];
    if (value >= min && value < max) return unit;
  }
  return null;
}

/**
 * Reads one timestamp, every form the reader knows. The quick path for the common forms is in the row scanner.
 * @param unit read whole numbers in this unit instead of by magnitude
 * @param utcOffsetHours what stamps without a zone are ahead of UTC
 */
export function parseTimestamp(
  text: string,
  unit: EpochUnit | null,
  utcOffsetHours: number,
): Timestamp | TimestampProblem {
  const epoch = EPOCH.exec(text);
  if (epoch !== null) return parseEpoch(epoch[1]!, epoch[2] ?? '', unit);
  const iso = ISO.exec(text.replace(ZONE_BESIDE_OFFSET, ''));
  if (iso !== null) return parseIso(iso, utcOffsetHours);
  if (/^\d{4}[-/]\d\d[-/]\d\d.*[A-Za-z]{2,}/.test(text) && !/[ap]\.?m\.?$/i.test(text)) {
    const expected = 'Z or an offset such as +03:00 (a named zone is ambiguous when its clocks change)';
    return { reason: 'zone', expected };
  }
  return { reason: 'time', expected: ROUNDED.test(text) ? UNROUNDED : EXPECTED };
}

function parseEpoch(whole: string, fraction: string, named: EpochUnit | null): Timestamp | TimestampProblem {
  const unit = named ?? epochUnit(Number(whole));
  if (unit === null) {
    const expected = `${EXPECTED}; this number is before 1973 or after 5138 in every unit: name the unit if it is right`;
    return { reason: 'time', expected };
  }
  // Moving the decimal point in the text keeps nanoseconds exact, which a double of 19 digits is not.
  const padded = whole.padStart(7, '0');
  const digits = padded + fraction.padEnd(3, '0');
  const point = padded.length - DIGITS_BELOW_MS[unit];
  const ms = withFraction(Number(digits.slice(0, point)), Number(`0.${digits.slice(point)}`));
  return ms <= 8.64e15 ? { ms, format: unit } : { reason: 'time', expected: EXPECTED };
}

function parseIso(parts: RegExpExecArray, utcOffsetHours: number): Timestamp | TimestampProblem {
  const [year, month, day] = [Number(parts[1]), Number(parts[3]), Number(parts[4])];
  const [hour, minute, second] = [Number(parts[5] ?? 0), Number(parts[6] ?? 0), Number(parts[7] ?? 0)];
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) {
    return { reason: 'time', expected: 'a day that the calendar has' };
  }
  if (hour > 23 || minute > 59 || second > 59) return { reason: 'time', expected: 'a time from 00:00:00 to 23:59:59' };
  const fraction = parts[8] === undefined ? 0 : msOfDigits(parts[8]);
  const local = daysSinceEpoch(year, month, day) * DAY + ((hour * 60 + minute) * 60 + second) * 1000 + fraction;
  const zone = parts[9];
  if (zone === undefined) return { ms: local - utcOffsetHours * HOUR, format: 'iso' };
  const offset = /^([+-])(\d\d):?(\d\d)?$/.exec(zone);
  if (offset === null) return { ms: local, format: 'iso-zone' };
  const [hours, minutes] = [Number(offset[2]), Number(offset[3] ?? 0)];
  if (hours > 14 || minutes > 59) return { reason: 'zone', expected: 'an offset from -14:00 to +14:00' };
  const shift = (hours * 60 + minutes) * MINUTE;
  return { ms: offset[1] === '-' ? local + shift : local - shift, format: 'iso-zone' };
}

const MONTH_DAYS = Uint8Array.of(0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31);

export function daysInMonth(year: number, month: number): number {
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return MONTH_DAYS[month]! + (leap ? 1 : 0);
}

/** Days from 1970-01-01 in the proleptic Gregorian calendar. Source: Howard Hinnant, chrono-compatible date algorithms. */
export function daysSinceEpoch(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}
