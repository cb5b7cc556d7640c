import { InputError } from '../../../../core/errors.js';
import { field } from '../../../../core/request-field.js';

/** Why a row was refused (strict) or dropped and counted (lenient). */
export const CSV_REASONS = [
  'columns',
  'encoding',
  'quote',
  'missing',
  'number',
  'time',
  'zone',
  'unit',
  'price',
  'volume',
  'range',
  'duplicate',
  'conflict',
  'order',
  'overlap',
  'unfinished',
  'idle',
] as const;
export type CsvReason = (typeof CSV_REASONS)[number];

/** One thing that is wrong in one place of a file. */
export interface CsvProblem {
  readonly reason: CsvReason;
  /** 1 is the first physical line; a quoted field may span several, then it is the line on which the row starts. */
  readonly line: number;
  /** Name of the column as the file spells it; null where the whole row is meant. */
  readonly column: string | null;
  /** The offending text as it stands in the file, at most 40 characters; null where there is none. */
  readonly value: string | null;
  readonly expected: string;
}

/** A file that cannot be read as what it was given as. Nothing of it was loaded. */
export class CsvError extends InputError {
  readonly file: string;
  readonly problem: CsvProblem | null;

  constructor(
    file: string,
    problem: CsvProblem | { readonly message: string; readonly remedy: string },
    cause?: unknown,
  ) {
    const row = 'reason' in problem ? problem : null;
    const where = row === null ? file : `${file}:${row.line}${row.column === null ? '' : `:${row.column}`}`;
    super(
      row === null ? 'csv.file' : `csv.${row.reason}`,
      'reason' in problem ? describeProblem(file, problem) : `${file}: ${problem.message}; ${problem.remedy}.`,
      {
        where,
        expected: row?.expected,
        remedy:
          'reason' in problem
            ? `fix the row, or import the file with ${field('lenient')} (data import): such rows are then dropped and counted`
            : problem.remedy,
        cause,
      },
    );
    this.file = file;
    this.problem = row;
  }
}

/** One sentence: file, line, column, value, what was expected. */
export function describeProblem(file: string, problem: CsvProblem): string {
  const column = problem.column === null ? '' : `, column "${problem.column}"`;
  const value = problem.value === null ? '' : `: ${JSON.stringify(problem.value)}`;
  return `${file}, line ${problem.line}${column}${value}: expected ${problem.expected}.`;
}

/** At most 40 characters of a field, for messages. */
export const rowExcerpt = (text: string): string => (text.length > 40 ? `${text.slice(0, 39)}…` : text);
