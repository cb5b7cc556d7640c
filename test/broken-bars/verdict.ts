import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BarRow, BarSeries } from '../../src/core/bars.js';
import { CsvError, type CsvReason } from '../../src/infra/store/bars/csv/csv-error.js';
import type { CsvReadOptions, CsvReport } from '../../src/infra/store/bars/csv/read-bars-csv.js';
import { hashBars } from '../../src/infra/store/bars/hash-bars.js';
import { HOUR, series } from './good-bars.js';

export type Reader = (
  file: string,
  options: CsvReadOptions,
) => Promise<{ readonly bars: BarSeries; readonly report: CsvReport }>;

/** A row-level refusal: where it must be said to be, and what lenient reading must make of the file. */
export interface Refusal {
  readonly reason: CsvReason;
  readonly line: number;
  readonly column: string | null;
  readonly value?: string;
  /** Rows that lenient reading drops, by reason, and the rows it keeps. */
  readonly dropped: Readonly<Partial<Record<CsvReason, number>>>;
  readonly kept: readonly BarRow[];
}

export interface Case {
  readonly name: string;
  /** The file's bytes, or a function that makes something else at a path of its choice and returns it. */
  readonly file: Buffer | string | ((dir: string) => string);
  readonly options?: CsvReadOptions;
  /** The bars it means; or the row that is refused; or the words of a refusal of the whole file. */
  readonly expect: readonly BarRow[] | Refusal | RegExp;
  /** Holes the bars have. */
  readonly gaps?: number;
}

/** Runs every case against a reader; returns one line for each broken promise, so an empty list is a pass. */
export async function verdict(cases: readonly Case[], reader: Reader, dir: string): Promise<string[]> {
  const failures: string[] = [];
  for (const [index, each] of cases.entries()) {
    const fail = (what: string) => failures.push(`${each.name}: ${what}`);
    let file: string;
    if (typeof each.file === 'function') file = each.file(dir);
    else {
      file = join(dir, `BTCUSDT-broken-${index}.csv`);
      writeFileSync(file, each.file);
    }
    const read = (lenient: boolean) =>
      reader(file, { intervalMs: HOUR, ...each.options, lenient }).then(
        (result) => result,
        (error: unknown) => error,
      );
    for (const lenient of [false, true]) {
      const result = await read(lenient);
      const mode = lenient ? 'lenient' : 'strict';
      const refused = result instanceof Error;
      if (refused && !(result instanceof CsvError)) fail(`${mode} threw ${result.name}: ${result.message}`);
      if (each.expect instanceof RegExp) {
        if (!refused) fail(`${mode} accepted it`);
        else if (!each.expect.test(result.message)) fail(`${mode} said: ${result.message}`);
        else if (!result.message.includes(file)) fail(`${mode} did not name the file`);
        continue;
      }
      const refusal = 'reason' in each.expect ? each.expect : null;
      if (refusal !== null && !lenient) {
        checkRefusal(refusal, result, file, fail);
        continue;
      }
      if (refused || typeof result !== 'object' || result === null) {
        fail(`${mode} refused it: ${refused ? result.message : String(result)}`);
        continue;
      }
      const { bars, report } = result as Awaited<ReturnType<Reader>>;
      const wanted = refusal === null ? (each.expect as readonly BarRow[]) : refusal.kept;
      if (hashBars(bars) !== hashBars(series(wanted)))
        fail(`${mode} gave other bars (${bars.length} of ${wanted.length})`);
      const dropped = JSON.stringify(Object.entries(report.dropped).sort());
      const expected = JSON.stringify(Object.entries(refusal?.dropped ?? {}).sort());
      if (dropped !== expected) fail(`${mode} dropped ${dropped}, not ${expected}`);
      if (each.gaps !== undefined && bars.gaps().length !== each.gaps) fail(`${mode} has ${bars.gaps().length} gaps`);
    }
  }
  return failures;
}

function checkRefusal(refusal: Refusal, result: unknown, file: string, fail: (what: string) => void): void {
  if (!(result instanceof CsvError) || result.problem === null) {
    fail(`strict ${result instanceof Error ? `said: ${result.message}` : 'accepted it'}`);
    return;
  }
  const { reason, line, column, value, expected } = result.problem;
  const got = `${reason} in line ${line}, column ${String(column)}`;
  const wanted = `${refusal.reason} in line ${refusal.line}, column ${String(refusal.column)}`;
  if (got !== wanted) fail(`strict named ${got}, not ${wanted}`);
  if (refusal.value !== undefined && refusal.value !== value)
    fail(`strict showed ${String(value)}, not ${refusal.value}`);
  const parts = [file, `line ${line}`, expected, ...(column === null ? [] : [column])];
  for (const part of parts) if (!result.message.includes(part)) fail(`strict left "${part}" out of: ${result.message}`);
}
