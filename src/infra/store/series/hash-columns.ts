import { createHash, type Hash } from 'node:crypto';
import type { PackedColumn } from './encode-columns.js';

/** SHA-256 of names and values, as little-endian doubles: the same on every machine, whatever the file's encoding. */
export function hashColumns(columns: readonly PackedColumn[]): string {
  const hash = createHash('sha256');
  for (const { name, values } of columns) {
    hash.update(`${JSON.stringify(name)}:${values.length}:`);
    if (values instanceof Float64Array) hashDoubles(hash, values);
    else hash.update(JSON.stringify(values));
  }
  return hash.digest('hex');
}

function hashDoubles(hash: Hash, values: Float64Array): void {
  const bytes = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
  const little = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
  hash.update(little ? bytes : Buffer.from(bytes).swap64());
}
