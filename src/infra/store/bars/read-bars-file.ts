import { open, stat } from 'node:fs/promises';
import type { BarSeries } from '../../../core/bars.js';
import { InputError } from '../../../core/errors.js';
import { field } from '../../../core/request-field.js';
import { readBarsCsv, type CsvReadOptions, type CsvReport } from './csv/read-bars-csv.js';
import { intervalName } from './interval-name.js';

export interface BarsFile {
  readonly bars: BarSeries;
  /** Null for Parquet, whose values are typed: there is no dialect to report. */
  readonly report: CsvReport | null;
  /** What the user should know of how it was read, in sentences. */
  readonly notes: readonly string[];
}

/**
 * Reads a file of bars, Parquet, CSV or JSON (plain, gzip, zip), told by its first bytes.
 * @throws InputError naming file, row and column of the first wrong value, or an interval that the bars do not have
 */
export async function readBarsFile(file: string, options: CsvReadOptions = {}): Promise<BarsFile> {
  const read = await readEither(file, options);
  if (options.intervalMs !== undefined) assertInterval(file, read, options.intervalMs);
  return read;
}

async function readEither(file: string, options: CsvReadOptions): Promise<BarsFile> {
  if (!(await isParquet(file))) {
    const csv = await readBarsCsv(file, options);
    return { ...csv, notes: csv.report.notes };
  }
  const { readBarsParquet } = await import('./parquet/bars-parquet.js');
  return { ...(await readBarsParquet(file, options)), report: null };
}

/** Bars whose steps all have a common length are of that length: a shorter one would make gaps of most of them. */
function assertInterval(file: string, { bars, report }: BarsFile, given: number): void {
  const { openTime, length } = bars;
  let step = 0;
  for (let i = 1; i < length && step !== given; i++) step = greatestDivisor(openTime[i]! - openTime[i - 1]!, step);
  const overlaps = report?.dropped.overlap ?? 0;
  if ((length < 3 || step <= given) && overlaps <= length) return;
  const own = step > given ? `are ${intervalName(step)} apart` : 'are shorter';
  throw new InputError(
    'bars.interval',
    `${file}: its bars ${own}, so they are not bars of ${intervalName(given)}: leave ${field('interval')} out. Bars of another length are made with llm-trading data resample.`,
    {
      where: 'interval',
    },
  );
}

function greatestDivisor(a: number, b: number): number {
  while (b !== 0) [a, b] = [b, a % b];
  return a;
}

async function isParquet(file: string): Promise<boolean> {
  // A pipe must not be opened, since that would wait for a writer: the CSV reader refuses it by its kind.
  const info = await stat(file).catch(() => null);
  if (info?.isFile() !== true) return false;
  const handle = await open(file, 'r').catch(() => null);
  if (handle === null) return false;
  try {
    const magic = Buffer.alloc(4);
    await handle.read(magic, 0, 4, 0);
    return magic.toString('latin1') === 'PAR1';
  } finally {
    await handle.close();
  }
}
