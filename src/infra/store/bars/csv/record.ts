import type { Buffer } from 'node:buffer';

const QUOTE = 34;
const LF = 10;
const CR = 13;

export interface CsvRecord {
  /** Where the next record starts. */
  readonly next: number;
  /** Physical lines the record spans, at least 1. */
  readonly lines: number;
  /** Fields as text, quotes removed, spaces around them trimmed. */
  readonly fields: string[];
  /** What is wrong with its quotes, or null. */
  readonly quoteProblem: string | null;
}

/**
 * Splits the record that starts at `start` (RFC 4180: fields may be quoted, quotes doubled, line breaks quoted). Every record
 * ends with a line break before `end`.
 * @returns null where a quoted field is still open at `end`: more data is needed
 */
export function splitRecord(buffer: Buffer, start: number, end: number, delimiter: number): CsvRecord | null {
  const fields: string[] = [];
  let quoteProblem: string | null = null;
  let lines = 1;
  let at = start;
  for (;;) {
    while (buffer[at] === 32 && delimiter !== 32) at++;
    let field = '';
    if (buffer[at] === QUOTE) {
      for (;;) {
        const from = ++at;
        while (at < end && buffer[at] !== QUOTE) {
          const byte = buffer[at]!;
          if (byte === LF || (byte === CR && buffer[at + 1] !== LF)) lines++;
          at++;
        }
        if (at >= end) return null;
        field += buffer.toString('utf8', from, at);
        at++;
        if (buffer[at] !== QUOTE) break;
        field += '"';
      }
    }
    const from = at;
    while (at < end && buffer[at] !== delimiter && buffer[at] !== LF && buffer[at] !== CR) {
      if (buffer[at] === QUOTE) quoteProblem = 'a field to be quoted whole, with inner quotes doubled';
      at++;
    }
    if (at > from) {
      const rest = buffer.toString('utf8', from, at).trim();
      if (field !== '' && rest !== '') quoteProblem = 'nothing between a closing quote and the next delimiter';
      field += rest;
    }
    fields.push(field.trim());
    if (at >= end) return { next: end, lines, fields, quoteProblem };
    const byte = buffer[at++];
    if (byte === delimiter) continue;
    if (byte === CR && at < end && buffer[at] === LF) at++;
    return { next: at, lines, fields, quoteProblem };
  }
}
