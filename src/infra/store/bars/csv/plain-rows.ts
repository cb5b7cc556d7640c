import { EPOCH_RANGES, daysInMonth, daysSinceEpoch, type TimeFormat } from './timestamp.js';
import { DAY, HOUR, MINUTE } from '../../../../core/time.js';

/** What the quick path needs to know of the file. All of it is settled by the first row, which the thorough path reads. */
export interface PlainRowSettings {
  /** For each column of the file the index in `BAR_COLUMNS`, or −1 for one that is not used. */
  readonly roles: Int8Array;
  readonly delimiter: number;
  /** Byte of the decimal mark, 0 while the file has shown none. */
  decimal: number;
  timeFormat: TimeFormat;
  /** Added to stamps without a zone, ms. */
  readonly zoneShiftMs: number;
}

export interface PlainRowTarget {
  data: Float64Array;
  capacity: number;
  length: number;
}

const LF = 10;
const CR = 13;
const QUOTE = 34;
/** Powers of ten that a double holds exactly. */
const TEN = Float64Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));
const EXACT = 2 ** 53;
const TIME = 0;

/**
 * The hot loop: reads rows of plain digits straight from bytes into columns, with no object and no string a row, and stops
 * before the first row that is anything else (quotes, signs, exponents, spaces, an empty field, a broken rule) for the
 * thorough path to read or to refuse. `buffer[start, end)` ends with a line break.
 *
 * A number of at most 15 digits is its digits as an integer over a power of ten at most 10^22: both are exact, so the one
 * division rounds correctly (Clinger, How to read floating point numbers accurately, 1990), to the bit as `Number(text)`.
 *
 * @returns where it stopped; every row before it is in `target`
 */
export function readPlainRows(
  settings: PlainRowSettings,
  target: PlainRowTarget,
  buffer: Uint8Array,
  start: number,
  end: number,
): number {
  const { roles, delimiter, decimal, timeFormat, zoneShiftMs } = settings;
  const { data, capacity } = target;
  const width = roles.length;
  const iso = timeFormat === 'iso' || timeFormat === 'iso-zone';
  const zoned = timeFormat === 'iso-zone';
  const range = EPOCH_RANGES[iso ? 'ms' : timeFormat];
  const epochMin = range[0];
  // Nanoseconds have more digits than a double holds: the thorough path reads them as text.
  const epochMax = timeFormat === 'ns' ? 0 : range[1];
  const toMs = timeFormat === 's' ? 1000 : 1;
  const perMs = timeFormat === 'us' ? 1000 : 1;
  let row = target.length;
  let before = row > 0 ? data[row - 1]! : -Infinity;
  let dateKey = -1;
  let dateMs = 0;
  let at = start;
  let rowStart = start;

  rows: while (at < end && row < capacity) {
    rowStart = at;
    for (let column = 0; column < width; column++) {
      const role = roles[column]!;
      if (role > TIME) {
        // Prices and volume: whole and fractional digits apart, each as a 32-bit integer while it fits.
        const wholeStart = at;
        let whole = 0;
        let digit = buffer[at]! - 48;
        while (digit >>> 0 < 10) {
          whole = (Math.imul(whole, 10) + digit) | 0;
          digit = buffer[++at]! - 48;
        }
        const wholeDigits = at - wholeStart;
        let fraction = 0;
        let places = 0;
        if (digit + 48 === decimal) {
          const fractionStart = ++at;
          digit = buffer[at]! - 48;
          while (digit >>> 0 < 10) {
            fraction = (Math.imul(fraction, 10) + digit) | 0;
            digit = buffer[++at]! - 48;
          }
          places = at - fractionStart;
          if (places === 0) break rows;
        }
        if (wholeDigits === 0) break rows;
        let digits = Infinity;
        if (wholeDigits <= 9 && places <= 9) digits = places === 0 ? whole : whole * TEN[places]! + fraction;
        const value =
          digits > EXACT ? longNumber(buffer, wholeStart, at, decimal) : places === 0 ? digits : digits / TEN[places]!;
        data[role * capacity + row] = value;
      } else if (role < TIME) {
        let byte = buffer[at]!;
        while (byte !== delimiter && byte !== LF && byte !== CR) {
          if (byte === QUOTE) break rows;
          byte = buffer[++at]!;
        }
      } else if (iso) {
        const year = pair(buffer, at) * 100 + pair(buffer, at + 2);
        const month = pair(buffer, at + 5);
        const day = pair(buffer, at + 8);
        const separator = buffer[at + 4];
        if (separator !== buffer[at + 7] || (separator !== 45 && separator !== 47)) break rows;
        const key = (year * 100 + month) * 100 + day;
        if (key !== dateKey) {
          if (!(month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month))) break rows;
          dateKey = key;
          dateMs = daysSinceEpoch(year, month, day) * DAY;
        }
        at += 10;
        let ms = dateMs;
        let byte = buffer[at]!;
        if (byte === 84 || byte === 32) {
          const hour = pair(buffer, at + 1);
          const minute = pair(buffer, at + 4);
          if (!(hour < 24 && minute < 60 && buffer[at + 3] === 58)) break rows;
          ms += hour * HOUR + minute * MINUTE;
          at += 6;
          byte = buffer[at]!;
          if (byte === 58) {
            const second = pair(buffer, at + 1);
            if (!(second < 60)) break rows;
            ms += second * 1000;
            at += 3;
            byte = buffer[at]!;
            if (byte === 46) {
              // Bars open on whole seconds almost always: other fractions are left to the thorough path.
              do byte = buffer[++at]!;
              while (byte === 48);
              if (byte >= 49 && byte <= 57) break rows;
            }
          }
          if (byte === 90) at++;
          else if (zoned) break rows;
          else ms += zoneShiftMs;
          if (byte === 90 && !zoned) break rows;
        } else if (zoned) break rows;
        else ms += zoneShiftMs;
        data[row] = ms;
      } else {
        // 13 digits in ms and 16 in µs do not fit 32 bits: nine first, the rest after.
        const headEnd = at + 9;
        let head = 0;
        let digit = buffer[at]! - 48;
        while (digit >>> 0 < 10 && at < headEnd) {
          head = (Math.imul(head, 10) + digit) | 0;
          digit = buffer[++at]! - 48;
        }
        const tailStart = at;
        let tail = 0;
        while (digit >>> 0 < 10) {
          tail = (Math.imul(tail, 10) + digit) | 0;
          digit = buffer[++at]! - 48;
        }
        const tailDigits = at - tailStart;
        if (tailDigits > 9) break rows;
        const stamp = head * TEN[tailDigits]! + tail;
        if (!(stamp >= epochMin && stamp < epochMax)) break rows;
        const ms = perMs === 1 ? stamp * toMs : stamp / perMs;
        if (ms !== Math.floor(ms)) break rows;
        data[row] = ms;
      }

      const byte = buffer[at++];
      if (column < width - 1) {
        if (byte !== delimiter) break rows;
      } else if (byte === CR) {
        if (buffer[at] === LF) at++;
      } else if (byte !== LF) break rows;
    }

    const time = data[row]!;
    const open = data[capacity + row]!;
    const high = data[2 * capacity + row]!;
    const low = data[3 * capacity + row]!;
    const close = data[4 * capacity + row]!;
    if (!(time > before && low > 0 && low <= open && open <= high && low <= close && close <= high)) break rows;
    if (!(data[5 * capacity + row]! >= 0)) break rows;
    before = time;
    row++;
    rowStart = at;
  }

  target.length = row;
  return Math.min(rowStart, end);
}

/** Two digits as a number; NaN, which no comparison below accepts, where they are not digits. */
function pair(buffer: Uint8Array, at: number): number {
  const tens = buffer[at]! - 48;
  const ones = buffer[at + 1]! - 48;
  return tens >>> 0 < 10 && ones >>> 0 < 10 ? tens * 10 + ones : NaN;
}

/** A number too long for the loop above, e.g. a volume `20483838393.00000000`; NaN where it has over 15 significant digits. */
function longNumber(buffer: Uint8Array, from: number, to: number, decimal: number): number {
  const mark = buffer.subarray(from, to).indexOf(decimal);
  let end = to;
  if (mark >= 0) {
    while (buffer[end - 1] === 48) end--;
    if (end - 1 === from + mark) end--;
  }
  const places = mark >= 0 && end > from + mark ? end - from - mark - 1 : 0;
  let digits = 0;
  let count = 0;
  for (let i = from; i < end; i++) {
    if (buffer[i] === decimal) continue;
    digits = digits * 10 + (buffer[i]! - 48);
    if (digits > 0) count++;
  }
  return count <= 15 && places <= 22 ? digits / TEN[places]! : NaN;
}
