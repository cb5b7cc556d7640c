import { basename } from 'node:path';
import type { BarSeries } from '../../../../core/bars.js';
import { given } from '../../../../core/given.js';
import { CsvError, type CsvProblem } from '../csv/csv-error.js';
import { readBarsCsv, type CsvReport } from '../csv/read-bars-csv.js';
import { readFundingCsv } from '../csv/read-funding-csv.js';
import type { DroppedTally } from '../dropped-row.js';
import type { SettledFunding } from '../stored-series.js';
import { settleBars } from '../settle-bars.js';
import type { VisionFile } from './plan.js';

export interface ArchiveReadOptions {
  readonly symbol: string;
  /** Length of a bar, ms. */
  readonly intervalMs: number;
  /** Bars that close after this moment (UTC ms) are not finished, and left out. */
  readonly asOf: number;
  /** Gets every row that is left out as wrong. */
  readonly dropped: DroppedTally;
  readonly signal?: AbortSignal | undefined;
}

const problemText = ({ line, column, value, expected }: CsvProblem): string =>
  `line ${line}${column === null ? '' : `, column "${column}"`}${value === null ? '' : `: ${JSON.stringify(value)}`}: expected ${expected}`;

/**
 * Reads one file of the archive for what is good in it: the checksum says that Binance published it so, and its files have had
 * overlapping, repeated and off-grid bars. Every row left out is told.
 * @param path name of the file in the archive
 * @throws CsvError where no row of the file can be read
 */
export async function readArchiveBars(
  path: string,
  file: string,
  { from, to }: Pick<VisionFile, 'from' | 'to'>,
  { symbol, intervalMs, asOf, dropped, signal }: ArchiveReadOptions,
): Promise<BarSeries> {
  const name = basename(path);
  const read = { symbol, intervalMs, lenient: true, anyOrder: true, asOf, ...given({ signal }) };
  const { bars, report } = await readBarsCsv(file, read).catch(async (error: unknown) => {
    // A first row that is not a kline makes the whole file look like another kind of file.
    if (!(error instanceof CsvError)) throw error;
    const again = await readBarsCsv(file, { ...read, skipLines: 1 }).catch(() => {
      throw error;
    });
    dropped.add({ from: name, reason: 'columns', time: null, problem: 'line 1 is neither a header nor a bar' });
    return again;
  });
  tellProblems(name, report, dropped);
  // A stamp a little early may lie in the month before.
  return settleBars(bars, { from: name, first: from - intervalMs, end: to, onDrop: (row) => dropped.add(row) });
}

function tellProblems(from: string, { problems, dropped: counts }: CsvReport, dropped: DroppedTally): void {
  for (const problem of problems) {
    dropped.add({ from, reason: problem.reason, time: null, problem: problemText(problem) });
  }
  const { idle = 0 } = counts;
  if (idle > 0) {
    const problem = `no price and no volume${idle === 1 ? '' : ` in ${idle} rows`}`;
    dropped.add({ from, reason: 'idle', time: null, problem });
    dropped.addUnnamed(idle - 1);
  }
  const wrong = Object.entries(counts).filter(([reason]) => reason !== 'unfinished' && reason !== 'idle');
  dropped.addUnnamed(wrong.reduce((sum, [, count]) => sum + count, 0) - problems.length);
}

/** The same for settled funding. @throws CsvError where no row of the file can be read */
export function readArchiveFunding(
  path: string,
  file: string,
  { symbol, dropped, signal }: Pick<ArchiveReadOptions, 'symbol' | 'dropped' | 'signal'>,
): Promise<SettledFunding> {
  const from = basename(path);
  return readFundingCsv(file, {
    symbol,
    signal,
    onProblem: (problem) => dropped.add({ from, reason: problem.reason, time: null, problem: problemText(problem) }),
  });
}
