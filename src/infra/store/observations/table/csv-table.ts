import { InputError } from '../../../../core/errors.js';
import { field } from '../../../../core/request-field.js';
import { splitRecord } from '../../bars/csv/record.js';
import type { Table, TableOptions, TableRow } from './table.js';

const SEPARATORS = [',', ';', '\t', '|'];

/** A CSV text with a header (RFC 4180: fields may be quoted, also across lines). */
export function readCsvTable(bytes: Buffer, file: string, { separator }: TableOptions): Table {
  const delimiter = (separator ?? separatorOf(bytes)).charCodeAt(0);
  const rows: TableRow[] = [];
  let columns: readonly string[] | null = null;
  let at = 0;
  let line = 1;
  while (at < bytes.length) {
    const record = splitRecord(bytes, at, bytes.length, delimiter);
    if (record === null) throw wrong(file, line, 'a quoted field is never closed');
    const { fields } = record;
    const isBlank = fields.length === 1 && fields[0] === '';
    if (columns === null && !isBlank) {
      columns = fields;
      const twice = fields.find((name, i) => fields.indexOf(name) !== i);
      if (twice !== undefined) throw wrong(file, line, `column "${twice}" is there twice`);
    } else if (columns !== null && !isBlank) {
      if (fields.length !== columns.length) {
        throw wrong(file, line, `the row has ${fields.length} columns, the header ${columns.length}`);
      }
      rows.push({ where: `${file}:${line}`, cells: new Map(columns.map((name, i) => [name, fields[i]!])) });
    }
    at = record.next;
    line += record.lines;
  }
  return { columns: columns ?? [], rows };
}

/** The one that stands most often in the first line. */
function separatorOf(bytes: Buffer): string {
  const end = bytes.indexOf('\n');
  const head = bytes.toString('utf8', 0, end === -1 ? bytes.length : end);
  const count = (separator: string): number => head.split(separator).length;
  return SEPARATORS.reduce((best, each) => (count(each) > count(best) ? each : best));
}

const wrong = (file: string, line: number, problem: string): InputError =>
  new InputError(
    'import.row',
    `${file}:${line} cannot be read, ${problem}: fix the row, or name the ${field('separator')}.`,
    {
      where: `${file}:${line}`,
    },
  );
