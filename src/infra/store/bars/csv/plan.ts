import { BAR_COLUMNS, type BarColumn } from '../../../../core/bars.js';
import type { BarScannerOptions } from './bar-scanner.js';
import { BAR_ALIASES, mapColumns } from './columns.js';
import { decimalOfCell } from './decimal.js';
import type { Dialect } from './dialect.js';
import { mayBeGroups } from './layout/numbers.js';
import { coinVolume, isVolumeInUsd } from './layout/coin-volume.js';
import type { CsvReadOptions } from './read-options.js';
import { parseTimestamp } from './timestamp.js';
import type { DateOrder } from './wall-clock.js';

/** How the rows of one file will be read. */
export interface Plan {
  readonly scanner: Omit<BarScannerOptions, 'file' | 'expectedRows' | 'lenient' | 'anyOrder' | 'symbols'>;
  readonly hasHeader: boolean;
  readonly dataStart: number;
  /** Its stamps are those of the end of bars, by the name of their column. */
  readonly isClosing: boolean;
  readonly notes: readonly string[];
  /** Orders of day and month that the first rows leave open; null where nothing is open. */
  readonly unsettled: readonly DateOrder[] | null;
}

/** Binance's files without header: https://github.com/binance/binance-public-data#klines */
const BINANCE_COLUMNS = [
  'open_time',
  'open',
  'high',
  'low',
  'close',
  'volume',
  'close_time',
  'quote_volume',
  'count',
  'taker_buy_volume',
  'taker_buy_quote_volume',
  'ignore',
];
/** Digits of a date that as a Unix time would lie in 1976 or 2572. */
const COMPACT = /^(?:19|20)\d{10}(?:\d\d)?$/;

/**
 * The plan of a file of the plain kind, which the quick path reads: usual names (or none: six columns, or Binance's twelve), times as
 * ISO 8601 or Unix time in ascending order, plain numbers.
 * @returns null where its first rows are otherwise, or the user tells how they are
 */
export function plainPlan(file: string, dialect: Dialect, options: CsvReadOptions): Plan | null {
  const { map, dateFormat, timeZone, columns, timestampUnit: unit = null, utcOffsetHours = 0 } = options;
  if (map !== undefined || dateFormat !== undefined || timeZone !== undefined || columns !== undefined) return null;
  const isBinance = dialect.width === BINANCE_COLUMNS.length || dialect.width === 6;
  const names = dialect.header ?? (isBinance ? BINANCE_COLUMNS.slice(0, dialect.width) : null);
  const found = names === null ? null : mapColumns(names, BAR_ALIASES, {});
  if (names === null || found === null || 'duplicate' in found) return null;
  const { indexOf } = found;
  if (BAR_COLUMNS.some((role) => !indexOf.has(role))) return null;
  if (!isPlain(dialect, indexOf, unit)) return null;
  const [high, low, volume] = [indexOf.get('high')!, indexOf.get('low')!, indexOf.get('volume')!];
  if (dialect.header !== null && coinVolume(names, dialect.rows, { high, low, volume }).volume !== volume) return null;
  if (isVolumeInUsd(names)) return null;
  const roles = new Int8Array(names.length).fill(-1);
  for (const [role, index] of indexOf) roles[index] = BAR_COLUMNS.indexOf(role as BarColumn);
  const { delimiter, dataLine: firstLine } = dialect;
  return {
    scanner: { delimiter, names, roles, firstLine, unit, utcOffsetHours, foreign: null },
    hasHeader: dialect.header !== null,
    dataStart: dialect.dataStart,
    isClosing: false,
    notes: [],
    unsettled: null,
  };
}

function isPlain(
  dialect: Dialect,
  indexOf: ReadonlyMap<string, number>,
  unit: CsvReadOptions['timestampUnit'] | null,
): boolean {
  const marks = dialect.delimiter === 44 ? '.' : '.,';
  const times: number[] = [];
  for (const fields of dialect.rows) {
    for (const [role, index] of indexOf) {
      const text = fields[index] ?? '';
      if (role === 'openTime') {
        const stamp = parseTimestamp(text, unit ?? null, 0);
        if (!('ms' in stamp) || (COMPACT.test(text) && unit === null)) return false;
        times.push(stamp.ms);
      } else {
        const number = decimalOfCell(text, marks);
        if ('reason' in number && number.reason === 'number') return false;
      }
    }
  }
  const numbers = dialect.rows.flatMap((fields) =>
    BAR_COLUMNS.slice(1).map((role) => fields[indexOf.get(role)!] ?? ''),
  );
  if (dialect.delimiter !== 44 && mayBeGroups(numbers)) return false;
  return times.length < 3 || times.some((time, i) => i > 0 && time >= times[i - 1]!);
}
