import { BAR_COLUMNS, BarSeries, assertValidBars, inferIntervalMs, type BarColumn } from '../../../../core/bars.js';
import { InputError, messageOf } from '../../../../core/errors.js';
import { field } from '../../../../core/request-field.js';
import { openFromClosing } from '../closing-stamps.js';
import { assignColumns, type ColumnPairs } from '../csv/layout/assign-columns.js';
import { timeReader } from '../csv/layout/time-style.js';
import { findSymbolColumn, SymbolRows } from '../csv/symbol-column.js';
import { fixedZone, timeZone } from '../csv/time-zone.js';
import { dateReader } from '../csv/wall-clock.js';
import { symbolFromFileName } from '../symbol-from-name.js';
import { encodeTable } from './write-table.js';
import { openParquet, type ParquetTable } from './read-table.js';
import { DAY } from '../../../../core/time.js';

/** Names of the columns in files of ours, as Binance spells them. */
const FILE_NAMES: Readonly<Record<BarColumn, string>> = {
  openTime: 'open_time',
  open: 'open',
  high: 'high',
  low: 'low',
  close: 'close',
  volume: 'volume',
};

export interface ParquetBarsOptions {
  /** Default: what the file says of itself, else the pair in its name. */
  readonly symbol?: string;
  /** Length of a bar in ms. Default: what the file says of itself, else the most frequent step. */
  readonly intervalMs?: number;
  /** The file's own names of columns that are not known by the usual ones. */
  readonly columns?: Readonly<Partial<Record<BarColumn, string>>>;
  /** COLUMN and field, as in CSV. */
  readonly map?: ColumnPairs | undefined;
  /** Order of day, month and year of times that are text. */
  readonly dateFormat?: string | undefined;
  /** Zone of stamps without one. */
  readonly timeZone?: string | undefined;
  readonly utcOffsetHours?: number | undefined;
}

/** Bars, and what the user should know of how they were read, in sentences. */
export interface ReadParquet {
  readonly bars: BarSeries;
  readonly notes: readonly string[];
}

/** @param extra more of the file's key-value metadata */
export function encodeBars(bars: BarSeries, extra: Readonly<Record<string, string>> = {}): Uint8Array {
  return encodeTable(
    BAR_COLUMNS.map((column) => ({
      name: FILE_NAMES[column],
      kind: column === 'openTime' ? 'time' : 'number',
      values: bars[column],
    })),
    { symbol: bars.symbol, interval_ms: String(bars.intervalMs), ...extra },
  );
}

/**
 * Reads bars from a Parquet file of ours or of any other program: columns by their usual names, newest row first too, stamps of the
 * end of bars as in CSV, rows without price and volume left out.
 * @throws InputError naming what is missing, or row and column of the first wrong value
 */
export async function readBarsParquet(file: string, options: ParquetBarsOptions = {}): Promise<ReadParquet> {
  const table = await openParquet(file);
  const { map = [], columns = {}, utcOffsetHours } = options;
  const { of, isClosing, notes } = assignColumns(table.names, [], { file, base: null, unit: null, map, columns });
  const timeName = table.names[of.openTime]!;
  const zone = options.timeZone === undefined ? fixedZone(utcOffsetHours ?? 0) : timeZone(options.timeZone);
  const format = options.dateFormat;
  const style =
    format === undefined
      ? ({ kind: 'usual', isEpoch: false } as const)
      : ({ kind: 'format', read: dateReader(format), format } as const);
  const read = timeReader(style, null, zone, true);
  const textTime = (text: string): number => {
    const stamp = read(text, NaN);
    return 'ms' in stamp ? stamp.ms : NaN;
  };
  const wanted = (kind: 'number' | 'optional') =>
    BAR_COLUMNS.map((role) => ({
      name: table.names[of[role]]!,
      kind: role === 'openTime' ? ('time' as const) : kind,
      time: textTime,
    }));
  const found = Object.fromEntries(
    (await table.read(wanted('optional'))).map((values, k) => [BAR_COLUMNS[k]!, values]),
  ) as Record<BarColumn, Float64Array>;
  const idle = (row: number): boolean =>
    PRICES.every((role) => Number.isNaN(found[role][row])) && !(found.volume[row]! > 0);
  const symbol = options.symbol ?? table.metadata.symbol ?? symbolFromFileName(file);
  const symbols = await rowsOfSymbol(file, table, of, options.symbol);
  const mine = symbols?.takes ?? (() => true);
  const note = symbols?.rows.note(symbol) ?? null;
  const isGap = BAR_COLUMNS.some((role) => found[role].some((value) => Number.isNaN(value)));
  // Only a file with gaps is read again: for the place of the first value that is missing in a row with others.
  if (isGap) await table.read(wanted('number'), (row) => !mine(row) || idle(row));
  const own = symbols === null ? null : [...found.openTime.keys()].filter(mine);
  const rows = isGap ? (own ?? [...found.openTime.keys()]).filter((row) => !idle(row)) : own;
  const kept = rows === null ? found : pick(found, rows);
  if (table.withoutZone.has(timeName)) {
    kept.openTime.forEach(
      (wall, i) => (kept.openTime[i] = zone(wall, i > 0 ? kept.openTime[i - 1]! : NaN, true) ?? NaN),
    );
  }
  if (kept.openTime.length > 2 && kept.openTime[1]! < kept.openTime[0]! && kept.openTime.at(-1)! < kept.openTime[0]!) {
    for (const role of BAR_COLUMNS) kept[role].reverse();
  }
  const stated = Number(table.metadata.interval_ms);
  const intervalMs =
    options.intervalMs ??
    (stated > 0
      ? stated
      : stepOf(kept.openTime, own === null ? found.openTime : Float64Array.from(own, (row) => found.openTime[row]!)));
  if (intervalMs === null) {
    throw new InputError(
      'parquet.interval',
      `${file} has no two bars to tell their interval from: give it with ${field('interval')}.`,
    );
  }
  // Files of ours say their interval and keep the open.
  const closing = stated > 0 ? null : openFromClosing(kept.openTime, intervalMs, isClosing);
  const bars = BarSeries.fromColumns(symbol, intervalMs, kept);
  try {
    assertValidBars(bars);
  } catch (error) {
    const days = kept.openTime.every((time) => time % DAY === 0) ? ' Its times are whole days.' : '';
    throw new InputError('parquet.bars', `${file}: ${messageOf(error)}${days}`, { where: file, cause: error });
  }
  const left = (own?.length ?? found.openTime.length) - kept.openTime.length;
  return {
    bars,
    notes: [
      ...notes,
      ...(note === null ? [] : [note]),
      ...(closing === null ? [] : [closing]),
      ...(left === 0
        ? []
        : [`${left} of its rows have no price and no volume, minutes without a trade: they are left out.`]),
    ],
  };
}

/**
 * Which rows are of the wanted symbol, in a file with a column that says so; null where all are.
 * @throws CsvError where there are several, and none was chosen
 */
async function rowsOfSymbol(
  file: string,
  { names, metadata, read }: ParquetTable,
  of: Readonly<Record<BarColumn, number>>,
  symbol: string | undefined,
): Promise<{ readonly takes: (row: number) => boolean; readonly rows: SymbolRows } | null> {
  const column = findSymbolColumn(names, (index) => Object.values(of).includes(index));
  // Files of ours say their symbol, and hold no other.
  if (column < 0 || metadata.symbol !== undefined) return null;
  const name = names[column]!;
  const codes = new Map<string, number>();
  const code = (text: string): number => {
    const known = codes.get(text) ?? codes.size;
    codes.set(text, known);
    return known;
  };
  const [cells] = await read([{ name, kind: 'text', code }]);
  const texts = [...codes.keys()];
  const rows = new SymbolRows(file, name, symbol);
  const taken = Array.from(cells!, (each) => Number.isNaN(each) || rows.takes(texts[each]!));
  return rows.isRenamed() ? null : { takes: (row) => taken[row]!, rows };
}

const PRICES = ['open', 'high', 'low', 'close'] as const;

const pick = (columns: Record<BarColumn, Float64Array>, rows: readonly number[]): Record<BarColumn, Float64Array> =>
  Object.fromEntries(
    BAR_COLUMNS.map((role) => [role, Float64Array.from(rows, (row) => columns[role][row]!)]),
  ) as Record<BarColumn, Float64Array>;

/** Rows without a trade keep the grid where few others do, as in the first years of a market. */
function stepOf(kept: Float64Array, all: Float64Array): number | null {
  const [step, grid] = [inferIntervalMs(kept), kept.length === all.length ? null : inferIntervalMs(all.toSorted())];
  return step === null || (grid !== null && grid < step) ? grid : step;
}
