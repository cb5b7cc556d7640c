import { InputError } from '../../../core/errors.js';

/** Rows of numbers, row-major: one row for each step of time. */
export interface HmmObservations {
  readonly values: Float64Array;
  readonly rows: number;
  readonly columns: number;
}

/** A Gaussian hidden Markov model with diagonal covariance. Matrices are row-major, one row for each state. */
export interface HmmParameters {
  readonly states: number;
  readonly columns: number;
  /** P(state at the first row), states. */
  readonly start: Float64Array;
  /** P(next state | state), states × states. */
  readonly transitions: Float64Array;
  /** states × columns. */
  readonly means: Float64Array;
  /** states × columns, > 0. */
  readonly variances: Float64Array;
}

/**
 * No transition and no start is less likely than this. EM multiplies, so a probability that has reached 0 would stay there;
 * and with this floor every scaled forward and backward value lies within 1e±12, so that no row, however far out, makes the
 * recursions under- or overflow. Eleven orders below what any data could show.
 */
const LEAST_PROBABILITY = 1e-12;

/** Raises a row of probabilities to the floor and makes their sum 1. A row of zeros becomes uniform. */
export function normaliseRow(row: Float64Array, offset: number, length: number): void {
  let sum = 0;
  for (let k = offset; k < offset + length; k++) sum += row[k]!;
  let floored = 0;
  for (let k = offset; k < offset + length; k++) {
    const value = Math.max(sum > 0 ? row[k]! / sum : 0, LEAST_PROBABILITY);
    row[k] = value;
    floored += value;
  }
  for (let k = offset; k < offset + length; k++) row[k]! /= floored;
}

/** @throws InputError naming the first invalid number, or a matrix of another size */
export function assertObservations({ values, rows, columns }: HmmObservations): void {
  if (!(columns >= 1) || values.length < rows * columns) {
    throw new InputError('hmm.size', `${values.length} numbers are not ${rows} rows of ${columns}.`, {
      where: 'observations',
    });
  }
  for (let i = 0; i < rows * columns; i++) {
    if (Number.isFinite(values[i])) continue;
    throw new InputError(
      'hmm.observation',
      `Column ${i % columns} of row ${Math.floor(i / columns)} is ${values[i]}.`,
      { where: 'observations', expected: 'finite numbers', remedy: 'leave the row out' },
    );
  }
}

/** @throws InputError unless there are `states` states of `columns` columns with positive variances */
export function assertParameters(p: HmmParameters, states: number, columns: number): void {
  const size = states * columns;
  const fits =
    p.states === states &&
    p.columns === columns &&
    p.start.length === states &&
    p.transitions.length === states * states &&
    p.means.length === size &&
    p.variances.length === size;
  const sound =
    p.variances.every((value) => value > 0 && value < Infinity) &&
    p.means.every((value) => Number.isFinite(value)) &&
    [...p.start, ...p.transitions].every((value) => value >= 0 && value < Infinity);
  if (fits && sound) return;
  throw new InputError('hmm.parameters', `The parameters are not those of ${states} states over ${columns} columns.`, {
    where: 'parameters',
    expected: 'probabilities of at least 0, finite means and variances above 0',
  });
}

/** The same model with its states renumbered: new state i is the old state `order[i]`. */
function reordered(p: HmmParameters, order: readonly number[]): HmmParameters {
  const { states, columns } = p;
  const byColumn = (from: Float64Array): Float64Array =>
    Float64Array.from({ length: states * columns }, (_, i) => {
      return from[order[Math.floor(i / columns)]! * columns + (i % columns)]!;
    });
  return {
    states,
    columns,
    start: Float64Array.from(order, (k) => p.start[k]!),
    transitions: Float64Array.from({ length: states * states }, (_, i) => {
      return p.transitions[order[Math.floor(i / states)]! * states + order[i % states]!]!;
    }),
    means: byColumn(p.means),
    variances: byColumn(p.variances),
  };
}

/** The same model with its states in rising order of their mean in the first column. */
export function orderedByMean(p: HmmParameters): HmmParameters {
  const order = Array.from({ length: p.states }, (_, k) => k);
  order.sort((a, b) => p.means[a * p.columns]! - p.means[b * p.columns]! || a - b);
  return reordered(p, order);
}
