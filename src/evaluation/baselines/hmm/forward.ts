import type { HmmObservations, HmmParameters } from './parameters.js';

/** A model with what every density of a row needs worked out. */
export interface PreparedHmm extends HmmParameters {
  /** −½ · Σ ln(2π · variance) of each state. */
  readonly logConstant: Float64Array;
  /** ½ / variance, states × columns. */
  readonly halfPrecision: Float64Array;
}

/** Works out the constants of the densities anew, in place: the fit changes its parameters in place. */
export function refreshConstants({ states, columns, variances, logConstant, halfPrecision }: PreparedHmm): void {
  for (let k = 0; k < states; k++) {
    let sum = 0;
    for (let j = k * columns; j < (k + 1) * columns; j++) {
      sum += Math.log(2 * Math.PI * variances[j]!);
      halfPrecision[j] = 0.5 / variances[j]!;
    }
    logConstant[k] = -0.5 * sum;
  }
}

export function prepareHmm(parameters: HmmParameters): PreparedHmm {
  const prepared = {
    ...parameters,
    logConstant: new Float64Array(parameters.states),
    halfPrecision: new Float64Array(parameters.states * parameters.columns),
  };
  refreshConstants(prepared);
  return prepared;
}

/** Where the forward pass writes; each has room for rows × states. */
export interface ForwardTable {
  /** P(state at the row | rows up to it). */
  readonly filtered: Float64Array;
  /** Density of the row in each state, over the largest of them: 1 for the likeliest. */
  readonly density: Float64Array;
}

/**
 * The scaled forward recursion (Rabiner 1989, Proc. IEEE 77, 257, section V.A) over rows `from` to `to` (exclusive), in place:
 * the rows before `from` must have been filled by an earlier call. It reads nothing of the rows behind `to`.
 *
 * A row whose first number is NaN was not observed: its states are those foretold by the row before it.
 * @param lag the row that a row follows is `lag` before it: with 24, hourly rows are 24 interleaved series of days
 * @param scale Σ of the forward coefficients of each row, where given: what the backward recursion divides by
 * @returns log-likelihood of the rows, nats
 */
export function forward(
  model: PreparedHmm,
  observations: HmmObservations,
  { filtered, density }: ForwardTable,
  { from = 0, to = observations.rows, lag = 1 }: { from?: number; to?: number; lag?: number } = {},
  scale?: Float64Array,
): number {
  const { states, columns, start, transitions, means, logConstant, halfPrecision } = model;
  const { values } = observations;
  let logLikelihood = 0;
  for (let t = from; t < to; t++) {
    const at = t * states;
    const before = at - lag * states;
    const observed = !Number.isNaN(values[t * columns]!);
    let largest = -Infinity;
    for (let k = 0; k < states; k++) {
      let log = 0;
      if (observed) {
        log = logConstant[k]!;
        for (let j = 0; j < columns; j++) {
          const off = values[t * columns + j]! - means[k * columns + j]!;
          log -= off * off * halfPrecision[k * columns + j]!;
        }
      }
      density[at + k] = log;
      if (log > largest) largest = log;
    }
    let sum = 0;
    for (let k = 0; k < states; k++) {
      let foretold = 0;
      if (before < 0) foretold = start[k]!;
      else for (let i = 0; i < states; i++) foretold += filtered[before + i]! * transitions[i * states + k]!;
      const relative = Math.exp(density[at + k]! - largest);
      density[at + k] = relative;
      const joint = foretold * relative;
      filtered[at + k] = joint;
      sum += joint;
    }
    for (let k = 0; k < states; k++) filtered[at + k]! /= sum;
    if (scale !== undefined) scale[t] = sum;
    logLikelihood += Math.log(sum) + largest;
  }
  return logLikelihood;
}
