import type { Readable } from 'node:stream';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { messageOf } from '../../../../core/errors.js';
import { CsvError } from './csv-error.js';

export interface ZipEntry {
  readonly name: string;
  /** Decoded size and checksum as the archive claims them. */
  readonly size: number;
  readonly crc32: number;
  readonly stream: Readable;
  readonly close: () => Promise<void>;
}

/** Opens the only file of an archive; folders and macOS' resource forks are not counted. */
export async function openZipEntry(file: string): Promise<ZipEntry> {
  let zip: ZipFile | undefined;
  try {
    zip = await openPromise(file, { lazyEntries: true, autoClose: false });
    const entries: Entry[] = [];
    for await (const entry of zip.eachEntry()) {
      if (!entry.fileName.endsWith('/') && !entry.fileName.startsWith('__MACOSX/')) entries.push(entry);
      if (entry.fileName === '[Content_Types].xml') {
        throw new CsvError(file, { message: 'it is an Excel workbook', remedy: 'save its sheet as CSV (UTF-8)' });
      }
      if (entries.length > 1) break;
    }
    const entry = entries[0];
    if (entry === undefined || entries.length > 1) {
      const message = entry === undefined ? 'the archive is empty' : 'the archive holds several files';
      throw new CsvError(file, { message, remedy: 'give an archive of one CSV file, or unpack it' });
    }
    if (entry.isEncrypted()) {
      throw new CsvError(file, { message: 'the archive is encrypted', remedy: 'unpack it first' });
    }
    const stream = await zip.openReadStreamPromise(entry);
    const opened = zip;
    return {
      name: entry.fileName,
      size: entry.uncompressedSize,
      crc32: entry.crc32,
      stream,
      close() {
        opened.close();
        return Promise.resolve();
      },
    };
  } catch (error) {
    zip?.close();
    if (error instanceof CsvError) throw error;
    const message = `the archive is damaged (${messageOf(error)})`;
    throw new CsvError(file, { message, remedy: 'download it again' }, error);
  }
}
