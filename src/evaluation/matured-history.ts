import type { Label } from './label.js';
import type { MarketSnapshot } from '../core/market-snapshot/schema.js';

/** Anything with an outcome that became known only when the window of its label had closed. */
export interface MaturingRow {
  /** UTC ms. */
  readonly decidedAt: number;
  /** When the label's window had closed, UTC ms: nothing fitted may use the row earlier. */
  readonly maturesAt: number;
  readonly label: Label;
}

/**
 * The past that something fitted may see. Whatever is fitted takes its rows from here and from nowhere else, so that one
 * rule keeps the future out: a row exists at t only if its window had closed by t. Every method goes through
 * `countMaturedBy`, so the rule has one place to be right or wrong.
 */
export class MaturedHistory<Row extends MaturingRow> {
  readonly #rows: readonly Row[];
  /** bulls[n]: bull labels among the first n rows. */
  readonly #bulls: Int32Array;

  /** @param rows in any order */
  constructor(rows: readonly Row[]) {
    this.#rows = [...rows].sort((a, b) => a.maturesAt - b.maturesAt || a.decidedAt - b.decidedAt);
    this.#bulls = new Int32Array(rows.length + 1);
    for (const [i, row] of this.#rows.entries()) this.#bulls[i + 1] = this.#bulls[i]! + row.label.outcome;
  }

  /** How many rows had matured by `time` (UTC ms); O(log n). */
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

  /** How many of them were bull; O(log n). */
  bullsMaturedBy(time: number): number {
    return this.#bulls[this.countMaturedBy(time)]!;
  }

  /** Rows whose window had closed by `time`, in the order in which they matured. */
  maturedBy(time: number): readonly Row[] {
    return this.#rows.slice(0, this.countMaturedBy(time));
  }
}

/** A past decision with its outcome: what a fitted baseline may learn from once its window has closed. */
export interface TrainingRow extends MaturingRow {
  readonly snapshot: MarketSnapshot;
}

/** The rows that a fitted baseline takes everything from. */
export type TrainingHistory = MaturedHistory<TrainingRow>;
export const TrainingHistory = MaturedHistory<TrainingRow>;
