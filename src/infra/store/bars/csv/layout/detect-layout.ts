import { isUtf8 } from 'node:buffer';
import { BAR_COLUMNS, type BarColumn } from '../../../../../core/bars.js';
import { CsvError } from '../csv-error.js';
import { detectDialect, type Delimiter } from '../dialect.js';
import { splitRecord } from '../record.js';
import type { EpochUnit } from '../timestamp.js';
import { assignColumns, rolesIn, type ColumnPairs } from './assign-columns.js';
import { headerlessPositions } from './headerless.js';
import { isVolumeInUsd } from './coin-volume.js';
import { isMissing, numberStyle, type NumberStyle } from './numbers.js';
import { narrowed, timeStyle, type TimeStyle } from './time-style.js';
import { field } from '../../../../../core/request-field.js';

/** Everything about a file that reading its rows takes, told from its first rows. */
export interface Layout {
  readonly delimiter: number;
  /** Names of its columns; their numbers, from 1, where it has no header. */
  readonly names: readonly string[];
  readonly hasHeader: boolean;
  readonly dataStart: number;
  readonly dataLine: number;
  /** For each column the index in `BAR_COLUMNS`, or −1. */
  readonly roles: Int8Array;
  /** The column of the time of day, −1 where one column holds the whole time. */
  readonly clock: number;
  readonly time: TimeStyle;
  readonly numbers: NumberStyle | 'plain';
  /** Times of the first rows, as they stand there. */
  readonly times: readonly string[];
  readonly isClosing: boolean;
  /** Its text is not UTF-8 but of one byte a letter, told by its header. */
  readonly isLegacy: boolean;
  readonly notes: readonly string[];
}

export interface LayoutSettings {
  readonly file: string;
  readonly base: string | null;
  readonly unit: EpochUnit | null;
  readonly map: ColumnPairs;
  readonly columns: Readonly<Partial<Record<BarColumn, string>>>;
  readonly delimiter: Delimiter | undefined;
  /** The user says how dates are written, so the file need not show it. */
  readonly hasDateFormat: boolean;
  /** The user says in which zone. */
  readonly hasZone: boolean;
}

interface Row {
  readonly fields: readonly string[];
  readonly start: number;
  readonly line: number;
}

const firstNumeric = (rows: readonly Row[]): number => {
  const found = rows.findIndex(({ fields }) => fields.length > 1 && values(fields) === fields.length);
  return found === -1 ? Infinity : found;
};

/** Lines a publisher may put before the header. */
const BANNER_LINES = 40;
const SAMPLE = 4000;
const NUMBERISH =
  /^[+-]?[$€£¥₽₿]?[\d.,'\s\u00a0\u202f\ufffd]*\d[\d.,'\s\u00a0\u202f\ufffd]*[KMBTkmbt]?\s?[%$€£¥₽₿]?$|^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\b|^\p{L}{3,9}\.? \d{1,2},? \d{4}/u;
/** Names of zones in the name of a time column: their times are not UTC. */
const OTHER_ZONE =
  /[([ ](est|edt|et|cst|cdt|pst|pdt|msk|cet|cest|eet|eest|bst|jst|kst|hkt|sgt|ist|aest|local|мск)[)\]]?$/i;

const values = (fields: readonly string[]): number => fields.filter((field) => NUMBERISH.test(field)).length;

/**
 * Tells the layout of a file that is not of the plainest kind: lines before its header, several header lines, names of other programs
 * and languages, date and time in two columns, any order of day and month, newest row first, grouped digits, no header.
 * @returns null where there is no row at all
 * @throws CsvError saying what of it cannot be told
 */
export function detectLayout(
  buffer: Buffer,
  start: number,
  end: number,
  firstLine: number,
  settings: LayoutSettings,
): Layout | null {
  const { file, unit } = settings;
  const dialect = detectDialect(buffer, start, end, firstLine, settings.delimiter);
  if (dialect === null) return null;
  const all = records(buffer, start, end, firstLine, dialect.delimiter);
  const first = all.findIndex(({ fields }) => fields.length > 1 && values(fields) >= 4);
  const before = all.slice(0, Math.max(0, first === -1 ? Math.min(all.length, BANNER_LINES) : first));
  const header = headerAmong(before);
  if (header === null && first === -1) throw noTable(file, all, before);
  // Without a header a line of numbers alone is not a banner but a row, if a broken one.
  const at = header === null ? Math.min(first, firstNumeric(all)) : all.indexOf(header) + 1;
  const rows = all.slice(header === null ? at : at + blankRows(all.slice(at)));
  const data = rows[0] ?? { fields: [], start: end, line: firstLine };
  const { fields: whole } = header === null ? all[first]! : data;
  const legacyBytes = header === null ? null : buffer.subarray(header.start, rows[0]?.start ?? end);
  const isLegacy = legacyBytes !== null && !isUtf8(legacyBytes);
  const width = whole.length;
  const sample = rows.map(({ fields }) => fields).filter((fields) => fields.length === width && !isIdle(fields));

  let names: string[];
  if (header === null) names = whole.map((_, index) => String(index + 1));
  else {
    names = isLegacy ? legacyNames(buffer, header, dialect.delimiter, end) : [...header.fields];
    // A delimiter after the last column makes one more that has no name.
    while (names.length < width && sample.length > 0 && sample.every((fields) => fields[names.length] === ''))
      names.push('');
    while (names.length > width && width > 0 && names.at(-1) === '') names.pop();
    borrowTimeName(names, before);
  }
  const isMapped = settings.map.length + Object.keys(settings.columns).length > 0;
  const columns =
    header === null && !isMapped
      ? positional(file, sample, width)
      : assignColumns(names, sample.slice(0, SAMPLE), settings);
  const { of, clock } = columns;
  refuseOtherZone(names[of.openTime]!, settings);
  const times = sample.map((fields) => timeCell(fields, of.openTime, clock));
  const time = settings.hasDateFormat ? USUAL : styleOf(times, unit);
  const numberTexts = sample.flatMap((fields) => BAR_COLUMNS.slice(1).map((role) => fields[of[role]] ?? ''));
  const numbers = numberStyle(numberTexts, dialect.delimiter === 44) ?? 'plain';
  if (typeof numbers === 'object' && 'unclear' in numbers) {
    const shown = JSON.stringify(numbers.unclear);
    throw new CsvError(file, {
      message: numbers.unclear.includes(',')
        ? `the comma in ${shown} may group thousands or part decimals, and no other number tells which`
        : `the dot in ${shown} may group thousands or part decimals, and no other number tells which`,
      remedy: 'write the numbers without grouping',
    });
  }
  const roles = new Int8Array(Math.max(names.length, 1)).fill(-1);
  for (const role of BAR_COLUMNS) roles[of[role]] = BAR_COLUMNS.indexOf(role);
  const notes = [...columns.notes];
  if (isVolumeInUsd(names)) {
    notes.push('Its volume is what was traded in USD on all exchanges, not coins: no order is large beside it.');
  }
  return {
    delimiter: dialect.delimiter,
    names,
    hasHeader: header !== null,
    dataStart: data.start,
    dataLine: data.line,
    roles,
    clock,
    time,
    numbers,
    times: times.slice(0, 20),
    isClosing: columns.isClosing,
    isLegacy,
    notes,
  };
}

const USUAL: TimeStyle = { kind: 'usual', isEpoch: false };

/** The text of a row's time. */
export const timeCell = (fields: readonly string[], time: number, clock: number): string =>
  clock < 0 ? (fields[time] ?? '') : `${fields[time] ?? ''} ${fields[clock] ?? ''}`.trim();

/** A minute without trades: prices and volume say so, its time may stand. */
const isIdle = (fields: readonly string[]): boolean => fields.filter(isMissing).length >= 4;

function records(buffer: Buffer, start: number, end: number, firstLine: number, delimiter: number): Row[] {
  const found: Row[] = [];
  let line = firstLine;
  for (let at = start; at < end && found.length < SAMPLE;) {
    const record = splitRecord(buffer, at, end, delimiter);
    if (record === null) break;
    if (record.fields.length > 1 || record.fields[0] !== '') found.push({ fields: record.fields, start: at, line });
    at = record.next;
    line += record.lines;
  }
  return found;
}

/** The row whose names fill most roles; the last of equals, since banners come first. */
function headerAmong(rows: readonly Row[]): Row | null {
  let best: Row | null = null;
  let most = 0;
  for (const row of rows) {
    const count = row.fields.length > 1 ? rolesIn(row.fields) : 0;
    if (count >= most && count > 0) [best, most] = [row, count];
  }
  if (best !== null && most >= 2) return best;
  // Names that nobody knows are still a header, which the user may map.
  const widest = rows.filter(({ fields }) => fields.length > 3);
  return widest.at(-1) ?? null;
}

/** Rows after the header that hold no value: yfinance puts the ticker and the name of its index there. */
function blankRows(rows: readonly Row[]): number {
  const first = rows.findIndex(({ fields }) => values(fields) > 0 || fields.length === 1);
  return first === -1 ? 0 : first;
}

/** yfinance writes the name of the time column in a line of its own. */
function borrowTimeName(names: string[], before: readonly Row[]): void {
  if (/^price$/i.test(names[0] ?? '') && names.some((name) => /^close$/i.test(name))) {
    const own = before.find(
      ({ fields }) => /^date(?:time)?$/i.test(fields[0] ?? '') && fields.slice(1).every((each) => each === ''),
    );
    names[0] = own?.fields[0] ?? 'Date';
  }
}

function legacyNames(buffer: Buffer, header: Row, delimiter: number, end: number): string[] {
  const record = splitRecord(buffer, header.start, end, delimiter)!;
  const bytes = buffer.subarray(header.start, record.next);
  const read = ['windows-1251', 'windows-1252'].map((encoding) => {
    const text = Buffer.from(`${new TextDecoder(encoding).decode(bytes).trimEnd()}\n`);
    return splitRecord(text, 0, text.length, delimiter)!.fields;
  });
  return read.sort((a, b) => rolesIn(b) - rolesIn(a))[0]!;
}

function positional(file: string, rows: readonly (readonly string[])[], width: number) {
  const found = headerlessPositions(rows);
  if (found === null) {
    throw new CsvError(file, {
      message: `it has no header and ${width} columns in its first row, whose meaning its values do not show`,
      remedy: `add a header such as time,open,high,low,close,volume, or tell the columns by their numbers: ${field('map', '"1=time,2=open,3=high,4=low,5=close,6=volume"')}`,
    });
  }
  const { openTime, clock, open, volume } = found;
  return {
    of: { openTime, open, high: open + 1, low: open + 2, close: open + 3, volume },
    clock,
    isClosing: false,
    notes: [] as string[],
  };
}

/** In which style the times are, with the orders that all of the sample allows. */
function styleOf(times: readonly string[], unit: EpochUnit | null): TimeStyle {
  const style = timeStyle(times, unit);
  if (style === null) return USUAL;
  if (style.kind !== 'calendar') return style;
  let { orders } = style;
  for (const text of times) if (orders.length > 1) orders = narrowed(orders, text);
  return { kind: 'calendar', orders };
}

function refuseOtherZone(name: string, { file, hasZone }: LayoutSettings): void {
  const zone = OTHER_ZONE.exec(name)?.[1];
  if (zone === undefined || hasZone || /^local ?time$/i.test(name)) return;
  throw new CsvError(file, {
    message: `its times are in the zone ${zone} by the name of their column, "${name}"`,
    remedy: `say what that is with ${field('timeZone')}, e.g. ${field('timeZone', 'America/New_York')} or ${field('timeZone', '+3')}`,
  });
}

function noTable(file: string, all: readonly Row[], before: readonly Row[]): CsvError {
  const widest = before.reduce<Row | undefined>(
    (best, row) => ((best?.fields.length ?? 0) >= row.fields.length ? best : row),
    all[0],
  );
  const shown = (widest?.fields ?? []).slice(0, 12).join(', ').slice(0, 80);
  return new CsvError(file, {
    message: `no header and no row of a bar is among its first lines (the widest is ${JSON.stringify(shown)})`,
    remedy: 'give a table with a header such as time,open,high,low,close,volume and one bar in a line',
  });
}
