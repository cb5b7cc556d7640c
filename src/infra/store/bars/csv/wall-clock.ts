import { InputError } from '../../../../core/errors.js';
import { field } from '../../../../core/request-field.js';
import { daysInMonth, daysSinceEpoch, msOfDigits } from './timestamp.js';
import { DAY, MINUTE } from '../../../../core/time.js';

/** Order in which a file writes day, month and year. */
export type DateOrder = 'YMD' | 'DMY' | 'MDY';

export interface WallTime {
  /** UTC ms; without a zone the wall clock's reading as if it were UTC. */
  readonly ms: number;
  /** The text names its zone itself. */
  readonly zoned: boolean;
}

/** Reads a text as the moment a wall clock shows; null where it does not fit. */
export type DateReader = (text: string) => WallTime | null;

const NUMERIC = /^(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})(?!\d)/;
/** `20240102`, `202401021700`, `20240102170000`: nobody has bars from the years these would be as Unix times. */
const COMPACT = /^((?:19|20)\d\d)(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?)?(?!\d)/;
const MONTH_FIRST = /^(\p{L}{3,9})\.? +(\d{1,2})(?:st|nd|rd|th)?,? +(\d{4})(?!\d)/u;
const DAY_FIRST = /^(\d{1,2})[-. ]{1,2}(\p{L}{3,9})\.?[- ,]+(\d{4}|\d\d)(?!\d)(?: г\.?)?/u;
/** First letters of months, in English, Russian and German. */
const MONTHS = [
  ['jan', 'янв', 'jän'],
  ['feb', 'фев'],
  ['mar', 'мар', 'mär', 'mrz'],
  ['apr', 'апр'],
  ['may', 'мая', 'май', 'mai'],
  ['jun', 'июн'],
  ['jul', 'июл'],
  ['aug', 'авг'],
  ['sep', 'сен'],
  ['oct', 'окт', 'okt'],
  ['nov', 'ноя'],
  ['dec', 'дек', 'dez'],
];
/** `Wed, ` and `Wed `, as in HTTP and JavaScript, which also names the zone behind its offset. */
const WEEKDAY = /^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[.,]* +(?=\S+ )/i;
const ZONE_NAME = /(?<=[+-]\d{4}) \([^()]*\)$/;
const CLOCK =
  /^(?:,? (?:at|в|um) |[T ,_-]*)(\d{1,2})(?:[:.](\d\d)(?:[:.](\d\d)(?:[.,](\d{1,9}))?)?)?(?:[ -]?([ap])\.?m\.?)?(?: ?(z|utc|gmt)?([+-]\d\d:?(?:\d\d)?)?)$/i;
/** `100000`, `1730`: a time of day without marks, as Finam writes it in a column of its own. */
const BARE_CLOCK = /^ +(\d{3,6})$/;

interface Day {
  readonly parts: readonly [string, string, string];
  /** Null where the text itself settles the order. */
  readonly order: DateOrder | null;
  /** What follows the date. */
  readonly rest: string;
}

/** `09:30`, ` 9:30:15.5 PM`, ` 09-AM`, ` 100000`; 0 for nothing; null for anything else. */
function readClock(text: string): WallTime | null {
  if (text.trim() === '') return { ms: 0, zoned: false };
  const bare = BARE_CLOCK.exec(text);
  if (bare !== null) {
    const digits = bare[1]!.padStart(bare[1]!.length <= 4 ? 4 : 6, '0').padEnd(6, '0');
    return readClock(` ${digits.slice(0, 2)}:${digits.slice(2, 4)}:${digits.slice(4)}`);
  }
  const found = CLOCK.exec(text);
  // Digits that follow the date at once are part of it, and an hour alone is not a time of day unless AM or PM says so.
  if (found === null || /^\d/.test(text) || (found[2] === undefined && found[5] === undefined)) return null;
  const [minute, second] = [Number(found[2] ?? 0), Number(found[3] ?? 0)];
  let hour = Number(found[1]);
  if (found[5] !== undefined) {
    if (hour > 12) return null;
    hour = (hour % 12) + (found[5].toLowerCase() === 'p' ? 12 : 0);
  }
  if (hour > 23 || minute > 59 || second > 59) return null;
  const fraction = found[4] === undefined ? 0 : msOfDigits(found[4]);
  const ms = ((hour * 60 + minute) * 60 + second) * 1000 + fraction;
  const zone = /^([+-])(\d\d):?(\d\d)?$/.exec(found[7] ?? '');
  if (zone === null) return { ms, zoned: found[6] !== undefined };
  const shift = (Number(zone[2]) * 60 + Number(zone[3] ?? 0)) * MINUTE;
  return { ms: zone[1] === '-' ? ms + shift : ms - shift, zoned: true };
}

function splitDay(whole: string): Day | null {
  const text = whole.replace(WEEKDAY, '').replace(ZONE_NAME, '');
  const numeric = NUMERIC.exec(text);
  if (numeric !== null) {
    const [all, a, , b, c] = numeric as unknown as [string, string, string, string, string];
    if (a.length === 4) return { parts: [a, b, c], order: 'YMD', rest: text.slice(all.length) };
    return a.length > 2 || c.length === 3 ? null : { parts: [a, b, c], order: null, rest: text.slice(all.length) };
  }
  const compact = COMPACT.exec(text);
  if (compact !== null) {
    const [all, year, month, day, hour, minute, second] = compact as unknown as string[];
    const clock = hour === undefined ? '' : ` ${hour}:${minute!}:${second ?? '00'}`;
    return { parts: [year!, month!, day!], order: 'YMD', rest: clock + text.slice(all!.length) };
  }
  const [monthFirst, dayFirst] = [MONTH_FIRST.exec(text), DAY_FIRST.exec(text)];
  const named = monthFirst ?? dayFirst;
  if (named === null) return null;
  const [word, day] = monthFirst === null ? [named[2]!, named[1]!] : [named[1]!, named[2]!];
  const month = MONTHS.findIndex((names) => names.includes(word.slice(0, 3).toLowerCase())) + 1;
  return { parts: [named[3]!, String(month), day], order: 'YMD', rest: text.slice(named[0].length) };
}

/** UTC ms of a day by its parts in this order, or null where the calendar has none. A year of two digits is of 2000 … 2099. */
function dayMs(parts: readonly [string, string, string], order: DateOrder): number | null {
  const of = (kind: string): string => parts[order.indexOf(kind)]!;
  const [year, month, day] = [of('Y'), Number(of('M')), Number(of('D'))];
  if (year.length !== 4 && year.length !== 2) return null;
  const full = year.length === 2 ? 2000 + Number(year) : Number(year);
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(full, month)) return null;
  return daysSinceEpoch(full, month, day) * DAY;
}

/** Reads a date with or without a time of day: numbers in this order, a month by its English name, or `20240102 170000`. */
export function readWallTime(text: string, order: DateOrder): WallTime | null {
  const day = splitDay(text.trim());
  if (day === null) return null;
  const ms = dayMs(day.parts, day.order ?? order);
  const clock = readClock(day.rest);
  return ms === null || clock === null ? null : { ms: ms + clock.ms, zoned: clock.zoned };
}

/** The orders in which a text is a date with or without a time of day; one that settles its order itself counts as `YMD` alone. */
export function dateOrders(text: string): readonly DateOrder[] {
  if (readWallTime(text, 'YMD') !== null && splitDay(text.trim())?.order === 'YMD') return ['YMD'];
  return (['DMY', 'MDY', 'YMD'] as const).filter((order) => readWallTime(text, order) !== null);
}

const TOKENS = /YYYY|YY|MM|M|DD|D|[^A-Za-z0-9]+/g;

/**
 * A reader of dates in the order of the format: `D-M-YYYY`, `MM/DD/YYYY`, `DD.MM.YY`, `YYYYMMDD` … A time of day may follow the date.
 * `D` and `M` take one or two digits.
 * @throws InputError for a format that does not name day, month and year once each
 */
export function dateReader(format: string): DateReader {
  const tokens = format.match(TOKENS) ?? [];
  const kinds = tokens.flatMap((token) => /^[A-Z]/.exec(token)?.[0] ?? []);
  const order = kinds.join('');
  if (tokens.join('') !== format || kinds.sort().join('') !== 'DMY') {
    throw new InputError(
      'import.date-format',
      `${field('dateFormat')} is "${format.slice(0, 40)}": it must name day, month and year once each, such as D-M-YYYY or MM/DD/YYYY; a time of day after it is read by itself.`,
      { where: 'dateFormat' },
    );
  }
  const pattern = tokens
    .map((token) => {
      if (!/^[A-Z]/.test(token)) return token.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
      if (token.startsWith('Y')) return `(\\d{${token.length}})`;
      return token.length === 2 ? '(\\d{2})' : '(\\d{1,2})';
    })
    .join('');
  const date = new RegExp(`^${pattern}(?!\\d)`);
  return (text) => {
    const found = date.exec(text.trim());
    if (found === null) return null;
    const ms = dayMs([found[1]!, found[2]!, found[3]!], order as DateOrder);
    const clock = readClock(text.trim().slice(found[0].length));
    return ms === null || clock === null ? null : { ms: ms + clock.ms, zoned: clock.zoned };
  };
}
