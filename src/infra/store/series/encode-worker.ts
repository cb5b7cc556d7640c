/** The other thread of `encode-beside.ts`: answers a table with what it is encoded to. */
import { parentPort } from 'node:worker_threads';
import { encodeSeriesTable, type SeriesTable } from './encode-table.js';

parentPort!.once('message', (table: SeriesTable) => {
  const { sha256, parts } = encodeSeriesTable(table);
  const whole = inOnePiece(parts);
  // Moved, not copied.
  parentPort!.postMessage({ sha256, parts: [whole] }, [whole.buffer]);
});

/** Pieces lie in memory that is shared, or in that of other pieces: it cannot be given away. */
function inOnePiece(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
