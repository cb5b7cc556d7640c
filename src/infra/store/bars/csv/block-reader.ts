import { isAscii, isUtf8 } from 'node:buffer';
import type { ByteSource } from './byte-source.js';
import { CsvError } from './csv-error.js';

/** Bytes read at once. Measured: larger blocks gain nothing, and two of them are all the memory that reading takes. */
const BLOCK = 128 * 1024;
/** Longest row accepted. A bar takes 40 … 160 bytes; a line beyond this is not a table. */
const MAX_RECORD = 128 * 1024;

const LF = 10;
const CR = 13;

/** A stretch of whole rows: `buffer[start, end)` ends with a line break. */
export interface Block {
  readonly buffer: Buffer;
  readonly start: number;
  readonly end: number;
  /** No NUL, and valid UTF-8. */
  readonly clean: boolean;
  /** Nothing comes after this block. */
  readonly last: boolean;
  /** The file's last row had no line break. */
  readonly unterminated: boolean;
}

/**
 * Cuts a source into blocks of whole rows and hands each to `consume`, which returns where it stopped: a row left over (a
 * quoted field open at the block's end) comes again at the start of the next block. The next block is read from disk while
 * this one is parsed.
 */
export async function readBlocks(
  file: string,
  source: ByteSource,
  consume: (block: Block) => number,
  options: {
    readonly signal?: AbortSignal | undefined;
    readonly onBytes?: ((done: number, total: number) => void) | undefined;
  } = {},
): Promise<void> {
  // Each buffer keeps room before the block for the row that the block before it left over, and a byte for a line break.
  const buffers = [0, 1].map(() => Buffer.allocUnsafeSlow(MAX_RECORD + BLOCK + 1));
  let turn = 0;
  let carry = 0;
  let total = 0;
  let reading = fill(source, buffers[0]!);
  for (let first = true; ; first = false) {
    const buffer = buffers[turn]!;
    const got = await reading;
    options.signal?.throwIfAborted();
    total += got;
    options.onBytes?.(total, Math.max(total, source.sizeHint));
    const last = got < BLOCK;
    let start = MAX_RECORD - carry;
    let end = MAX_RECORD + got;
    if (!last) reading = fill(source, buffers[1 - turn]!);
    // A failure below must not leave a rejection that nobody hears.
    reading.catch(() => undefined);
    if (first && got >= 3 && buffer.readUIntBE(start, 3) === 0xefbbbf) start += 3;

    const dataEnd = end;
    let unterminated = false;
    if (!last) end = lastRowEnd(buffer, start, end);
    else if (end > start && buffer[end - 1] !== LF && buffer[end - 1] !== CR) {
      buffer[end++] = LF;
      unterminated = true;
    }
    const bytes = buffer.subarray(start, end);
    const clean = bytes.indexOf(0) === -1 && (isAscii(bytes) || isUtf8(bytes));
    const next = end > start || last ? consume({ buffer, start, end, clean, last, unterminated }) : start;
    if (last) return;

    carry = dataEnd - next;
    if (carry > MAX_RECORD) {
      const message = `a row is longer than ${MAX_RECORD / 1024} KiB`;
      throw new CsvError(file, {
        message,
        remedy: 'check that it is CSV with one bar in a line and that its quotes are closed',
      });
    }
    buffer.copy(buffers[1 - turn]!, MAX_RECORD - carry, next, dataEnd);
    turn = 1 - turn;
  }
}

/** Reads a whole block: streams deliver small pieces. */
async function fill(source: ByteSource, buffer: Buffer): Promise<number> {
  let got = 0;
  while (got < BLOCK) {
    const count = await source.read(buffer, MAX_RECORD + got, BLOCK - got);
    if (count === 0) break;
    got += count;
  }
  return got;
}

/** Just after the last line break. A CR on the last byte is left, since its LF may follow. */
function lastRowEnd(buffer: Buffer, start: number, end: number): number {
  const lf = buffer.lastIndexOf(LF, end - 1);
  if (lf >= start) return lf + 1;
  const cr = buffer.lastIndexOf(CR, end - 2);
  return cr >= start ? cr + 1 : start;
}
