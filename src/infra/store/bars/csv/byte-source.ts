import { constants } from 'node:fs';
import { open, stat, type FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { CsvError } from './csv-error.js';

/** The decoded bytes of a file, whatever it is packed in. */
export interface ByteSource {
  /** Decoded size in bytes, as the container claims it: an estimate for memory and progress, never trusted. */
  readonly sizeHint: number;
  /** Fills `buffer[offset, offset + length)` from the start; returns the bytes written, 0 at the end. */
  read(buffer: Buffer, offset: number, length: number): Promise<number>;
  close(): Promise<void>;
}

const FEATHER = 'a Feather (Arrow) file';
const PACKED_OTHERWISE: readonly (readonly [magic: string, what: string])[] = [
  ['28b52ffd', 'compressed with zstd'],
  ['425a68', 'compressed with bzip2'],
  ['fd377a58', 'compressed with xz'],
  ['377abcaf', 'a 7-Zip archive'],
  ['50415231', 'a Parquet file'],
  ['4152524f', FEATHER],
  ['46454131', FEATHER],
  ['d0cf11e0', 'an old Excel workbook'],
  ['89484446', 'an HDF5 file'],
  ['53514c69', 'an SQLite database'],
  ['25504446', 'a PDF'],
];
/** Marks of the order of bytes, by which UTF-16 text is known: Excel saves "Unicode text" so. */
const UTF_16 = { fffe: 'utf-16le', feff: 'utf-16be' } as const;

/**
 * Opens a regular file: plain (UTF-8 or marked UTF-16), gzip or zip with one entry, told by its first bytes and not by its name.
 * @throws CsvError for anything else: a directory, a pipe (which would block for ever), another compression
 */
export async function openByteSource(file: string): Promise<ByteSource> {
  const handle = await openRegular(file);
  try {
    const head = Buffer.alloc(4);
    const { bytesRead } = await handle.read(head, 0, 4, 0);
    const magic = head.toString('hex', 0, bytesRead);
    const other = PACKED_OTHERWISE.find(([prefix]) => magic.startsWith(prefix));
    if (other !== undefined) {
      throw new CsvError(file, { message: `it is ${other[1]}, not CSV`, remedy: remedyFor(file, other[1]) });
    }
    if (magic.startsWith('1f8b')) return await gzipSource(file, handle);
    if (magic.startsWith('504b0304') || magic.startsWith('504b0506')) return await zipSource(file, handle);
    const encoding = UTF_16[magic.slice(0, 4) as keyof typeof UTF_16] as
      (typeof UTF_16)[keyof typeof UTF_16] | undefined;
    return await (encoding === undefined ? plainSource(handle) : utf16Source(file, handle, encoding));
  } catch (error) {
    await handle.close();
    throw error;
  }
}

function remedyFor(file: string, what: string): string {
  if (what === 'a Parquet file') return 'read it as Parquet (readBarsFile)';
  if (what !== FEATHER) return 'unpack or save it as UTF-8 text, gzip or zip';
  const target = file.replace(/\.[^./\\]*$/, '');
  return `convert it to Parquet, with pandas: python -c "import pandas; pandas.read_feather('${file}').to_parquet('${target}.parquet')"`;
}

async function openRegular(file: string): Promise<FileHandle> {
  let handle: FileHandle | undefined;
  try {
    // O_NONBLOCK: opening a pipe nobody writes to must fail below, not wait for a writer.
    const info = await stat(file);
    if (!info.isFile()) {
      const what = info.isDirectory() ? 'a directory' : 'not a regular file';
      throw new CsvError(file, { message: `it is ${what}`, remedy: 'give the path of a CSV file' });
    }
    handle = await open(file, constants.O_RDONLY | ((constants.O_NONBLOCK as number | undefined) ?? 0));
    return handle;
  } catch (error) {
    if (error instanceof CsvError) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    const message = code === 'ENOENT' ? 'there is no such file' : `it cannot be opened (${code})`;
    throw new CsvError(file, { message, remedy: 'check the path and its permissions' }, error);
  }
}

async function plainSource(handle: FileHandle): Promise<ByteSource> {
  const { size } = await handle.stat();
  let position = 0;
  return {
    sizeHint: size,
    async read(buffer, offset, length) {
      const { bytesRead } = await handle.read(buffer, offset, length, position);
      position += bytesRead;
      return bytesRead;
    },
    close: () => handle.close(),
  };
}

async function utf16Source(file: string, handle: FileHandle, encoding: string): Promise<ByteSource> {
  const { size } = await handle.stat();
  const raw = handle.createReadStream({ start: 0, autoClose: false });
  const decode = async function* () {
    // Takes the mark away, and refuses half a character.
    const decoder = new TextDecoder(encoding, { fatal: true });
    try {
      for await (const bytes of raw) yield Buffer.from(decoder.decode(bytes as Buffer, { stream: true }));
      yield Buffer.from(decoder.decode());
    } catch (error) {
      const remedy = 'save it again, as UTF-8 if that can be chosen';
      throw new CsvError(file, { message: 'it is marked as UTF-16 text, and is damaged or cut off', remedy }, error);
    }
  };
  const close = async () => {
    raw.destroy();
    await handle.close();
  };
  // Figures take two bytes there and one here.
  return streamSource(file, Readable.from(decode()), size / 2, close);
}

async function gzipSource(file: string, handle: FileHandle): Promise<ByteSource> {
  const { size } = await handle.stat();
  // The last four bytes hold the decoded size modulo 4 GiB (RFC 1952).
  const tail = Buffer.alloc(4);
  await handle.read(tail, 0, 4, Math.max(0, size - 4));
  const raw = handle.createReadStream({ start: 0, autoClose: false });
  const { createGunzip } = await import('node:zlib');
  const unzipped = createGunzip();
  raw.on('error', (error) => unzipped.destroy(error));
  raw.pipe(unzipped);
  const close = async () => {
    raw.destroy();
    await handle.close();
  };
  return streamSource(file, unzipped, believable(tail.readUInt32LE(0), size), close);
}

async function zipSource(file: string, handle: FileHandle): Promise<ByteSource> {
  const { size } = await handle.stat();
  await handle.close();
  // Loaded only when needed: they take 4 MB, and plain files are the rule.
  const [{ crc32 }, { openZipEntry }] = await Promise.all([import('node:zlib'), import('./zip-entry.js')]);
  const entry = await openZipEntry(file);
  let sum = 0;
  let bytes = 0;
  return streamSource(file, entry.stream, believable(entry.size, size), entry.close, {
    chunk(data) {
      sum = crc32(data, sum);
      bytes += data.length;
    },
    end() {
      if (sum === entry.crc32 && bytes === entry.size) return;
      throw new CsvError(file, {
        message: `entry ${entry.name} is damaged (its checksum differs)`,
        remedy: 'download it again',
      });
    },
  });
}

/** Bars pack to a third … a tenth: an archive that claims more than this is not given memory on its word. */
const believable = (claimed: number, packed: number): number => Math.max(packed, Math.min(claimed, packed * 16));

interface Watch {
  chunk(data: Buffer): void;
  end(): void;
}

function streamSource(
  file: string,
  stream: Readable,
  sizeHint: number,
  release: () => Promise<void>,
  watch?: Watch,
): ByteSource {
  const chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  let rest: Buffer = Buffer.alloc(0);
  return {
    sizeHint,
    async read(buffer, offset, length) {
      while (rest.length === 0) {
        const next = await chunks.next().catch((error: unknown) => {
          if (error instanceof CsvError) throw error;
          throw new CsvError(
            file,
            { message: 'its compressed data is damaged or cut off', remedy: 'download it again' },
            error,
          );
        });
        if (next.done === true) {
          watch?.end();
          return 0;
        }
        rest = next.value;
        watch?.chunk(rest);
      }
      const count = Math.min(length, rest.length);
      rest.copy(buffer, offset, 0, count);
      rest = rest.subarray(count);
      return count;
    },
    async close() {
      stream.destroy();
      await release();
    },
  };
}
