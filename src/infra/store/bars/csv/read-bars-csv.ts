import { basename } from 'node:path';
import { BAR_COLUMNS, inferIntervalMs, type BarColumn, type BarSeries } from '../../../../core/bars.js';
import { InputError } from '../../../../core/errors.js';
import { BarScanner } from './bar-scanner.js';
import { readBlocks, type Block } from './block-reader.js';
import { openByteSource } from './byte-source.js';
import { BAR_ALIASES, mapColumns } from './columns.js';
import { CsvError, type CsvProblem, type CsvReason } from './csv-error.js';
import type { DecimalMark } from './decimal.js';
import { detectDialect, type Delimiter, type Dialect } from './dialect.js';
import type { EpochUnit, TimeFormat } from './timestamp.js';

export interface CsvReadOptions {
  /** Symbol of the series. Default: the pair in the file's name, else its name without extension. */
  readonly symbol?: string;
  /** Length of a bar in ms. Default: the most frequent step between rows. */
  readonly intervalMs?: number;
  /** Drop rows that are wrong, and count them by reason, instead of refusing the file. Default false. */
  readonly lenient?: boolean;
  /** Give the rows as they stand, also where times fall, repeat, overlap or change their unit: the caller settles that. Default false. */
  readonly anyOrder?: boolean;
  /** Unit of Unix times. Default: by magnitude. */
  readonly timestampUnit?: EpochUnit;
  /** How far stamps without a zone are ahead of UTC, −14 … 14, e.g. 3 for UTC+3. Default 0: such stamps are UTC. */
  readonly utcOffsetHours?: number;
  /** The file's own names of columns that are not known by the usual ones, e.g. `{ volume: 'Volume BTC' }`. */
  readonly columns?: Readonly<Partial<Record<BarColumn, string>>>;
  /** Default: told from the first rows. */
  readonly delimiter?: Delimiter;
  /** Lines to pass over before the header, e.g. a publisher's banner. Default 0. */
  readonly skipLines?: number;
  /** Leave out bars that close after this moment (UTC ms): they are not finished. Default: keep all. */
  readonly asOf?: number;
  readonly signal?: AbortSignal;
  /** Decoded bytes read so far, and how many are expected. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** What a file looked like, and what was left out of it. */
export interface CsvReport {
  readonly file: string;
  readonly rows: number;
  readonly delimiter: Delimiter;
  readonly header: boolean;
  readonly time_format: TimeFormat;
  /** Null where no number has a fraction. */
  readonly decimal_mark: DecimalMark | null;
  /** The last row has no line break: the file may have been cut off inside its last number. */
  readonly unterminated: boolean;
  /** Rows left out, by reason; empty unless `lenient` or `asOf` is given. */
  readonly dropped: Readonly<Partial<Record<CsvReason, number>>>;
  /** The first 20 of the rows left out. */
  readonly problems: readonly CsvProblem[];
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

/**
 * Reads a CSV file of bars: comma, semicolon, tab or pipe; header under any usual name or none (six columns, or Binance's
 * twelve); ISO 8601 (without a zone: UTC) or Unix s, ms, µs, ns; plain, gzip or zip. The file is streamed; memory is the
 * columns and two blocks. Times come out strictly increasing; gaps stay gaps; an empty field is missing, never 0.
 *
 * @throws CsvError naming file, line, column, value and what was expected; nothing is loaded then
 */
export async function readBarsCsv(
  file: string,
  options: CsvReadOptions = {},
): Promise<{ readonly bars: BarSeries; readonly report: CsvReport }> {
  const offset = options.utcOffsetHours ?? 0;
  if (!(Math.abs(offset) <= 14)) {
    throw new InputError('csv.option', `utcOffsetHours is ${offset}: give hours from -14 to 14, e.g. 3 for UTC+3.`);
  }
  const source = await openByteSource(file);
  try {
    let scanner: BarScanner | undefined;
    let dialect: Dialect | undefined;
    let unterminated = false;
    const consume = (block: Block): number => {
      unterminated = block.unterminated;
      if (scanner !== undefined) return scanner.scan(block);
      const { start, line } = skipLines(block, options.skipLines ?? 0);
      const found = detectDialect(block.buffer, start, block.end, line, options.delimiter);
      if (found === null) return block.end;
      dialect = found;
      scanner = createScanner(file, found, options, estimateRows(block, found, source.sizeHint));
      return scanner.scan({ ...block, start: found.dataStart });
    };
    await readBlocks(file, source, consume, { signal: options.signal, onBytes: options.onProgress });
    if (scanner === undefined || dialect === undefined) {
      throw new CsvError(file, { message: 'it is empty', remedy: 'give a file with at least two bars' });
    }
    return finish(file, scanner, dialect, unterminated, options);
  } finally {
    await source.close();
  }
}

function skipLines(block: Block, count: number): { readonly start: number; readonly line: number } {
  let start = block.start;
  for (let skipped = 0; skipped < count && start < block.end; skipped++) {
    while (block.buffer[start] !== 10 && block.buffer[start] !== 13) start++;
    start += block.buffer[start] === 13 && block.buffer[start + 1] === 10 ? 2 : 1;
  }
  return { start: Math.min(start, block.end), line: count + 1 };
}

/** A tenth above what the first block suggests: room that is not used takes no memory, too little costs a copy. */
function estimateRows(block: Block, dialect: Dialect, sizeHint: number): number {
  const sample = block.buffer.subarray(dialect.dataStart, block.end);
  const probe = sample.subarray(0, 64 * 1024);
  let lines = 1;
  for (const byte of probe) if (byte === 10 || byte === 13) lines++;
  const bytesPerRow = Math.max(12, probe.length / lines);
  return Math.ceil((Math.max(sizeHint, sample.length) / bytesPerRow) * 1.1) + 16;
}

function createScanner(file: string, dialect: Dialect, options: CsvReadOptions, expectedRows: number): BarScanner {
  const names = dialect.header ?? headerless(file, dialect);
  const map = mapColumns(names, BAR_ALIASES, options.columns ?? {});
  if ('duplicate' in map) {
    const message = `the header has two columns "${map.duplicate}"`;
    throw new CsvError(file, { message, remedy: 'name them apart' });
  }
  const missing = BAR_COLUMNS.filter((role) => !map.indexOf.has(role));
  if (missing.length > 0) {
    const message = `the header (${names.slice(0, 12).join(', ').slice(0, 160)}) has no column for ${missing.join(', ')}`;
    throw new CsvError(file, { message, remedy: 'rename the columns, or tell their names with the columns option' });
  }
  const roles = new Int8Array(names.length).fill(-1);
  for (const [role, index] of map.indexOf) roles[index] = BAR_COLUMNS.indexOf(role as BarColumn);
  return new BarScanner({
    file,
    delimiter: dialect.delimiter,
    names,
    roles,
    firstLine: dialect.dataLine,
    expectedRows,
    lenient: options.lenient ?? false,
    anyOrder: options.anyOrder ?? false,
    unit: options.timestampUnit ?? null,
    utcOffsetHours: options.utcOffsetHours ?? 0,
  });
}

function headerless(file: string, dialect: Dialect): readonly string[] {
  if (dialect.width === BINANCE_COLUMNS.length || dialect.width === 6) return BINANCE_COLUMNS.slice(0, dialect.width);
  throw new CsvError(file, {
    message: `it has no header and ${dialect.width} columns in its first row`,
    remedy: 'add a header, or give six columns (time, open, high, low, close, volume) or Binance’s twelve',
  });
}

function finish(file: string, scanner: BarScanner, dialect: Dialect, unterminated: boolean, options: CsvReadOptions) {
  const { columns, timeFormat } = scanner;
  if (columns.length === 0 || timeFormat === null) {
    const all = [...scanner.dropped.values()].reduce((sum, count) => sum + count, 0);
    const message = all === 0 ? 'it has a header and no rows' : `all of its ${all} rows are wrong`;
    throw new CsvError(file, { message, remedy: 'give a file with at least two bars' });
  }
  if (timeFormat !== 'iso' && (options.utcOffsetHours ?? 0) !== 0) {
    const message = `utcOffsetHours is ${options.utcOffsetHours}, but its times say their zone themselves`;
    throw new CsvError(file, { message, remedy: 'leave the offset out: it is for stamps without a zone' });
  }
  const intervalMs = options.intervalMs ?? stepOf(columns.column(0));
  if (intervalMs === null) {
    throw new CsvError(file, {
      message: 'it has one bar, which does not tell their interval',
      remedy: 'give the interval',
    });
  }
  if (options.anyOrder !== true) dropOverlaps(file, scanner, intervalMs, options.lenient ?? false);
  if (options.asOf !== undefined) dropUnfinished(scanner, intervalMs, options.asOf);
  const report: CsvReport = {
    file,
    rows: columns.length,
    delimiter: String.fromCharCode(dialect.delimiter) as Delimiter,
    header: dialect.header !== null,
    time_format: timeFormat,
    decimal_mark: scanner.decimalMark,
    unterminated,
    dropped: Object.fromEntries(scanner.dropped),
    problems: scanner.problems,
  };
  return { bars: columns.toSeries(options.symbol ?? symbolFromFileName(file), intervalMs), report };
}

/** The most frequent step; the usual case, one step almost throughout, needs no counting table. */
function stepOf(times: Float64Array): number | null {
  const first = times.length > 1 ? times[1]! - times[0]! : 0;
  let same = 0;
  for (let i = 1; i < times.length; i++) {
    const step = times[i]! - times[i - 1]!;
    if (step === first) same++;
  }
  return same * 2 > times.length ? first : inferIntervalMs(times);
}

/** A bar that opens before the one before it closes is of another interval, or off the grid after a double. */
function dropOverlaps(file: string, scanner: BarScanner, intervalMs: number, lenient: boolean): void {
  const { columns } = scanner;
  const { data, capacity } = columns;
  let kept = Math.min(1, columns.length);
  for (let row = 1; row < columns.length; row++) {
    const before = data[kept - 1]!;
    if (data[row]! - before < intervalMs) {
      if (!lenient) {
        const [time, last] = [data[row]!, before].map((ms) => new Date(ms).toISOString());
        const message = `the bar of ${time} opens before the bar of ${last} (${intervalMs / 1000} s long) closes`;
        throw new CsvError(file, { message, remedy: 'give bars of one interval, or read leniently' });
      }
      scanner.drop('overlap', 1);
      continue;
    }
    if (kept !== row)
      for (let k = 0; k < BAR_COLUMNS.length; k++) data[k * capacity + kept] = data[k * capacity + row]!;
    kept++;
  }
  columns.length = kept;
}

function dropUnfinished(scanner: BarScanner, intervalMs: number, asOf: number): void {
  const { columns } = scanner;
  let kept = columns.length;
  while (kept > 0 && columns.data[kept - 1]! + intervalMs > asOf) kept--;
  if (kept < columns.length) scanner.drop('unfinished', columns.length - kept);
  columns.length = kept;
}

/** `BTCUSDT` of `binance-spot-BTCUSDT-1h-2022-2024.csv`; without such a pair the name up to its first dot. */
export function symbolFromFileName(file: string): string {
  const name = basename(file);
  return (
    /(?:^|[^A-Z0-9])([A-Z0-9]{2,15}(?:USDT|USDC|FDUSD|BUSD|TUSD|USD|BTC|ETH|EUR))(?![A-Z0-9])/.exec(name)?.[1] ??
    name.split('.')[0]!
  );
}
