import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../../../core/errors.js';
import { writeFileAtomic } from './atomic-file.js';
import { BarStore } from './bar-store.js';
import type { FundingSeries } from './funding-series.js';
import type { Prefer } from './merge-bars.js';

/** Funding beside the bars: `<root>/<source>/<symbol>/funding.parquet`. */
export class FundingStore {
  private readonly bars: BarStore;

  constructor(root: string) {
    this.bars = new BarStore(root);
  }

  /** The stored funding, or null where there is none. */
  async load(source: string, symbol: string): Promise<FundingSeries | null> {
    const path = this.path(source, symbol);
    const there = await stat(path).catch(() => null);
    if (there === null) return null;
    const { openParquet } = await import('./parquet/read-table.js');
    const table = await openParquet(path);
    const [time, rate, mark] = await table.read([
      { name: 'funding_time', kind: 'time' },
      { name: 'funding_rate', kind: 'number' },
      { name: 'mark_price', kind: 'optional' },
    ]);
    return { symbol, time: time!, rate: rate!, mark: mark! };
  }

  /**
   * Adds settlements; those stored alike are left alone. A new mark price fills in a missing one.
   * @param prefer which rate stands where two differ; default `error`: nothing is written
   * @returns how many were added or changed
   */
  async merge(source: string, fresh: FundingSeries, prefer: Prefer = 'error'): Promise<number> {
    const old = await this.load(source, fresh.symbol);
    const rows = new Map<number, readonly [rate: number, mark: number]>();
    old?.time.forEach((time, i) => rows.set(time, [old.rate[i]!, old.mark[i]!]));
    let changed = 0;
    fresh.time.forEach((time, i) => {
      const [rate, mark] = [fresh.rate[i]!, fresh.mark[i]!];
      const stored = rows.get(time);
      if (stored !== undefined && stored[0] !== rate && prefer === 'error') {
        throw new InputError(
          'funding.conflict',
          `${fresh.symbol} has two funding rates at ${new Date(time).toISOString()}: ${stored[0]} is stored, ${rate} is new.`,
          { remedy: 'choose which of them stands: prefer new or old' },
        );
      }
      if (stored !== undefined && (prefer === 'old' || stored[0] === rate) && !(Number.isNaN(stored[1]) && mark > 0))
        return;
      const keepsRate = stored !== undefined && prefer === 'old';
      rows.set(time, [keepsRate ? stored[0] : rate, Number.isNaN(mark) && stored !== undefined ? stored[1] : mark]);
      changed++;
    });
    if (changed === 0) return 0;
    const sorted = [...rows].sort(([a], [b]) => a - b);
    const { encodeTable } = await import('./parquet/write-table.js');
    const table = encodeTable(
      [
        { name: 'funding_time', kind: 'time', values: Float64Array.from(sorted, ([time]) => time) },
        { name: 'funding_rate', kind: 'number', values: Float64Array.from(sorted, ([, [rate]]) => rate) },
        { name: 'mark_price', kind: 'number', values: Float64Array.from(sorted, ([, [, mark]]) => mark) },
      ],
      { symbol: fresh.symbol },
    );
    await writeFileAtomic(this.path(source, fresh.symbol), [table]);
    return changed;
  }

  private path(source: string, symbol: string): string {
    // The store of bars checks the names; an interval is only needed to ask it.
    return join(this.bars.folder({ source, symbol, interval: '1h' }), '..', 'funding.parquet');
  }
}
