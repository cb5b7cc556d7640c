import { open, type FileHandle } from 'node:fs/promises';
import { endianness } from 'node:os';
import { z } from 'zod';
import { BAR_COLUMNS, BarSeries } from '../../../core/bars.js';
import { writeFileAtomic } from './atomic-file.js';

/**
 * The raw columns of a stored series beside its Parquet files: a JSON header in a block of fixed size, then six Float64
 * columns. It is a copy: whatever does not fit (another version, byte order, size, or Parquet files that changed) makes it
 * stale, and the store rebuilds it. It has no checksum of its own: the file appears whole or not at all, and summing 48 MB
 * costs a quarter of the whole load (measured).
 */
const VERSION = 1;
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
});

/** The Parquet files a cache was made of. */
export type CacheSource = z.infer<typeof sourceSchema>;
export type CacheHeader = z.infer<typeof headerSchema>;

export async function writeCache(path: string, bars: BarSeries, sources: readonly CacheSource[]): Promise<void> {
  const columns = BAR_COLUMNS.map((name) => bytesOf(bars[name]));
  const header: CacheHeader = {
    version: VERSION,
    byte_order: endianness(),
    symbol: bars.symbol,
    interval_ms: bars.intervalMs,
    rows: bars.length,
    first: bars.openTime[0] ?? 0,
    last: bars.openTime[bars.length - 1] ?? 0,
    sources: [...sources],
  };
  const text = Buffer.from(JSON.stringify(header));
  if (text.length > HEADER_BYTES) return;
  const block = Buffer.alloc(HEADER_BYTES, ' ');
  text.copy(block);
  await writeFileAtomic(path, [block, ...columns]);
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
    const bytes = new Uint8Array(bars.share().buffer);
    await readWhole(handle, bytes);
    const last = bars.openTime[header.rows - 1] ?? 0;
    return (bars.openTime[0] ?? 0) === header.first && last === header.last ? bars : null;
  } finally {
    await handle.close();
  }
}

async function headerOf(handle: FileHandle): Promise<CacheHeader | null> {
  const block = Buffer.alloc(HEADER_BYTES);
  const { bytesRead } = await handle.read(block, 0, HEADER_BYTES, 0);
  if (bytesRead < HEADER_BYTES) return null;
  try {
    const parsed = headerSchema.safeParse(JSON.parse(block.toString('utf8')));
    const header = parsed.data;
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

async function readWhole(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  let next = 0;
  const readPieces = async () => {
    while (next < bytes.length) {
      const from = next;
      next += PIECE;
      await handle.read(bytes, from, Math.min(PIECE, bytes.length - from), HEADER_BYTES + from);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, readPieces));
}

const bytesOf = (column: Float64Array): Uint8Array =>
  new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
