import { putVarint, writeVarint, zigzag } from './thrift.js';

const BLOCK = 128;
const MINIBLOCKS = 4;
const MINIBLOCK = BLOCK / MINIBLOCKS;
/** Deltas of a block lie this close together, or the column is stored another way. */
const WIDEST_BITS = 31;
const LARGEST = 2 ** 51;

/**
 * Gives the whole numbers of the rows from `from` on that `whole` has room for.
 * @returns false where one of the rows is no whole number within ±2⁵¹
 */
export type ReadWholes = (from: number, whole: Float64Array) => boolean;

/** Why numbers cannot be packed: one is not whole, or a step between two is too wide. */
export type Unpackable = 'not-whole' | 'too-wide';

/**
 * Whole numbers in Parquet's DELTA_BINARY_PACKED encoding (github.com/apache/parquet-format, Encodings.md), in plain number
 * arithmetic: the library's own takes a second for a million values. They are asked for by the block, since a column of them
 * would cost as much as packing it.
 */
export function deltaPack(length: number, read: ReadWholes): Uint8Array | Unpackable {
  const whole = new Float64Array(BLOCK + 1);
  if (length > 0 && !read(0, whole.subarray(0, 1))) return 'not-whole';
  const head: number[] = [];
  for (const value of [BLOCK, MINIBLOCKS, length, zigzag(whole[0]!)]) writeVarint(head, value);
  const blocks = Math.ceil(Math.max(0, length - 1) / BLOCK);
  // Of a block: at most 8 bytes of its least delta, its widths, and 31 bits a value.
  const bytes = new Uint8Array(head.length + blocks * (8 + MINIBLOCKS + (BLOCK * WIDEST_BITS) / 8));
  bytes.set(head);
  let at = head.length;
  const deltas = new Float64Array(BLOCK);
  for (let from = 1; from < length; from += BLOCK) {
    const count = Math.min(BLOCK, length - from);
    // The row before the block is read with it.
    if (!read(from - 1, count === BLOCK ? whole : whole.subarray(0, count + 1))) return 'not-whole';
    let least = Infinity;
    let most = -Infinity;
    for (let i = 0; i < count; i++) {
      const delta = whole[i + 1]! - whole[i]!;
      deltas[i] = delta;
      if (delta < least) least = delta;
      if (delta > most) most = delta;
    }
    if (!(most - least < 2 ** WIDEST_BITS && Math.abs(least) < LARGEST)) return 'too-wide';
    at = putVarint(bytes, at, zigzag(least));
    const widths = at;
    at += MINIBLOCKS;
    // Equal steps, as times have, take no bits.
    if (most === least) continue;
    for (let mini = 0; mini < MINIBLOCKS; mini++) {
      const start = mini * MINIBLOCK;
      const end = Math.min(count, start + MINIBLOCK);
      let all = 0;
      for (let i = start; i < end; i++) all |= deltas[i]! - least;
      const width = 32 - Math.clz32(all);
      bytes[widths + mini] = width;
      if (width > 0) at = packMiniblock(bytes, at, deltas, { start, end, least, width });
    }
  }
  return bytes.subarray(0, at);
}

/** Packs a miniblock to `width` bits a value, the lowest bit first, and pads it to its 32 values. @returns where it ends */
function packMiniblock(
  bytes: Uint8Array,
  from: number,
  deltas: Float64Array,
  { start, end, least, width }: { start: number; end: number; least: number; width: number },
): number {
  let at = from;
  let word = 0;
  let bits = 0;
  for (let i = start; i < end; i++) {
    const value = deltas[i]! - least;
    word |= value << bits;
    bits += width;
    if (bits < 32) continue;
    at = putWord(bytes, at, word);
    bits -= 32;
    word = bits === 0 ? 0 : value >>> (width - bits);
  }
  if (bits > 0) putWord(bytes, at, word);
  return from + (MINIBLOCK / 8) * width;
}

function putWord(bytes: Uint8Array, at: number, word: number): number {
  bytes[at] = word;
  bytes[at + 1] = word >>> 8;
  bytes[at + 2] = word >>> 16;
  bytes[at + 3] = word >>> 24;
  return at + 4;
}
