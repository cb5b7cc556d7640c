import { BAR_COLUMNS, BarSeries, assertValidBars, inferIntervalMs, type BarColumn } from '../../../../core/bars.js';
import { InputError } from '../../../../core/errors.js';
import { BAR_ALIASES, mapColumns } from '../csv/columns.js';
import { symbolFromFileName } from '../csv/read-bars-csv.js';
import { encodeTable } from './write-table.js';
import { openParquet } from './read-table.js';

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
 * Reads bars from a Parquet file of ours or of any other program, columns by their usual names.
 * @throws InputError naming what is missing, or row and column of the first wrong value
 */
export async function readBarsParquet(file: string, options: ParquetBarsOptions = {}): Promise<BarSeries> {
  const table = await openParquet(file);
  const map = mapColumns(table.names, BAR_ALIASES, options.columns ?? {});
  if ('duplicate' in map) throw new InputError('parquet.columns', `${file} has two columns "${map.duplicate}".`);
  const missing = BAR_COLUMNS.filter((role) => !map.indexOf.has(role));
  if (missing.length > 0) {
    const found = table.names.join(', ').slice(0, 160);
    throw new InputError('parquet.columns', `${file} (${found}) has no column for ${missing.join(', ')}.`, {
      where: file,
      remedy: 'rename the columns, or tell their names with the columns option',
    });
  }
  const values = await table.read(
    BAR_COLUMNS.map((role) => ({
      name: table.names[map.indexOf.get(role)!]!,
      kind: role === 'openTime' ? 'time' : 'number',
    })),
  );
  const [openTime, open, high, low, close, volume] = values as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const stated = Number(table.metadata.interval_ms);
  const intervalMs = options.intervalMs ?? (stated > 0 ? stated : inferIntervalMs(openTime));
  if (intervalMs === null)
    throw new InputError('parquet.interval', `${file} has no two bars to tell their interval from: give it.`);
  const symbol = options.symbol ?? table.metadata.symbol ?? symbolFromFileName(file);
  const bars = BarSeries.fromColumns(symbol, intervalMs, { openTime, open, high, low, close, volume });
  assertValidBars(bars);
  return bars;
}
