import { BarSeries, type BarRow } from '../../core/bars.js';
import { SNAPSHOT_LOOKBACK_MS } from '../../core/market-snapshot/index.js';
import { MINUTE } from '../../core/time.js';
import type { FundingRecord } from '../../engine/account/fed/funding-queue.js';
import type { FundingSeries } from '../../engine/funding.js';

/** How far back bars are kept, ms: twice as far as a snapshot looks. */
const KEPT_MS = 2 * SNAPSHOT_LOOKBACK_MS;

/** All bars and settlements of one symbol that a session knows: its history, and what it has traded since. */
export class BarHistory {
  private rows: BarRow[] = [];
  private readonly settled = new Map<number, FundingRecord>();

  constructor(
    readonly symbol: string,
    readonly intervalMs: number,
  ) {}

  /** Takes bars in any order; of one that is known already what came last stands. */
  add(rows: readonly BarRow[]): void {
    const last = this.rows.at(-1)?.openTime ?? -Infinity;
    if (rows.length === 0) return;
    const areNew = rows.every(({ openTime }, index) => openTime > (rows[index - 1]?.openTime ?? last));
    const all = areNew
      ? [...this.rows, ...rows]
      : [...new Map([...this.rows, ...rows].map((row) => [row.openTime, row])).values()].sort(
          (a, b) => a.openTime - b.openTime,
        );
    const oldest = (all.at(-1)?.openTime ?? 0) - KEPT_MS;
    this.rows = all.slice(all.findIndex(({ openTime }) => openTime >= oldest));
  }

  addFunding(records: readonly FundingRecord[]): void {
    for (const record of records) this.settled.set(Math.round(record.time / MINUTE), record);
  }

  /** Null: none is known. */
  funding(): FundingSeries | null {
    if (this.settled.size === 0) return null;
    const records = [...this.settled.entries()].sort(([a], [b]) => a - b).map(([, record]) => record);
    return {
      time: Float64Array.from(records, ({ time }) => time),
      rate: Float64Array.from(records, ({ rate }) => rate),
      mark: Float64Array.from(records, ({ mark }) => mark ?? NaN),
    };
  }

  series(): BarSeries {
    return BarSeries.fromRows(this.symbol, this.intervalMs, this.rows);
  }
}
