import { parseTimestamp, daysSinceEpoch, type EpochUnit, type Timestamp, type TimestampProblem } from '../timestamp.js';
import { dateOrders, readWallTime, type DateOrder, type DateReader } from '../wall-clock.js';
import type { Zone } from '../time-zone.js';
import { DAY, MINUTE } from '../../../../../core/time.js';

/** How a file writes its times: as the quick path reads them; as dates in one of some orders; as days of a spreadsheet. */
export type TimeStyle =
  | { readonly kind: 'usual'; readonly isEpoch: boolean }
  | { readonly kind: 'calendar'; readonly orders: readonly DateOrder[] }
  | { readonly kind: 'serial' };

/** Reads the time of a row. `before` is the time of the row before, NaN for the first. */
export type TimeReader = (text: string, before: number) => Timestamp | TimestampProblem;

/** Days since 1899-12-30 as Excel and LibreOffice count them; here from 1954 to 2119. */
const SERIAL = /^([2-7]\d{4})(?:[.,](\d+))?$/;
const SERIAL_ORIGIN = daysSinceEpoch(1899, 12, 30);
const COMPACT = /^(?:19|20)\d{10}(?:\d\d)?$/;

/** A count of days with a fraction, to the minute where its digits allow no other, else to the second; null for anything else. */
function serialMs(text: string): number | null {
  const found = SERIAL.exec(text);
  if (found === null) return null;
  const places = found[2] ?? '';
  const day = (Number(found[1]) + SERIAL_ORIGIN) * DAY;
  const ms = Number(`0.${places || '0'}`) * DAY;
  const minute = Math.round(ms / MINUTE) * MINUTE;
  // Half a unit of the last digit, and a millisecond for the fraction's own rounding.
  if (Math.abs(minute - ms) <= 0.5 * 10 ** -places.length * DAY + 1) return day + minute;
  return day + Math.round(ms / 1000) * 1000;
}

/**
 * Tells the style of the times of a sample; empty and odd texts among them are left for the rows' own checks.
 * @returns null where most are not times
 */
export function timeStyle(texts: readonly string[], unit: EpochUnit | null): TimeStyle | null {
  const given = texts.filter((text) => text !== '');
  const most = given.length * 0.8;
  if (given.length === 0) return null;
  const formats = new Map<string, number>();
  for (const text of given) {
    const stamp = COMPACT.test(text) && unit === null ? null : parseTimestamp(text, unit, 0);
    if (stamp !== null && 'ms' in stamp) formats.set(stamp.format, (formats.get(stamp.format) ?? 0) + 1);
  }
  const [format, count] = [...formats].sort((a, b) => b[1] - a[1])[0] ?? ['', 0];
  if (count >= most && count === given.length) return { kind: 'usual', isEpoch: !format.startsWith('iso') };
  const counts = new Map<DateOrder, number>();
  for (const text of given) for (const order of dateOrders(text)) counts.set(order, (counts.get(order) ?? 0) + 1);
  const top = Math.max(0, ...counts.values());
  if (top >= most && top > count) {
    const orders = [...counts].filter(([, each]) => each === top).map(([order]) => order);
    // Dots between numbers that end in the year are day.month.year wherever they are used.
    const dotted = given.every((text) => /^\d{1,2}\.\d{1,2}\.\d{2,4}/.test(text));
    return { kind: 'calendar', orders: dotted && orders.includes('DMY') ? ['DMY'] : orders };
  }
  if (count >= most) return { kind: 'usual', isEpoch: !format.startsWith('iso') };
  return given.filter((text) => serialMs(text) !== null).length >= most ? { kind: 'serial' } : null;
}

/** What of the orders is left after another text. */
export const narrowed = (orders: readonly DateOrder[], text: string): readonly DateOrder[] => {
  const fits = dateOrders(text);
  const left = orders.filter((order) => fits.includes(order));
  return left.length === 0 ? orders : left;
};

/** A reader of times in this style; in the usual one it takes other forms of dates too, since files change theirs. */
export function timeReader(
  style: TimeStyle | { readonly kind: 'format'; readonly read: DateReader; readonly format: string },
  unit: EpochUnit | null,
  zone: Zone,
  ascending: boolean,
): TimeReader {
  const local = (wall: number, before: number): Timestamp | TimestampProblem => {
    const ms = zone(wall, before, ascending);
    return ms === null
      ? { reason: 'time', expected: 'an hour that the time zone has: its clocks leave this one out' }
      : { ms, format: 'iso' };
  };
  if (style.kind === 'format') {
    return (text, before) => {
      const read = style.read(text);
      if (read === null)
        return { reason: 'time', expected: `a date as ${style.format}, with or without a time of day` };
      return read.zoned ? { ms: read.ms, format: 'iso-zone' } : local(read.ms, before);
    };
  }
  if (style.kind === 'serial') {
    return (text, before) => {
      const wall = serialMs(text);
      return wall === null
        ? { reason: 'time', expected: 'a day of a spreadsheet such as 45292.5' }
        : local(wall, before);
    };
  }
  const order = style.kind === 'calendar' ? style.orders[0]! : 'YMD';
  return (text, before) => {
    if (style.kind === 'usual' || !COMPACT.test(text)) {
      const stamp = parseTimestamp(text, unit, 0);
      if ('ms' in stamp) return stamp.format === 'iso' ? local(stamp.ms, before) : stamp;
      if (stamp.reason === 'zone' || (style.kind === 'usual' && style.isEpoch)) return stamp;
    }
    const wall = readWallTime(text, order);
    if (wall === null) return { reason: 'time', expected: EXPECTED[order] };
    return wall.zoned ? { ms: wall.ms, format: 'iso-zone' } : local(wall.ms, before);
  };
}

const EXPECTED: Readonly<Record<DateOrder, string>> = {
  YMD: 'a date such as 2024-03-01 13:00',
  DMY: 'a date with the day first, as in the rest of the file, such as 31.01.2024 13:00',
  MDY: 'a date with the month first, as in the rest of the file, such as 01/31/2024 1:00 PM',
};
