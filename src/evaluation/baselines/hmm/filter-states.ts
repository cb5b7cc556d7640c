import { forward, prepareHmm } from './forward.js';
import {
  assertObservations,
  assertParameters,
  normaliseRow,
  type HmmObservations,
  type HmmParameters,
} from './parameters.js';

export interface FilteredStates {
  /** P(state at the row | rows up to it), rows × states, row-major. Never smoothed: no later row takes part. */
  readonly probabilities: Float64Array;
  /** Of all rows, nats. */
  readonly logLikelihood: number;
}

/** A copy whose starts and transitions keep to the floor, so that the recursions are safe. */
export function withFloor(parameters: HmmParameters): HmmParameters {
  const { states } = parameters;
  const start = parameters.start.slice();
  const transitions = parameters.transitions.slice();
  normaliseRow(start, 0, states);
  for (let k = 0; k < states; k++) normaliseRow(transitions, k * states, states);
  return {
    ...parameters,
    start,
    transitions,
    means: parameters.means.slice(),
    variances: parameters.variances.slice(),
  };
}

/**
 * What is known of the state at each row from the rows up to it, and how likely the rows are.
 * @throws InputError for an invalid number, or parameters of another size
 */
export function filterStates(observations: HmmObservations, parameters: HmmParameters): FilteredStates {
  assertObservations(observations);
  assertParameters(parameters, parameters.states, observations.columns);
  const size = observations.rows * parameters.states;
  const probabilities = new Float64Array(size);
  const table = { filtered: probabilities, density: new Float64Array(size) };
  const logLikelihood = forward(prepareHmm(withFloor(parameters)), observations, table);
  return { probabilities, logLikelihood };
}
