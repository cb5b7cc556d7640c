/** The other thread of `encode-beside.ts`: answers tables with what they are encoded to. */
import { parentPort } from 'node:worker_threads';
import { encodeSeriesTable, type SeriesTable } from './encode-table.js';

parentPort!.once('message', (tables: readonly SeriesTable[]) => {
  const encoded = tables.map(encodeSeriesTable).map(({ sha256, parts }) => ({ sha256, parts: [inOnePiece(parts)] }));
  // Moved, not copied.
  const memory = encoded.flatMap(({ parts }) => parts.map(({ buffer }) => buffer));
  parentPort!.postMessage(encoded, memory);
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
