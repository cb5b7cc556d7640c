import type { BarSeries } from '../../../../core/bars.js';
import { InputError } from '../../../../core/errors.js';
import { symbolFromFileName } from '../symbol-from-name.js';
import { BarScanner, type BarScannerOptions } from './bar-scanner.js';
import { readBlocks, type Block } from './block-reader.js';
import { openByteSource } from './byte-source.js';
import { CsvError, type CsvProblem, type CsvReason } from './csv-error.js';
import type { DecimalMark } from './decimal.js';
import { detectDialect, type Delimiter } from './dialect.js';
import { finishBars } from './finish-bars.js';
import { withJsonAsCsv } from './json-rows.js';
import { foreignPlan } from './layout/foreign-plan.js';
import { DateOrderProbe } from './layout/date-order-probe.js';
import { plainPlan, type Plan } from './plan.js';
import type { CsvReadOptions } from './read-options.js';
import { findSymbolColumn, SymbolRows } from './symbol-column.js';
import type { TimeFormat } from './timestamp.js';
import type { DateOrder } from './wall-clock.js';

export type { CsvReadOptions };

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
  /** Rows left out, by reason: rows without a trade (`idle`) always, others only where `lenient` or `asOf` is given. */
  readonly dropped: Readonly<Partial<Record<CsvReason, number>>>;
  /** The first 20 of the rows left out. */
  readonly problems: readonly CsvProblem[];
  /** What the user should know of how it was read, in sentences. */
  readonly notes: readonly string[];
}

/** Reasons for which a file that looked plain is looked at again, as one that another program wrote in its own way. */
const LOOK_AGAIN: ReadonlySet<CsvReason> = new Set(['time', 'number', 'missing', 'unit', 'order', 'zone', 'columns']);

export interface BarsCsv {
  readonly bars: BarSeries;
  readonly report: CsvReport;
}

/**
 * Reads a CSV file of bars as it comes: comma, semicolon, tab or pipe; header under any usual name or none; ISO 8601 (without a zone:
 * UTC), Unix s, ms, µs, ns, or dates of any order that its rows settle; plain, gzip or zip; the layouts of the programs named in
 * docs/BACKTESTING.md; JSON of the same rows. The file is streamed; memory is the columns and two blocks. Times come out strictly
 * increasing; gaps stay gaps; an empty field is missing, never 0.
 *
 * @throws CsvError naming file, line, column, value and what was expected; nothing is loaded then
 */
export async function readBarsCsv(file: string, options: CsvReadOptions = {}): Promise<BarsCsv> {
  const offset = options.utcOffsetHours ?? 0;
  if (!(Math.abs(offset) <= 14)) {
    throw new InputError('csv.option', `utcOffsetHours is ${offset}: give hours from -14 to 14, e.g. 3 for UTC+3.`);
  }
  let plain: BarsCsv;
  try {
    plain = await readOnce(file, options, plainPlan);
  } catch (error) {
    const reason = error instanceof CsvError ? error.problem?.reason : undefined;
    if (reason === undefined || !LOOK_AGAIN.has(reason)) throw error;
    return await readAgain(file, options, error);
  }
  const { dropped, rows } = plain.report;
  const wrong = Object.entries(dropped).reduce(
    (sum, [why, count]) => (LOOK_AGAIN.has(why as CsvReason) ? sum + count : sum),
    0,
  );
  if (wrong <= rows) return plain;
  const again = await readAgain(file, options, null);
  return again !== null && again.report.rows > rows ? again : plain;
}

/** Reads a file that looked plain as a foreign one; what was wrong before stands where that does not help. */
async function readAgain<E>(
  file: string,
  options: CsvReadOptions,
  before: E,
): Promise<BarsCsv | (E extends null ? null : never)> {
  try {
    return await readOnce(file, options, () => null);
  } catch (error) {
    options.signal?.throwIfAborted();
    if (before === null) return null as E extends null ? null : never;
    throw error instanceof CsvError ? before : error;
  }
}

async function readOnce(
  file: string,
  options: CsvReadOptions,
  choose: typeof plainPlan,
  settled: readonly DateOrder[] | null = null,
  isOneSymbol = false,
): Promise<BarsCsv> {
  const source = await withJsonAsCsv(file, await openByteSource(file));
  try {
    let scanner: BarScanner | DateOrderProbe | undefined;
    let plan: Plan | undefined;
    let symbols: BarScannerOptions['symbols'] | undefined;
    let unterminated = false;
    const consume = (block: Block): number => {
      unterminated = block.unterminated;
      if (scanner !== undefined) return scanner.scan(block);
      const { start, line } = skipLines(block, options.skipLines ?? 0);
      refuseBinary(file, block);
      const dialect = detectDialect(block.buffer, start, block.end, line, options.delimiter);
      if (dialect === null) return block.end;
      plan = choose(file, dialect, options) ?? foreignPlan(file, block, start, line, options, settled);
      const rest = { ...block, start: plan.dataStart };
      symbols = isOneSymbol ? null : symbolsOf(file, plan, options);
      scanner =
        plan.unsettled === null
          ? new BarScanner({
              ...plan.scanner,
              file,
              expectedRows: estimateRows(rest, source.sizeHint),
              lenient: options.lenient ?? false,
              anyOrder: options.anyOrder ?? false,
              symbols,
            })
          : new DateOrderProbe(plan.unsettled, plan.scanner);
      return scanner.scan(rest);
    };
    await readBlocks(file, source, consume, { signal: options.signal, onBytes: options.onProgress });
    if (scanner === undefined || plan === undefined) {
      throw new CsvError(file, { message: 'it is empty', remedy: 'give a file with at least two bars' });
    }
    if (scanner instanceof DateOrderProbe)
      return await readOnce(file, options, choose, scanner.settled(file), isOneSymbol);
    const rows = symbols?.rows;
    if (rows?.isRenamed() === true) return await readOnce(file, options, choose, settled, true);
    const left = rows?.note(options.symbol ?? symbolFromFileName(file)) ?? null;
    return finish(
      file,
      scanner,
      left === null ? plan : { ...plan, notes: [...plan.notes, left] },
      unterminated,
      options,
    );
  } finally {
    await source.close();
  }
}

/** Null where no column says of which symbol a row is. */
function symbolsOf(
  file: string,
  { scanner, hasHeader }: Plan,
  { symbol }: CsvReadOptions,
): BarScannerOptions['symbols'] {
  const { names, roles, foreign } = scanner;
  const column = hasHeader ? findSymbolColumn(names, (index) => roles[index]! >= 0 || index === foreign?.clock) : -1;
  return column < 0 ? null : { column, rows: new SymbolRows(file, names[column]!, symbol) };
}

function skipLines(block: Block, count: number): { readonly start: number; readonly line: number } {
  let start = block.start;
  for (let skipped = 0; skipped < count && start < block.end; skipped++) {
    while (block.buffer[start] !== 10 && block.buffer[start] !== 13) start++;
    start += block.buffer[start] === 13 && block.buffer[start + 1] === 10 ? 2 : 1;
  }
  return { start: Math.min(start, block.end), line: count + 1 };
}

/** Text has no control characters to speak of; one NUL in a row is that row's fault. */
function refuseBinary(file: string, { buffer, start, end }: Block): void {
  const head = buffer.subarray(start, Math.min(end, start + 4096));
  if (/^\s*<(?:!doctype|html|\?xml)/i.test(head.toString('latin1', 0, 200))) {
    throw new CsvError(file, {
      message: 'it is a web page or XML, not a table',
      remedy: 'download the file itself again',
    });
  }
  let controls = 0;
  for (const byte of head) if (byte < 9 || (byte > 13 && byte < 32)) controls++;
  if (controls <= head.length / 50 || controls < 3) return;
  const remedy = 'give a table as text, a Parquet file, or one of them packed with gzip or zip';
  throw new CsvError(file, { message: 'this is not a text file: CSV was expected', remedy });
}

/** A tenth above what the first block suggests: room that is not used takes no memory, too little costs a copy. */
function estimateRows(block: Block, sizeHint: number): number {
  const sample = block.buffer.subarray(block.start, block.end);
  const probe = sample.subarray(0, 64 * 1024);
  let lines = 1;
  for (const byte of probe) if (byte === 10 || byte === 13) lines++;
  const bytesPerRow = Math.max(12, probe.length / lines);
  return Math.ceil((Math.max(sizeHint, sample.length) / bytesPerRow) * 1.1) + 16;
}

function finish(
  file: string,
  scanner: BarScanner,
  plan: Plan,
  unterminated: boolean,
  options: CsvReadOptions,
): BarsCsv {
  const { intervalMs, notes } = finishBars(scanner, {
    file,
    intervalMs: options.intervalMs,
    lenient: options.lenient ?? false,
    anyOrder: options.anyOrder ?? false,
    asOf: options.asOf,
    hasZone: (options.utcOffsetHours ?? 0) !== 0 || options.timeZone !== undefined,
    isDescending: plan.scanner.foreign?.isDescending === true,
    isClosing: plan.isClosing,
  });
  const { columns, timeFormat } = scanner;
  const report: CsvReport = {
    file,
    rows: columns.length,
    delimiter: String.fromCharCode(plan.scanner.delimiter) as Delimiter,
    header: plan.hasHeader,
    time_format: timeFormat!,
    decimal_mark: scanner.decimalMark,
    unterminated,
    dropped: Object.fromEntries(scanner.dropped),
    problems: scanner.problems,
    notes: [...plan.notes, ...notes],
  };
  return { bars: columns.toSeries(options.symbol ?? symbolFromFileName(file), intervalMs), report };
}
