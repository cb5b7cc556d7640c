import { LlmTradingError } from '../../../core/errors.js';
import type { JsonObject, JsonValue } from '../../../core/json-value.js';
import type { JournalRecord } from '../../../core/ports/journal.js';
import { isTime } from '../../../core/time.js';
import { sha256Of } from '../files/sha256.js';

/** The format that this version writes. */
export const JOURNAL_FORMAT = 1;

const MAGIC = 'llm-trading-journal';
const NEWLINE = 0x0a;
/** Bytes of JSON that one record may have. */
const MOST_BYTES = 64 * 1024 * 1024;
/** `00000123 0123456789abcdef 01234567 `: bytes of the JSON, hash of the chain, check of these two. */
export const HEADER_BYTES = 35;
const HEADER_SHAPE = '00000000 hhhhhhhhhhhhhhhh hhhhhhhh ';
/**
 * The smallest piece of a disk that is written or lost whole, bytes; larger ones are multiples of it.
 * https://www.kernel.org/doc/html/latest/block/queue-sysfs.html (logical_block_size)
 */
export const SECTOR_BYTES = 512;

/** The first line of a file: what it is, in which format, and a hash of that, which the chain of the records begins with. */
export const firstLine = (format: number): string => `${MAGIC} ${format} ${seedOf(format)}\n`;
export const seedOf = (format: number): string => sha256Of(`${MAGIC} ${format}`).slice(0, 16);

/** The format of a file and the bytes of its first line; null where the line is damaged. */
export function readFirstLine(bytes: Buffer): { readonly format: number; readonly length: number } | null {
  const line = bytes.subarray(0, 64).toString('latin1');
  const format = Number(/^[a-z-]+ (\d{1,6}) /.exec(line)?.[1] ?? Number.NaN);
  const expected = firstLine(format);
  return line.startsWith(expected) ? { format, length: expected.length } : null;
}

/** A record with the first number of its batch: those of one batch were one write. */
export interface JournalLine {
  readonly record: JournalRecord;
  readonly batch: number;
}

export interface LineHeader {
  /** Bytes of the JSON behind it, without the newline. */
  readonly length: number;
  readonly hash: string;
}

/** Hash of a record: of its JSON and of the record before it, so that one removed, moved or repeated is found. */
export const chainHash = (previous: string, json: Uint8Array): string =>
  sha256Of(Buffer.concat([Buffer.from(previous, 'latin1'), json])).slice(0, 16);

const headerOf = (length: number, hash: string): string => {
  const promised = `${String(length).padStart(8, '0')} ${hash}`;
  return `${promised} ${sha256Of(promised).slice(0, 8)} `;
};

/** The header at this offset; null where it is not whole, or not what was written. */
export function readHeader(bytes: Buffer, offset: number): LineHeader | null {
  const text = bytes.subarray(offset, offset + HEADER_BYTES).toString('latin1');
  const found = /^(\d{8}) ([0-9a-f]{16}) [0-9a-f]{8} $/.exec(text);
  if (found === null) return null;
  const [, digits, hash] = found;
  const length = Number(digits);
  return headerOf(length, hash!) === text ? { length, hash: hash! } : null;
}

/** Whether bytes fewer than a header could be the beginning of one, with NUL where the disk has written nothing. */
export const beginsHeader = (bytes: Buffer): boolean =>
  bytes.every((byte, i) => {
    const text = String.fromCharCode(byte);
    const shape = HEADER_SHAPE[i];
    return byte === 0 || (shape === '0' ? /\d/ : shape === 'h' ? /[0-9a-f]/ : / /).test(text);
  });

/** The record in the JSON behind a header; null where it is not one. */
export function parseLine(json: Buffer): JournalLine | null {
  try {
    const value = JSON.parse(json.toString('utf8')) as Partial<Record<string, unknown>> | null;
    if (typeof value !== 'object' || value === null) return null;
    const { seq, batch, at, kind, data } = value;
    if (!isCount(seq) || !isCount(batch) || typeof at !== 'number' || !isTime(at) || typeof kind !== 'string')
      return null;
    if (data === undefined) return null;
    return { record: { seq, at, kind, data: data as JsonValue }, batch };
  } catch {
    return null;
  }
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) > 0;

export const endsLine = (bytes: Buffer, offset: number): boolean => bytes[offset] === NEWLINE;

/** Lines of a batch as they go to disk, and what a reader will make of them. */
export interface EncodedBatch {
  readonly bytes: Buffer;
  readonly records: readonly JournalRecord[];
  /** Hash of the last one, for the next batch. */
  readonly hash: string;
}

/** @param position where in the file the batch begins, bytes */
export function encodeBatch(records: readonly JournalRecord[], previous: string, position: number): EncodedBatch {
  const batch = records[0]?.seq;
  const parts: Buffer[] = [];
  const read: JournalRecord[] = [];
  let hash = previous;
  let end = position;
  for (const { seq, at, kind, data } of records) {
    assertJson(data, 'data');
    const text = JSON.stringify({ seq, batch, at, kind, data });
    let json = Buffer.from(text, 'utf8');
    if (json.length > MOST_BYTES) throw unfit(`record of kind ${kind}`, `at most ${MOST_BYTES} bytes of JSON`);
    // A record with a single byte in its first or last sector could lose that one alone, and look as if a bit had flipped.
    const inSector = (end + HEADER_BYTES + json.length + 1) % SECTOR_BYTES;
    if (inSector === 1 || inSector === SECTOR_BYTES - 1) json = Buffer.from(`${text} `, 'utf8');
    hash = chainHash(hash, json);
    const line = Buffer.concat([Buffer.from(headerOf(json.length, hash), 'latin1'), json, Buffer.from([NEWLINE])]);
    parts.push(line);
    end += line.length;
    read.push(parseLine(json)!.record);
  }
  return { bytes: Buffer.concat(parts), records: read, hash };
}

/** JSON writes NaN as null and a date as a text: what a replay would not read back is a bug of whoever appends it. */
function assertJson(value: JsonValue | undefined, where: string): void {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return;
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw unfit(where, 'a finite number');
    return;
  }
  if (Array.isArray(value)) {
    for (const [i, member] of (value as readonly JsonValue[]).entries()) assertJson(member, `${where}[${i}]`);
    return;
  }
  const prototype: unknown = typeof value === 'object' ? Object.getPrototypeOf(value) : undefined;
  if (prototype !== Object.prototype && prototype !== null) throw unfit(where, 'a value that JSON can hold');
  for (const [name, member] of Object.entries(value as JsonObject)) {
    if (member !== undefined) assertJson(member, `${where}.${name}`);
  }
}

const unfit = (where: string, expected: string): LlmTradingError =>
  new LlmTradingError('bug', 'journal.value', `The journal cannot keep ${where}: it must be ${expected}.`, {
    where,
    expected,
  });
