import { InputError, messageOf } from '../../../../core/errors.js';
import type { Table, TableRow } from './table.js';

/** A JSON list of objects, or one object a line. */
export function readJsonTable(text: string, file: string): Table {
  const rows = text.trimStart().startsWith('[') ? fromList(text, file) : fromLines(text, file);
  const columns = [...new Set(rows.flatMap(({ cells }) => [...cells.keys()]))];
  return { columns, rows };
}

function fromList(text: string, file: string): TableRow[] {
  const list = parse(text, file);
  if (!Array.isArray(list)) throw wrong(file, 'it holds no list');
  return list.map((item: unknown, i) => rowOf(item, `${file}, item ${i + 1}`));
}

const fromLines = (text: string, file: string): TableRow[] =>
  text.split('\n').flatMap((line, i) => {
    if (line.trim() === '') return [];
    const where = `${file}:${i + 1}`;
    return [rowOf(parse(line, where), where)];
  });

function parse(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw wrong(where, `it is not valid JSON (${messageOf(error)})`);
  }
}

function rowOf(item: unknown, where: string): TableRow {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) throw wrong(where, 'it is not an object');
  return { where, cells: new Map(Object.entries(item).map(([name, value]) => [name, textOf(value)])) };
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

const wrong = (where: string, problem: string): InputError =>
  new InputError('import.row', `${where} cannot be read, ${problem}: fix it there.`, { where });
