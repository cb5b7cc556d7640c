import { open, type FileHandle } from 'node:fs/promises';
import { endianness } from 'node:os';
import { crc32 } from 'node:zlib';
import { z } from 'zod';
import { BAR_COLUMNS, BarSeries } from '../../../core/bars.js';
import { ensureValidBars, noteValid } from '../../../core/known-valid.js';
import { hashBars } from './hash-bars.js';
import { rememberHash } from './known-hash.js';
import { writeFileAtomic } from '../files/atomic-file.js';

/**
 * The raw columns of a stored series beside its Parquet files: a header in a block of fixed size (CRC-32 of the rest of it, then
 * JSON), then six Float64 columns. It is a copy: whatever does not fit (another version, byte order, size, checksum, or Parquet
 * files that changed) makes it stale, and the store rebuilds it. Every piece of 1 MiB has its CRC-32, counted while the next are
 * read (measured: 48 MB in 14 ms; SHA-256 takes 36).
 */
const VERSION = 4;
const HEADER_BYTES = 64 * 1024;

const sourceSchema = z.object({
  file: z.string(),
  rows: z.number(),
  size: z.number(),
  mtime_ms: z.number(),
  sha256: z.string(),
});
const headerSchema = z.object({
  version: z.literal(VERSION),
  byte_order: z.string(),
  symbol: z.string(),
  interval_ms: z.number(),
  rows: z.number(),
  /** Open times of the first and last bar, UTC ms. */
  first: z.number(),
  last: z.number(),
  sources: z.array(sourceSchema),
  /** What `hashBars` gives for the bars. */
  bars_sha256: z.string(),
  /** CRC-32 of each piece of the columns. */
  sums: z.array(z.number()),
});

/** The Parquet files a cache was made of. */
export type CacheSource = z.infer<typeof sourceSchema>;
export type CacheHeader = z.infer<typeof headerSchema>;

/** What the file says of bars that were made of these Parquet files. */
export const cacheHeader = (bars: BarSeries, sources: readonly CacheSource[]): CacheHeader => ({
  version: VERSION,
  byte_order: endianness(),
  symbol: bars.symbol,
  interval_ms: bars.intervalMs,
  rows: bars.length,
  first: bars.openTime[0] ?? 0,
  last: bars.openTime[bars.length - 1] ?? 0,
  sources: [...sources],
  bars_sha256: hashBars(bars),
  sums: sumsOf(BAR_COLUMNS.map((name) => bytesOf(bars[name]))),
});

/**
 * Only valid bars are written, so that whoever reads them whole need not check them again.
 * @throws InputError for bars that are not
 */
export async function writeCache(path: string, bars: BarSeries, sources: readonly CacheSource[]): Promise<void> {
  ensureValidBars(bars);
  const json = JSON.stringify(cacheHeader(bars, sources));
  const text = Buffer.from(`${sumText(json)} ${json}`);
  if (text.length > HEADER_BYTES) return;
  const block = Buffer.alloc(HEADER_BYTES, ' ');
  text.copy(block);
  await writeFileAtomic(path, [block, ...BAR_COLUMNS.map((name) => bytesOf(bars[name]))]);
}

/** The header, or null where there is no usable cache. */
export async function readCacheHeader(path: string): Promise<CacheHeader | null> {
  const handle = await open(path, 'r').catch(() => null);
  if (handle === null) return null;
  try {
    return await headerOf(handle);
  } finally {
    await handle.close();
  }
}

/** The bars, or null where the file does not hold what its header says. */
export async function readCache(path: string): Promise<BarSeries | null> {
  const handle = await open(path, 'r').catch(() => null);
  if (handle === null) return null;
  try {
    const header = await headerOf(handle);
    if (header === null) return null;
    const bars = BarSeries.allocate(header.symbol, header.interval_ms, header.rows);
    if (!(await readWhole(handle, new Uint8Array(bars.share().buffer), header.sums))) return null;
    rememberHash(bars, header.bars_sha256);
    noteValid(bars);
    return bars;
  } finally {
    await handle.close();
  }
}

async function headerOf(handle: FileHandle): Promise<CacheHeader | null> {
  const block = Buffer.alloc(HEADER_BYTES);
  const { bytesRead } = await handle.read(block, 0, HEADER_BYTES, 0);
  if (bytesRead < HEADER_BYTES) return null;
  try {
    const text = block.toString('utf8').trimEnd();
    const json = text.slice(SUM_LENGTH + 1);
    if (text.slice(0, SUM_LENGTH) !== sumText(json)) return null;
    const header = headerSchema.safeParse(JSON.parse(json)).data;
    if (header?.byte_order !== endianness()) return null;
    const { size } = await handle.stat();
    return size === HEADER_BYTES + header.rows * BAR_COLUMNS.length * Float64Array.BYTES_PER_ELEMENT ? header : null;
  } catch {
    return null;
  }
}

/** Most of a read's time goes into fresh pages, so pieces are read side by side (measured: 48 MB in 31 ms whole, 20 ms so). */
const PIECE = 1024 * 1024;
const AT_ONCE = 4;

/** @returns whether every piece has its checksum */
async function readWhole(handle: FileHandle, bytes: Uint8Array, sums: readonly number[]): Promise<boolean> {
  let next = 0;
  let good = sums.length === Math.ceil(bytes.length / PIECE);
  const readPieces = async () => {
    while (good && next < bytes.length) {
      const from = next;
      next += PIECE;
      const piece = bytes.subarray(from, from + PIECE);
      await handle.read(piece, 0, piece.length, HEADER_BYTES + from);
      good &&= crc32(piece) === sums[from / PIECE];
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, readPieces));
  return good;
}

/** CRC-32 of each piece of the columns as they follow each other in the file. */
function sumsOf(columns: readonly Uint8Array[]): number[] {
  const sums: number[] = [];
  let [sum, filled] = [0, 0];
  for (const column of columns) {
    for (let from = 0; from < column.length;) {
      const part = column.subarray(from, from + PIECE - filled);
      sum = crc32(part, sum);
      filled += part.length;
      from += part.length;
      if (filled < PIECE) continue;
      sums.push(sum);
      [sum, filled] = [0, 0];
    }
  }
  return filled === 0 ? sums : [...sums, sum];
}

const SUM_LENGTH = 8;
const sumText = (json: string): string => crc32(json).toString(16).padStart(SUM_LENGTH, '0');

const bytesOf = (column: Float64Array): Uint8Array =>
  new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
