import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { BarStore, StoredSeries } from '../../infra/store/bars/bar-store.js';
import { FundingStore } from '../../infra/store/bars/funding-store.js';

/** Settled funding in the store. */
export interface StoredFunding {
  readonly source: string;
  readonly symbol: string;
  readonly rows: number;
  /** First and last settlement, UTC ms. */
  readonly from: number;
  readonly to: number;
  readonly bytes: number;
}

/** What `data list` shows. */
export interface StoredData {
  readonly bars: readonly StoredSeries[];
  readonly funding: readonly StoredFunding[];
}

export async function listStored(store: BarStore): Promise<StoredData> {
  const funding: StoredFunding[] = [];
  const reader = new FundingStore(store.root);
  for (const source of await folders(store.root)) {
    for (const symbol of await folders(join(store.root, source))) {
      const file = await stat(join(store.root, source, symbol, 'funding.parquet')).catch(() => null);
      const series = file === null ? null : await reader.load(source, symbol);
      if (file === null || series === null || series.time.length === 0) continue;
      const { time } = series;
      funding.push({ source, symbol, rows: time.length, from: time[0]!, to: time.at(-1)!, bytes: file.size });
    }
  }
  return { bars: await store.list(), funding };
}

async function folders(path: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .sort();
}
