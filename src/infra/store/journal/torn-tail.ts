import { beginsHeader, endsLine, HEADER_BYTES, parseLine, readHeader, SECTOR_BYTES, type LineHeader } from './line.js';

/** Fewer NUL bytes than this in a row are a flipped bit and no missing piece: records are written so that no piece of one is this short. */
const LEAST_MISSING = 2;
const NEWLINE = 0x0a;

/**
 * Whether what follows the last whole record is what a crash leaves of a write that nobody was told to be done. That is: the file
 * ends before the record does; or pieces of the disk were not written, which read as NUL, and nothing of a later write is there.
 * One changed byte never looks like that, wherever it is: a header is checked by itself, JSON holds no NUL, and a changed byte
 * shortens no file.
 * @param offset where the record begins that is not whole
 * @param next its number
 */
export function isTornTail(bytes: Buffer, offset: number, next: number): boolean {
  const rest = bytes.subarray(offset);
  // No record is as short as its header.
  if (rest.length <= HEADER_BYTES) return beginsHeader(rest);
  const header = readHeader(bytes, offset);
  const wanted = HEADER_BYTES + (header === null ? 0 : header.length + 1);
  if (header !== null && rest.length < wanted) return !holdsLineEnd(rest, header);
  return isMissing(bytes, offset, offset + wanted) && !laterBatch(bytes, offset, next);
}

/** A newline before the record's end is that of another record: bytes between the two were taken out of the file. */
const holdsLineEnd = (rest: Buffer, header: LineHeader): boolean =>
  rest.subarray(HEADER_BYTES, HEADER_BYTES + header.length).includes(NEWLINE);

/** Whether a piece of the disk that reaches into the record from `start` to `end` was never written. */
function isMissing(bytes: Buffer, start: number, end: number): boolean {
  const isNul = (from: number, to: number): boolean =>
    to - from >= LEAST_MISSING && bytes.subarray(from, to).every((byte) => byte === 0);
  for (let from = start; from < end;) {
    const to = Math.min((Math.floor(from / SECTOR_BYTES) + 1) * SECTOR_BYTES, bytes.length);
    if (isNul(from, to)) return true;
    from = to;
  }
  let tail = bytes.length;
  while (tail > start && bytes[tail - 1] === 0) tail -= 1;
  return tail < end && isNul(tail, bytes.length);
}

/** Whether a record of a later write than that of record `next` is there: then the one before it was on disk, and was damaged since. */
function laterBatch(bytes: Buffer, offset: number, next: number): boolean {
  for (let at = bytes.indexOf(NEWLINE, offset); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) {
    const header = readHeader(bytes, at + 1);
    if (header === null) continue;
    const json = at + 1 + HEADER_BYTES;
    if (!endsLine(bytes, json + header.length)) continue;
    const line = parseLine(bytes.subarray(json, json + header.length));
    if (line !== null && line.batch > next) return true;
  }
  return false;
}
