import { InputError, messageOf } from '../../../../core/errors.js';
import { openByteSource } from '../../bars/csv/byte-source.js';
import { readCsvTable } from './csv-table.js';
import { readJsonTable } from './json-table.js';
import type { Table, TableOptions } from './table.js';

/** More than this is not a list of headlines or days, and would not fit in memory beside itself. */
const MAX_BYTES = 512 * 1024 * 1024;

/**
 * Reads a whole CSV, JSON (a list of objects) or JSONL file, plain, gzip or zip.
 * @throws InputError naming file and line
 */
export async function readTable(file: string, options: TableOptions = {}): Promise<Table> {
  const bytes = await readBytes(file);
  const head = bytes.toString('utf8', 0, Math.min(bytes.length, 4_096)).trimStart();
  const table = /^[[{]/.test(head) ? readJsonTable(bytes.toString('utf8'), file) : readCsvTable(bytes, file, options);
  if (table.rows.length > 0) return table;
  throw new InputError('import.empty', `${file} holds no rows: nothing to import.`, { where: file });
}

/** The whole file, unpacked, without a byte order mark. */
export async function readBytes(file: string): Promise<Buffer> {
  const source = await openByteSource(file);
  try {
    const chunks: Buffer[] = [];
    let size = 0;
    for (;;) {
      const chunk = Buffer.allocUnsafe(1 << 20);
      const length = await source.read(chunk, 0, chunk.length);
      if (length === 0) break;
      size += length;
      if (size > MAX_BYTES) {
        throw new InputError('import.size', `${file} is larger than ${MAX_BYTES / 2 ** 20} MiB: cut it into parts.`, {
          where: file,
        });
      }
      chunks.push(chunk.subarray(0, length));
    }
    const bytes = Buffer.concat(chunks);
    assertUtf8(bytes, file);
    return bytes.subarray(0, 3).toString('hex') === 'efbbbf' ? bytes.subarray(3) : bytes;
  } finally {
    await source.close();
  }
}

function assertUtf8(bytes: Buffer, file: string): void {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new InputError('import.encoding', `${file} is not UTF-8 (${messageOf(error)}): save it as UTF-8.`, {
      where: file,
      cause: error,
    });
  }
}
