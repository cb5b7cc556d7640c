import type { StoredFunding } from '../../contract/data.js';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../../core/errors.js';
import type { BarStore, StoredSeries } from '../../infra/store/bars/bar-store.js';
import { FundingStore } from '../../infra/store/bars/funding-store.js';
import { foldersIn } from '../../infra/store/bars/survey.js';

/** What lies in the store and cannot be read: `interval` is null for funding. */
export interface DamagedData {
  readonly source: string;
  readonly symbol: string;
  readonly interval: string | null;
  readonly error: InputError;
}

/** What `data list` shows. */
export interface StoredData {
  readonly bars: readonly StoredSeries[];
  readonly funding: readonly StoredFunding[];
  readonly damaged: readonly DamagedData[];
}

/** Bars and funding of the store; what is damaged takes nothing else with it. */
export async function listStored(store: BarStore): Promise<StoredData> {
  const funding: StoredFunding[] = [];
  const { series: bars, damaged: damagedBars } = await store.survey();
  const damaged: DamagedData[] = [...damagedBars];
  const reader = new FundingStore(store.root);
  for (const source of await foldersIn(store.root)) {
    for (const symbol of await foldersIn(join(store.root, source))) {
      const file = await stat(join(store.root, source, symbol, 'funding.parquet')).catch(() => null);
      if (file === null) continue;
      try {
        const series = await reader.load(source, symbol);
        if (series === null || series.time.length === 0) continue;
        const { time } = series;
        funding.push({ source, symbol, rows: time.length, from: time[0]!, to: time.at(-1)!, bytes: file.size });
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        damaged.push({ source, symbol, interval: null, error });
      }
    }
  }
  return { bars, funding, damaged };
}

/** @throws InputError where stored data of a symbol cannot be read: done without, it would be missing without a word */
export function refuseDamaged(damaged: readonly DamagedData[], symbol: string, what: 'bars' | 'funding'): void {
  const lost = damaged.find((each) => each.symbol === symbol && (each.interval === null) === (what === 'funding'));
  if (lost !== undefined) throw lost.error;
}
