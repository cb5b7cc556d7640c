import type { JournalRecord } from '../../../core/ports/journal.js';
import type { JournalDamage } from './damage.js';
import {
  chainHash,
  endsLine,
  HEADER_BYTES,
  JOURNAL_FORMAT,
  parseLine,
  readFirstLine,
  readHeader,
  seedOf,
  type JournalLine,
} from './line.js';
import { isTornTail } from './torn-tail.js';

/** Bytes behind the last whole record, left by a write that a crash cut. */
export interface TornTail {
  readonly offset: number;
  readonly content: Buffer;
}

/** What a file of a journal holds. */
export interface JournalScan {
  /** Every whole record before the end, the torn tail or the damage. */
  readonly records: readonly JournalRecord[];
  /** Hash of each of them, which covers all before it, too. */
  readonly hashes: readonly string[];
  /** Where the whole records end, bytes. */
  readonly end: number;
  /** Hash that the next record's is computed from. */
  readonly hash: string;
  readonly torn: TornTail | null;
  readonly damage: JournalDamage | null;
  /** The format of a file that a newer version of the program wrote; of such a file nothing else is read. */
  readonly newer: number | null;
}

/** Reads a journal to its end, or as far as it is what was written. Changes nothing. */
export function scanJournal(bytes: Buffer): JournalScan {
  const none = { records: [], hashes: [], end: 0, hash: '', torn: null, damage: null, newer: null };
  const first = readFirstLine(bytes);
  if (first === null) {
    const why = bytes.length === 0 ? 'the file is empty' : 'its first line is not that of a journal';
    return { ...none, damage: { offset: 0, record: 0, why } };
  }
  if (first.format > JOURNAL_FORMAT) return { ...none, newer: first.format };
  const records: JournalRecord[] = [];
  const hashes: string[] = [];
  let hash = seedOf(first.format);
  let offset = first.length;
  const seen = (): Omit<JournalScan, 'torn' | 'damage'> => ({ records, hashes, end: offset, hash, newer: null });
  while (offset < bytes.length) {
    const next = records.length + 1;
    const found = readRecord(bytes, offset, hash, next);
    if (typeof found === 'string') {
      // A journal takes its name with the first record in it.
      const isTorn = records.length > 0 && isTornTail(bytes, offset, next);
      return isTorn
        ? { ...seen(), torn: { offset, content: bytes.subarray(offset) }, damage: null }
        : { ...seen(), torn: null, damage: { offset, record: next, why: found } };
    }
    records.push(found.record);
    ({ hash, end: offset } = found);
    hashes.push(hash);
  }
  const damage = records.length === 0 ? { offset, record: 1, why: 'the file ends before its first record' } : null;
  return { ...seen(), torn: null, damage };
}

interface FoundRecord extends JournalLine {
  readonly hash: string;
  readonly end: number;
}

/** The record at this offset, or why there is none. */
function readRecord(bytes: Buffer, offset: number, previous: string, next: number): FoundRecord | string {
  const header = readHeader(bytes, offset);
  if (header === null) return 'the header of the record is not what was written';
  const start = offset + HEADER_BYTES;
  const end = start + header.length;
  if (end >= bytes.length) return 'the record is longer than the file';
  const json = bytes.subarray(start, end);
  const line = parseLine(json);
  if (chainHash(previous, json) !== header.hash) {
    return line === null || line.record.seq === next
      ? 'the record is not what its hash was computed from'
      : `record ${line.record.seq} stands there: a record is missing, was moved or is there twice`;
  }
  if (line?.record.seq !== next) return 'it holds no record with this number';
  if (!endsLine(bytes, end)) return 'the record does not end with its newline';
  return { ...line, hash: header.hash, end: end + 1 };
}
