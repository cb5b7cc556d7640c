import { forward, refreshConstants, type PreparedHmm } from './forward.js';
import { normaliseRow, type HmmObservations } from './parameters.js';

/** Buffers of one fit, so that its steps allocate nothing. */
export interface BaumWelchTables {
  readonly filtered: Float64Array;
  readonly density: Float64Array;
  /** P(state at the row | all rows), rows × states: smoothed, for the fit alone. */
  readonly smoothed: Float64Array;
  /** Expected number of each transition, states × states. */
  readonly moves: Float64Array;
  readonly scale: Float64Array;
  readonly backward: Float64Array;
  readonly nextBackward: Float64Array;
}

export function baumWelchTables(rows: number, states: number): BaumWelchTables {
  return {
    filtered: new Float64Array(rows * states),
    density: new Float64Array(rows * states),
    smoothed: new Float64Array(rows * states),
    moves: new Float64Array(states * states),
    scale: new Float64Array(rows),
    backward: new Float64Array(states),
    nextBackward: new Float64Array(states),
  };
}

/**
 * The E-step: `smoothed` and `moves` under the model (Rabiner 1989, Proc. IEEE 77, 257, equations 27, 37 and 93).
 * @returns log-likelihood of the rows, nats
 */
export function expectation(model: PreparedHmm, observations: HmmObservations, tables: BaumWelchTables): number {
  const { filtered, density, smoothed, moves, scale, backward, nextBackward } = tables;
  const { states, transitions } = model;
  const { rows } = observations;
  const logLikelihood = forward(model, observations, tables, {}, scale);
  moves.fill(0);
  backward.fill(1);
  const last = (rows - 1) * states;
  for (let k = 0; k < states; k++) smoothed[last + k] = filtered[last + k]!;
  for (let t = rows - 2; t >= 0; t--) {
    const at = t * states;
    const next = at + states;
    for (let k = 0; k < states; k++) nextBackward[k] = (density[next + k]! * backward[k]!) / scale[t + 1]!;
    for (let i = 0; i < states; i++) {
      let sum = 0;
      for (let k = 0; k < states; k++) {
        const ahead = transitions[i * states + k]! * nextBackward[k]!;
        moves[i * states + k]! += filtered[at + i]! * ahead;
        sum += ahead;
      }
      backward[i] = sum;
      smoothed[at + i] = filtered[at + i]! * sum;
    }
  }
  return logLikelihood;
}

/** Under this expected number of rows a state has nothing to be estimated from, and keeps its mean and variance. */
const LEAST_ROWS = 1e-8;

/**
 * The M-step: maximum likelihood without priors. A variance under `varianceFloor` is set to it, which is the maximum under
 * that bound. Changes the model in place.
 */
export function maximisation(
  model: PreparedHmm,
  { values, rows, columns }: HmmObservations,
  { smoothed, moves }: BaumWelchTables,
  varianceFloor: number,
): void {
  const { states, start, transitions, means, variances } = model;
  for (let k = 0; k < states; k++) {
    let weight = 0;
    for (let t = 0; t < rows; t++) weight += smoothed[t * states + k]!;
    start[k] = smoothed[k]!;
    let moved = 0;
    for (let i = k * states; i < (k + 1) * states; i++) moved += moves[i]!;
    if (moved > LEAST_ROWS) {
      for (let i = k * states; i < (k + 1) * states; i++) transitions[i] = moves[i]!;
      normaliseRow(transitions, k * states, states);
    }
    if (!(weight > LEAST_ROWS)) continue;
    for (let j = 0; j < columns; j++) {
      let sum = 0;
      for (let t = 0; t < rows; t++) sum += smoothed[t * states + k]! * values[t * columns + j]!;
      const mean = sum / weight;
      let squares = 0;
      for (let t = 0; t < rows; t++) {
        const off = values[t * columns + j]! - mean;
        squares += smoothed[t * states + k]! * off * off;
      }
      means[k * columns + j] = mean;
      variances[k * columns + j] = Math.max(squares / weight, varianceFloor);
    }
  }
  normaliseRow(start, 0, states);
  refreshConstants(model);
}
