import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../../../core/errors.js';
import { parseInterval } from '../../../core/interval.js';
import type { SeriesKey, StoredSeries } from './stored-series.js';

/** A stored series that cannot be read, and the error that says which file of it and what to do. */
export interface DamagedSeries extends SeriesKey {
  readonly interval_ms: number;
  readonly error: InputError;
}

export interface Survey {
  readonly series: readonly StoredSeries[];
  readonly damaged: readonly DamagedSeries[];
}

const INTERVAL = /^[1-9][0-9]{0,3}[smhdw]$/;

/** Every series under a root, by source, symbol and length of bar: one that is damaged takes no other with it. */
export async function surveySeries(
  root: string,
  describe: (key: SeriesKey) => Promise<StoredSeries | null>,
): Promise<Survey> {
  const series: StoredSeries[] = [];
  const damaged: DamagedSeries[] = [];
  for (const source of await foldersIn(root)) {
    for (const symbol of await foldersIn(join(root, source))) {
      for (const interval of await foldersIn(join(root, source, symbol))) {
        // Funding and whatever a user puts here lies beside the intervals.
        if (!INTERVAL.test(interval)) continue;
        const key = { source, symbol, interval };
        try {
          const found = await describe(key);
          if (found !== null) series.push(found);
        } catch (error) {
          if (!(error instanceof InputError)) throw error;
          damaged.push({ ...key, interval_ms: parseInterval(interval), error });
        }
      }
    }
  }
  return { series: series.sort(bySeries), damaged: damaged.sort(bySeries) };
}

/** Names of the folders in a folder, sorted; none where it cannot be read. */
export async function foldersIn(path: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .sort();
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

type Sortable = SeriesKey & { readonly interval_ms: number };
const bySeries = (a: Sortable, b: Sortable): number =>
  compare(a.source, b.source) || compare(a.symbol, b.symbol) || a.interval_ms - b.interval_ms;
