import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { encodeSeriesTable, type EncodedTable, type SeriesTable } from './encode-table.js';

/** Rows for which a thread is worth its start, some 50 ms of a processor: encoding and hashing half a million takes as long. */
const WORTH_A_THREAD = 200_000;
const WORKER = new URL('./encode-worker.js', import.meta.url);

/** Tables that are being encoded. */
export interface Encoding {
  /** In the order they were handed over. */
  readonly tables: Promise<readonly EncodedTable[]>;
  /** Ends what is still at work; harmless once the tables are there. */
  stop(): void;
}

/**
 * Encodes tables: where one is long, all on another thread, while this one does something else. Where there is no other thread to be had,
 * and where it fails, this one does it: so the outcome, errors included, is the same wherever the work is done.
 *
 * The other thread touches no file. Whoever wants a table stored writes it, and whatever ends this thread ends both.
 */
export function encodeBeside(tables: readonly SeriesTable[]): Encoding {
  const rows = Math.max(...tables.map(({ columns }) => columns[0]?.values.length ?? 0));
  const here = (): EncodedTable[] => tables.map(encodeSeriesTable);
  // There is none where the sources are run as they are, uncompiled.
  const worker = rows > WORTH_A_THREAD && existsSync(WORKER) ? startWorker() : null;
  if (worker === null) return { tables: Promise.resolve(here()), stop: () => undefined };
  const encoded = new Promise<readonly EncodedTable[]>((resolve, reject) => {
    worker.once('message', resolve).once('error', reject).once('exit', reject);
    worker.postMessage(tables);
  }).catch(here);
  const stop = (): void => {
    // That it ends is no failure then.
    worker.removeAllListeners('exit');
    void worker.terminate();
  };
  return { tables: encoded, stop };
}

function startWorker(): Worker | null {
  try {
    // What this process loads first (a hook, a profiler) is of no use there.
    return new Worker(WORKER, { execArgv: [] });
  } catch {
    return null;
  }
}
