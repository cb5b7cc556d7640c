import { BarSeries, type BarRow } from '../../core/bars.js';
import { SNAPSHOT_LOOKBACK_MS } from '../../core/market-snapshot/index.js';

/** How far back bars are kept, ms: twice as far as a snapshot looks. */
const KEPT_MS = 2 * SNAPSHOT_LOOKBACK_MS;

/** All bars of one symbol that a session knows: its history, and what it has traded since. */
export class BarHistory {
  private rows: BarRow[] = [];

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

  series(): BarSeries {
    return BarSeries.fromRows(this.symbol, this.intervalMs, this.rows);
  }
}
