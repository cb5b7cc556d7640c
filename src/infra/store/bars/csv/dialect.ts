import type { Buffer } from 'node:buffer';
import { splitRecord } from './record.js';

/** What the bytes of a file look like, told from its first rows. */
export interface Dialect {
  readonly delimiter: number;
  /** The header's names, or null where the first row is data. */
  readonly header: readonly string[] | null;
  /** Columns of every row. */
  readonly width: number;
  /** Where the first data row starts, and its line. */
  readonly dataStart: number;
  readonly dataLine: number;
  /** The first data rows, at most 20. */
  readonly rows: readonly (readonly string[])[];
}

export const DELIMITERS = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

const SAMPLE_RECORDS = 20;
/** Time and four prices, or time and rate in a funding file: fewer columns are not a table of ours. */
const VALUE = /^[+-]?[\d.,]+(?:[eE][+-]?\d+)?$|^\d{4}[-/]\d\d[-/]\d\d/;

interface Sample {
  readonly delimiter: number;
  readonly records: readonly { readonly fields: readonly string[]; readonly start: number; readonly line: number }[];
  readonly score: number;
}

const valuesIn = (fields: readonly string[]): number => fields.filter((field) => VALUE.test(field)).length;
const isBlank = (fields: readonly string[]): boolean => fields.length === 1 && fields[0] === '';

/**
 * Tells delimiter and header from the first rows in `buffer[start, end)`, which end with a line break.
 * @returns null where there is no row at all
 */
export function detectDialect(
  buffer: Buffer,
  start: number,
  end: number,
  firstLine: number,
  delimiter: Delimiter | undefined,
): Dialect | null {
  const candidates = delimiter === undefined ? DELIMITERS : [delimiter];
  let best: Sample | null = null;
  for (const candidate of candidates) {
    const sample = sampleWith(buffer, start, end, firstLine, candidate.charCodeAt(0));
    if (best === null || sample.score > best.score) best = sample;
  }
  const first = best?.records[0];
  if (best === null || first === undefined) return null;
  const isHeader = valuesIn(first.fields) === 0;
  if (!isHeader) {
    return {
      delimiter: best.delimiter,
      header: null,
      width: first.fields.length,
      dataStart: first.start,
      dataLine: first.line,
      rows: best.records.map(({ fields }) => fields),
    };
  }
  const after = splitRecord(buffer, first.start, end, best.delimiter)!;
  return {
    delimiter: best.delimiter,
    header: first.fields,
    width: first.fields.length,
    dataStart: after.next,
    dataLine: first.line + after.lines,
    rows: best.records.slice(1).map(({ fields }) => fields),
  };
}

/** The delimiter that cuts the sampled rows into most fields that look like numbers or times is the file's. */
function sampleWith(buffer: Buffer, start: number, end: number, firstLine: number, delimiter: number): Sample {
  const records: { fields: readonly string[]; start: number; line: number }[] = [];
  let score = 0;
  let at = start;
  let line = firstLine;
  while (at < end && records.length < SAMPLE_RECORDS) {
    const record = splitRecord(buffer, at, end, delimiter);
    if (record === null) break;
    if (!isBlank(record.fields)) {
      records.push({ fields: record.fields, start: at, line });
      // A header holds no values: its number of fields decides where nothing else is there to tell.
      if (record.fields.length > 1) score += valuesIn(record.fields) + record.fields.length / 1000;
    }
    at = record.next;
    line += record.lines;
  }
  return { delimiter, records, score };
}
