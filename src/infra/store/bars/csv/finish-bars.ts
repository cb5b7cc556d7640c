import { BAR_COLUMNS, inferIntervalMs } from '../../../../core/bars.js';
import { openFromClosing } from '../closing-stamps.js';
import { intervalName } from '../interval-name.js';
import type { BarScanner } from './bar-scanner.js';
import { CsvError, describeProblem } from './csv-error.js';
import { DAY, isoTime } from '../../../../core/time.js';
import { field } from '../../../../core/request-field.js';

export interface FinishOptions {
  readonly file: string;
  readonly intervalMs: number | undefined;
  readonly lenient: boolean;
  /** Whoever asked puts the rows in order. */
  readonly anyOrder: boolean;
  readonly asOf: number | undefined;
  /** The user said in which zone stamps without one are. */
  readonly hasZone: boolean;
  readonly isDescending: boolean;
  readonly isClosing: boolean;
}

/** Checks and orders what the rows gave. @returns the interval in ms and what the user should be told */
export function finishBars(scanner: BarScanner, options: FinishOptions): { intervalMs: number; notes: string[] } {
  const { file, lenient, asOf } = options;
  const { columns, timeFormat } = scanner;
  if (columns.length === 0 || timeFormat === null) throw nothingLeft(file, scanner);
  if (options.hasZone && timeFormat !== 'iso') {
    const message = `a zone is given (${field('utcOffset')}, ${field('timeZone')}), but its times say their zone themselves`;
    throw new CsvError(file, { message, remedy: 'leave it out: it is for stamps without a zone' });
  }
  if (options.isDescending) reverse(scanner);
  const intervalMs = options.intervalMs ?? smaller(stepOf(columns.column(0)), scanner.idleStep);
  if (intervalMs === null) {
    throw new CsvError(file, {
      message: 'it has one bar, which does not tell their interval',
      remedy: `give the interval with ${field('interval')} when importing it, e.g. ${field('interval', '1h')}`,
    });
  }
  const closing = options.anyOrder ? null : openFromClosing(columns.column(0), intervalMs, options.isClosing);
  if (!options.anyOrder) dropOverlaps(file, scanner, intervalMs, lenient);
  if (asOf !== undefined) dropUnfinished(scanner, intervalMs, asOf);
  const idle = scanner.dropped.get('idle') ?? 0;
  const notes = closing === null ? [] : [closing];
  if (idle > 0)
    notes.push(`${idle} of its rows have no price and no volume, minutes without a trade: they are left out.`);
  return { intervalMs, notes };
}

function nothingLeft(file: string, { dropped, problems }: BarScanner): CsvError {
  const all = [...dropped.values()].reduce((sum, count) => sum + count, 0);
  const [first] = problems;
  if (all === 0)
    return new CsvError(file, { message: 'it has a header and no rows', remedy: 'give a file with at least two bars' });
  const why =
    first === undefined ? '' : `, the first for this reason: ${describeProblem(file, first).replace(/\.$/, '')}`;
  return new CsvError(file, {
    message: `all of its ${all} rows are wrong${why}`,
    remedy: 'give a file with at least two bars',
  });
}

function reverse({ columns }: BarScanner): void {
  for (let k = 0; k < BAR_COLUMNS.length; k++) columns.column(k).reverse();
}

const smaller = (step: number | null, idle: number | null): number | null =>
  step === null || (idle !== null && idle < step) ? idle : step;

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
        if (columns.column(0).every((time, i, all) => i === 0 || time - all[i - 1]! >= 28 * DAY)) throw months(file);
        const [time, last] = [data[row]!, before].map(isoTime);
        const message = `the bar of ${time} opens before the bar of ${last} (${intervalName(intervalMs)} long) closes`;
        throw new CsvError(file, {
          message,
          remedy: `give bars of one interval, or import it with ${field('lenient')}`,
        });
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

const months = (file: string): CsvError =>
  new CsvError(file, {
    message: 'its bars are of calendar months, which are not of one length',
    remedy: 'give bars of a week or less',
  });

function dropUnfinished(scanner: BarScanner, intervalMs: number, asOf: number): void {
  const { columns } = scanner;
  let kept = columns.length;
  while (kept > 0 && columns.data[kept - 1]! + intervalMs > asOf) kept--;
  if (kept < columns.length) scanner.drop('unfinished', columns.length - kept);
  columns.length = kept;
}
