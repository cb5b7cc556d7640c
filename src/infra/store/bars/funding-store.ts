import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { asDiskError, DiskError } from '../../../core/disk-error.js';
import { InputError } from '../../../core/errors.js';
import { field } from '../../../core/request-field.js';
import { BarStore } from './bar-store.js';
import { hashBarColumns } from './hash-bars.js';
import type { SettledFunding } from './stored-series.js';
import type { Prefer } from './merge-bars.js';
import type { ParquetColumn } from './parquet/write-table.js';
import { HOUR, isoTime } from '../../../core/time.js';
import { writeFileAtomic } from '../files/atomic-file.js';

/** Key of the hash in the file's own metadata; files written before there was one have none. */
const CONTENT = 'funding_sha256';

interface Row {
  readonly rate: number;
  /** NaN where it is not known. */
  readonly mark: number;
  readonly interval: number;
}

/** Funding beside the bars: `<root>/<source>/<symbol>/funding.parquet`. */
export class FundingStore {
  private readonly bars: BarStore;

  constructor(root: string) {
    this.bars = new BarStore(root);
  }

  /** The stored funding, or null where there is none. */
  async load(source: string, symbol: string): Promise<SettledFunding | null> {
    const path = this.path(source, symbol);
    const there = await stat(path).catch(() => null);
    if (there === null) return null;
    const { openParquet } = await import('./parquet/read-table.js');
    const table = await openParquet(path).catch((error: unknown) => {
      throw damaged(path, error);
    });
    const stated = table.names.includes('interval_hours');
    const [time, rate, mark, hours] = await table
      .read([
        { name: 'funding_time', kind: 'time' },
        { name: 'funding_rate', kind: 'number' },
        { name: 'mark_price', kind: 'optional' },
        ...(stated ? [{ name: 'interval_hours', kind: 'optional' as const }] : []),
      ])
      .catch((error: unknown) => {
        throw damaged(path, error);
      });
    const sum = table.metadata[CONTENT];
    const columns = [time!, rate!, mark!, ...(hours === undefined ? [] : [hours])];
    if (sum !== undefined && sum !== hashBarColumns(columns)) throw damaged(path, undefined);
    const interval = hours?.map((each) => each * HOUR);
    return { symbol, time: time!, rate: rate!, mark: mark!, interval };
  }

  /**
   * Adds settlements; those stored alike are left alone. A new mark price fills in a missing one.
   * @param prefer which rate stands where two differ; default `error`: nothing is written
   * @returns how many were added or changed
   */
  async merge(source: string, fresh: SettledFunding, prefer: Prefer = 'error'): Promise<number> {
    const old = await this.load(source, fresh.symbol);
    const rows = new Map<number, Row>();
    const rowOf = ({ rate, mark, interval }: SettledFunding, i: number): Row => ({
      rate: rate[i]!,
      mark: mark[i]!,
      interval: interval?.[i] ?? NaN,
    });
    old?.time.forEach((time, i) => rows.set(time, rowOf(old, i)));
    let changed = 0;
    fresh.time.forEach((time, i) => {
      const row = rowOf(fresh, i);
      const stored = rows.get(time);
      if (stored === undefined) {
        rows.set(time, row);
        changed++;
        return;
      }
      if (stored.rate !== row.rate && prefer === 'error') {
        throw new InputError(
          'funding.conflict',
          `${fresh.symbol} has two funding rates at ${isoTime(time)}: ${stored.rate} is stored, ${row.rate} is new.`,
          { remedy: 'choose which of them stands: prefer new or old' },
        );
      }
      const [first, second] = prefer === 'old' || stored.rate === row.rate ? [stored, row] : [row, stored];
      const merged: Row = {
        rate: first.rate,
        mark: Number.isNaN(first.mark) ? second.mark : first.mark,
        interval: Number.isNaN(first.interval) ? second.interval : first.interval,
      };
      if (
        Object.is(merged.rate, stored.rate) &&
        Object.is(merged.mark, stored.mark) &&
        Object.is(merged.interval, stored.interval)
      )
        return;
      rows.set(time, merged);
      changed++;
    });
    if (changed === 0) return 0;
    const sorted = [...rows].sort(([a], [b]) => a - b);
    const values = (of: (row: Row) => number): Float64Array => Float64Array.from(sorted, ([, row]) => of(row));
    const stated = sorted.some(([, { interval }]) => !Number.isNaN(interval));
    const columns: ParquetColumn[] = [
      { name: 'funding_time', kind: 'time', values: Float64Array.from(sorted, ([time]) => time) },
      { name: 'funding_rate', kind: 'number', values: values(({ rate }) => rate) },
      { name: 'mark_price', kind: 'number', values: values(({ mark }) => mark) },
      ...(stated
        ? [{ name: 'interval_hours', kind: 'number' as const, values: values(({ interval }) => interval / HOUR) }]
        : []),
    ];
    const sum = hashBarColumns(columns.map((column) => column.values));
    const { encodeTable } = await import('./parquet/write-table.js');
    const table = encodeTable(columns, { symbol: fresh.symbol, [CONTENT]: sum });
    await writeFileAtomic(this.path(source, fresh.symbol), [table]);
    return changed;
  }

  private path(source: string, symbol: string): string {
    // The store of bars checks the names; an interval is only needed to ask it.
    return join(this.bars.folder({ source, symbol, interval: '1h' }), '..', 'funding.parquet');
  }
}

function damaged(path: string, cause: unknown): unknown {
  const place = asDiskError(cause, path);
  if (place instanceof DiskError) return place;
  const remedy = `move this file away, then fetch the funding again with ${field('refresh')}`;
  return new InputError(
    'store.damaged',
    `${path} is damaged: it does not hold the funding that was stored there; ${remedy}.`,
    {
      where: path,
      remedy,
      cause,
    },
  );
}
