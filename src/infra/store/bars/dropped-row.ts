import type { CsvReason } from './csv/csv-error.js';

/** A row that a download brought and the store did not take. */
export interface DroppedRow {
  /** The file, or the exchange, that sent it. */
  readonly from: string;
  readonly reason: CsvReason;
  /** Open time of the bar, or time of the settlement, UTC ms; null where the row has none. */
  readonly time: number | null;
  /** What is wrong with it, for people: without a full stop. */
  readonly problem: string;
}

/** Dropped rows are counted all and named up to this number. */
const NAMED = 20;

export interface DroppedRows {
  readonly count: number;
  /** The first 20. */
  readonly rows: readonly DroppedRow[];
}

/** Counts what is dropped of one series, and keeps the first rows whole. */
export class DroppedTally {
  private count = 0;
  private readonly rows: DroppedRow[] = [];
  /** The file of a day repeats what is wrong in that of its month. */
  private readonly seen = new Set<string>();

  add(row: DroppedRow): void {
    const same = row.time === null ? null : `${row.time} ${row.reason} ${row.problem}`;
    if (same !== null && this.seen.has(same)) return;
    if (same !== null) this.seen.add(same);
    this.count++;
    if (this.rows.length < NAMED) this.rows.push(row);
  }

  /** Rows that are counted but not known one by one. */
  addUnnamed(count: number): void {
    this.count += count;
  }

  result(): DroppedRows {
    return { count: this.count, rows: this.rows };
  }
}
