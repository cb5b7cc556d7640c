import type { MarketSnapshot } from '../../core/market-snapshot/schema.js';
import type { Label } from '../label.js';

/** A past decision with its outcome: what a fitted baseline may learn from once its window has closed. */
export interface TrainingRow {
  /** UTC ms. */
  readonly decidedAt: number;
  /** When the label's window had closed, UTC ms. */
  readonly maturesAt: number;
  readonly snapshot: MarketSnapshot;
  readonly label: Label;
}

/**
 * The past that a fitted model may see. Everything that is fitted takes its rows from here and from nowhere else, so that
 * one rule keeps the future out: a row exists at t only if its window had closed by t.
 */
export class TrainingHistory {
  readonly #rows: readonly TrainingRow[];

  /** @param rows in any order */
  constructor(rows: readonly TrainingRow[]) {
    this.#rows = [...rows].sort((a, b) => a.maturesAt - b.maturesAt || a.decidedAt - b.decidedAt);
  }

  /** How many rows had matured by `time` (UTC ms). */
  countMaturedBy(time: number): number {
    let low = 0;
    let high = this.#rows.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#rows[middle]!.maturesAt <= time) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Rows whose window had closed by `time`, in the order in which they matured. */
  maturedBy(time: number): readonly TrainingRow[] {
    return this.#rows.slice(0, this.countMaturedBy(time));
  }
}
