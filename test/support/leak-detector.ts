import type { Label } from '../../src/evaluation/label.js';
import { MaturedHistory, type MaturingRow } from '../../src/evaluation/matured-history.js';

/** What had answered differently at `time` when only the outcomes unknown at `time` were changed. */
export interface Leak {
  readonly time: number;
  readonly answer: number;
  readonly answerWithOtherFuture: number;
}

export interface LeakSearch<Row extends MaturingRow> {
  readonly rows: readonly Row[];
  /**
   * Moments to ask at, UTC ms. A leak of one horizon in something refitted on a grid shows only within one horizon after a
   * refit, so the moments of refits belong here.
   */
  readonly times: readonly number[];
  /**
   * Builds the thing from a history and returns its answer at t. The question at t (its snapshot, its raw probability) must
   * not be taken from the history's rows: those are what the search changes.
   */
  readonly fit: (history: MaturedHistory<Row>) => (time: number) => number | Promise<number>;
  /** Another history, to plant a leak; the honest one by default. */
  readonly history?: (rows: readonly Row[]) => MaturedHistory<Row>;
  /** How an unknown row is changed; by default its label is turned around. */
  readonly change?: (row: Row) => Row;
}

const opposite = ({ outcome, horizonReturn, shareAbove }: Label): Label => ({
  outcome: outcome === 1 ? 0 : 1,
  horizonReturn: -3 * horizonReturn - 0.01,
  shareAbove: 1 - shareAbove,
});

/** The row with its outcome turned around. */
export const withOppositeLabel = <Row extends MaturingRow>(row: Row): Row => ({ ...row, label: opposite(row.label) });

/**
 * Looks for use of the future: at each time the thing is built twice, from the rows as they are and from rows of which all
 * that had not matured by then are changed. An answer that differs, in a single bit, has used what was not known.
 */
export async function findLeaks<Row extends MaturingRow>(search: LeakSearch<Row>): Promise<Leak[]> {
  const { rows, times, fit, history = (all) => new MaturedHistory(all), change = withOppositeLabel } = search;
  const leaks: Leak[] = [];
  for (const time of times) {
    const otherFuture = rows.map((row) => (row.maturesAt > time ? change(row) : row));
    const answer = await fit(history(rows))(time);
    const answerWithOtherFuture = await fit(history(otherFuture))(time);
    if (!Object.is(answer, answerWithOtherFuture)) leaks.push({ time, answer, answerWithOtherFuture });
  }
  return leaks;
}

/** A planted bug: every row is there `earlyMs` before its window had closed. */
export class EarlyHistory<Row extends MaturingRow> extends MaturedHistory<Row> {
  readonly #earlyMs: number;

  constructor(rows: readonly Row[], earlyMs: number) {
    super(rows);
    this.#earlyMs = earlyMs;
  }

  override countMaturedBy(time: number): number {
    return super.countMaturedBy(time + this.#earlyMs);
  }
}
