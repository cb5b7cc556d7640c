import { open, stat } from 'node:fs/promises';
import type { BarSeries } from '../../../core/bars.js';
import { readBarsCsv, type CsvReadOptions, type CsvReport } from './csv/read-bars-csv.js';

export interface BarsFile {
  readonly bars: BarSeries;
  /** Null for Parquet, whose values are typed: there is no dialect to report. */
  readonly report: CsvReport | null;
}

/**
 * Reads a file of bars, Parquet or CSV (plain, gzip, zip), told by its first bytes.
 * @throws InputError naming file, row and column of the first wrong value
 */
export async function readBarsFile(file: string, options: CsvReadOptions = {}): Promise<BarsFile> {
  if (!(await isParquet(file))) return readBarsCsv(file, options);
  const { readBarsParquet } = await import('./parquet/bars-parquet.js');
  const { symbol, intervalMs, columns } = options;
  const bars = await readBarsParquet(file, {
    ...(symbol === undefined ? {} : { symbol }),
    ...(intervalMs === undefined ? {} : { intervalMs }),
    ...(columns === undefined ? {} : { columns }),
  });
  return { bars, report: null };
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
