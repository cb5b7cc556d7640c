import { setImmediate } from 'node:timers/promises';
import type { BarSeries } from '../../../core/bars.js';
import { asDiskError, DiskError } from '../../../core/disk-error.js';
import { InputError } from '../../../core/errors.js';
import { field } from '../../../core/request-field.js';
import { hashBars } from './hash-bars.js';
import { MINUTE } from '../../../core/time.js';

/** One Parquet file of a stored series. */
export interface Partition {
  /** `2024`, or `2024-03` for bars finer than a minute, so that no file grows beyond a few million rows. */
  readonly name: string;
  readonly bars: BarSeries;
}

/** Cuts a series at the turn of UTC years (of months, for bars finer than a minute). */
export function partitionsOf(bars: BarSeries): Partition[] {
  const parts: Partition[] = [];
  for (let from = 0; from < bars.length;) {
    const date = new Date(bars.openTime[from]!);
    const year = date.getUTCFullYear();
    const monthly = bars.intervalMs < MINUTE;
    const end = monthly ? Date.UTC(year, date.getUTCMonth() + 1) : Date.UTC(year + 1, 0);
    const to = bars.indexAtOrAfter(end);
    parts.push({ name: date.toISOString().slice(0, monthly ? 7 : 4), bars: bars.slice(from, to) });
    from = to;
  }
  return parts;
}

/** Partitions as the files of the store: each says what its bars hash to, so that a damaged byte is noticed. */
export async function* encoded(
  parts: readonly Partition[],
  signal?: AbortSignal,
): AsyncGenerator<{ readonly name: string; readonly bytes: Uint8Array }> {
  // Loaded where it is needed: a series that loads from its columns needs none of it.
  const { encodeBars } = await import('./parquet/bars-parquet.js');
  for (const { name, bars } of parts) {
    yield { name: `${name}.parquet`, bytes: encodeBars(bars, { [CONTENT]: hashBars(bars) }) };
    // A year of minutes takes a second, in which nothing else is heard.
    await setImmediate();
    signal?.throwIfAborted();
  }
}

/** Key of the hash in the file's own metadata; files of other programs, and older ones of ours, have none. */
const CONTENT = 'bars_sha256';

/** @throws InputError `store.damaged` where the file is not what was written, with what to do */
export async function readPartition(path: string, symbol: string, intervalMs: number): Promise<BarSeries> {
  const [{ openParquet }, { readBarsParquet }] = await Promise.all([
    import('./parquet/read-table.js'),
    import('./parquet/bars-parquet.js'),
  ]);
  const { metadata } = await openParquet(path).catch((error: unknown) => {
    throw damaged(path, error);
  });
  const { bars } = await readBarsParquet(path, { symbol, intervalMs }).catch((error: unknown) => {
    throw damaged(path, error);
  });
  const sum = metadata[CONTENT];
  if (sum !== undefined && sum !== hashBars(bars)) throw damaged(path, undefined);
  return bars;
}

function damaged(path: string, cause: unknown): unknown {
  // What the system says of the place is not damage of the file.
  const place = asDiskError(cause, path);
  if (place instanceof DiskError) return place;
  const remedy = `move this file away, then fetch (with ${field('refresh')}) or import its bars again`;
  return new InputError(
    'store.damaged',
    `${path} is damaged: it does not hold the bars that were stored there; ${remedy}.`,
    { where: path, remedy, cause },
  );
}
