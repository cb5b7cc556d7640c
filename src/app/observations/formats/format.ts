import { InputError } from '../../../core/errors.js';
import type { Observation } from '../../../core/observation.js';
import type { TradingSymbol } from '../../../core/symbol.js';
import type { TableRow } from '../../../infra/store/observations/table/table.js';

/** What an import knows beside the rows. */
export interface ImportContext {
  readonly file: string;
  /** When this copy was made, UTC ms. */
  readonly retrievedAt: number;
  /** Under which source the rows are stored; null for the format's own. */
  readonly source: string | null;
  /** The asset the file is about, where the user named one. */
  readonly symbol: TradingSymbol | null;
  /** The configured asset. */
  readonly baseAsset: TradingSymbol;
  /** UTC ms of a cell. @throws InputError naming file, line and column */
  readonly time: (cell: Cell) => number;
}

export interface Imported {
  readonly observations: readonly Observation[];
  /** Rows or values that were left out, by reason. */
  readonly skipped: Readonly<Record<string, number>>;
}

/** A kind of file: which fields it has, and what its rows become. */
export interface ImportFormat {
  /** Field → names its column may have, letters and digits in lower case. The first of a required field is its own name. */
  readonly fields: Readonly<Record<string, { readonly names: readonly string[]; readonly required: boolean }>>;
  read(rows: readonly MappedRow[], context: ImportContext): Imported;
}

/** A cell with its place. */
export interface Cell {
  readonly text: string;
  readonly where: string;
  readonly column: string;
}

/** A row by the format's fields. */
export interface MappedRow {
  readonly where: string;
  /** Null where the file has no such column, or nothing in it. */
  get(field: string): Cell | null;
  /** Of a required field. @throws InputError where it is empty */
  need(field: string): Cell;
}

/** `file:12, column "rate", "abc": expected a number.` */
export const wrongCell = ({ text, where, column }: Cell, expected: string): InputError =>
  new InputError(
    'import.value',
    `${where}, column "${column}", ${text === '' ? 'is empty' : `is ${JSON.stringify(text.slice(0, 40))}`}: expected ${expected}.`,
    { where: `${where}:${column}`, expected },
  );

const plain = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/**
 * Finds the column of every field: by the user's map first, else by its usual names.
 * @throws InputError for a map that names what is not there, or a required field without a column
 */
export function mapRows(
  columns: readonly string[],
  rows: readonly TableRow[],
  format: ImportFormat,
  map: ReadonlyMap<string, string>,
  file: string,
): MappedRow[] {
  const columnOf = new Map<string, string>();
  for (const [column, field] of map) {
    const problem = !columns.includes(column)
      ? `${file} has no column "${column}" (it has ${columns.join(', ')})`
      : format.fields[field] === undefined
        ? `the format has no field "${field}" (it has ${Object.keys(format.fields).join(', ')})`
        : null;
    if (problem !== null)
      throw new InputError('import.map', `--map ${column}=${field}: ${problem}.`, { where: '--map' });
    columnOf.set(field, column);
  }
  for (const [field, { names, required }] of Object.entries(format.fields)) {
    if (columnOf.has(field)) continue;
    const found = names.flatMap((name) => columns.filter((column) => plain(column) === name && !map.has(column)))[0];
    if (found !== undefined) columnOf.set(field, found);
    else if (required) {
      throw new InputError(
        'import.columns',
        `${file} has no column for ${field} (it has ${columns.join(', ')}): name it with --map COLUMN=${field}.`,
        { where: '--map' },
      );
    }
  }
  return rows.map(({ where, cells }) => {
    const cell = (field: string): Cell | null => {
      const column = columnOf.get(field);
      return column === undefined ? null : { text: cells.get(column) ?? '', where, column };
    };
    return {
      where,
      get(field) {
        const found = cell(field);
        return found === null || found.text === '' ? null : found;
      },
      need(field) {
        const found = cell(field)!;
        if (found.text === '') throw wrongCell(found, `a ${field}`);
        return found;
      },
    };
  });
}
