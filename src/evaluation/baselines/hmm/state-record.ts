import type { TrainingHistory, TrainingRow } from '../../matured-history.js';
import type { DayObservations } from './day-observations.js';
import { forward, prepareHmm, type ForwardTable, type PreparedHmm } from './forward.js';
import type { HmmParameters } from './parameters.js';

/** Matured windows by the state in which they were decided: soft counts, in windows that do not overlap. */
export interface StateCounts {
  /** Of each state. */
  readonly windows: Float64Array;
  /** Those of them that were bull. */
  readonly bulls: Float64Array;
}

/**
 * Filtered states under one set of parameters, and what followed each of them. Both grow forward only: a question at t is
 * answered from rows that were known by t, and a later one goes on from there.
 */
export class StateRecord {
  readonly #days: DayObservations;
  readonly #history: TrainingHistory;
  readonly #model: PreparedHmm;
  readonly #table: ForwardTable;
  #filteredRows = 0;
  /** After n matured rows, from n × states × 2: windows and bulls of each state. */
  readonly #sums: number[];
  #counted = 0;
  #lastDecidedAt = -Infinity;

  /** @param table room for all rows × states; nobody else may use it as long as this record is in use */
  constructor(days: DayObservations, history: TrainingHistory, parameters: HmmParameters, table: ForwardTable) {
    this.#days = days;
    this.#history = history;
    const { states } = parameters;
    // The fitted start is that of one series at its first day; days that begin at other hours begin with none.
    this.#model = prepareHmm({ ...parameters, start: new Float64Array(states).fill(1 / states) });
    this.#table = table;
    this.#sums = new Array<number>(states * 2).fill(0);
  }

  /** P(state) at a row from the rows up to it, one number a state: a view, valid until the table is used again. */
  filteredAt(row: number): Float64Array {
    if (row >= this.#filteredRows) {
      const { observations, lag } = this.#days;
      forward(this.#model, observations, this.#table, { from: this.#filteredRows, to: row + 1, lag });
      this.#filteredRows = row + 1;
    }
    const { states } = this.#model;
    return this.#table.filtered.subarray(row * states, (row + 1) * states);
  }

  /** Counts from the rows that had matured by `time`, UTC ms. */
  countsAt(time: number): StateCounts {
    const { states } = this.#model;
    const count = this.#history.countMaturedBy(time);
    if (count > this.#counted) {
      const rows = this.#history.maturedBy(time);
      for (; this.#counted < count; this.#counted++) this.#count(rows[this.#counted]!);
    }
    const at = count * states * 2;
    return {
      windows: Float64Array.from(this.#sums.slice(at, at + states)),
      bulls: Float64Array.from(this.#sums.slice(at + states, at + 2 * states)),
    };
  }

  /**
   * Windows that overlap the one before them count as the share that is new, so that twenty windows are the same evidence
   * whether decisions are an hour or a day apart. A decision at which the state was not known counts nothing.
   */
  #count({ decidedAt, maturesAt, label }: TrainingRow): void {
    const { states } = this.#model;
    const isNew = Math.max(0, Math.min(1, (decidedAt - this.#lastDecidedAt) / (maturesAt - decidedAt)));
    this.#lastDecidedAt = decidedAt;
    const row = this.#days.rowAt(decidedAt);
    const probabilities = row < 0 ? null : this.filteredAt(row);
    const before = this.#counted * states * 2;
    const push = (k: number, counts: boolean): void => {
      const weight = probabilities === null || !counts ? 0 : isNew * probabilities[k % states]!;
      this.#sums.push(this.#sums[before + k]! + weight);
    };
    for (let k = 0; k < states; k++) push(k, true);
    for (let k = states; k < 2 * states; k++) push(k, label.outcome === 1);
  }
}
