import { InputError, UnavailableError } from '../../../core/errors.js';
import type { Random } from '../../../core/ports/random.js';
import { baumWelchTables, expectation, maximisation, type BaumWelchTables } from './baum-welch.js';
import { withFloor } from './filter-states.js';
import { forward, prepareHmm } from './forward.js';
import {
  assertObservations,
  assertParameters,
  orderedByMean,
  type HmmObservations,
  type HmmParameters,
} from './parameters.js';
import { clusterStart, quantileStart } from './start-parameters.js';

export interface HmmFitOptions {
  /** 1 … 8. */
  readonly states: number;
  /** For the starts; not asked where `start` is given. */
  readonly random: Random;
  /** M-steps at most. Default 200. */
  readonly maxIterations?: number;
  /** Ends when a step raises the log-likelihood by less, nats. Default 0.01, as hmmlearn. Negative: never. */
  readonly tolerance?: number;
  /** Lower bound of every variance, in squared units of its column, > 0. Default 1e-6: for standardised columns. */
  readonly varianceFloor?: number;
  /** Seeded k-means++ starts beside one by quantiles of each column; the likeliest result is taken. Default 4. */
  readonly restarts?: number;
  /** Where EM begins, instead of these. */
  readonly start?: HmmParameters;
}

export interface HmmFit {
  /** States in rising order of their mean in the first column. */
  readonly parameters: HmmParameters;
  /** Of the rows under these parameters, nats. */
  readonly logLikelihood: number;
  readonly iterations: number;
  readonly converged: boolean;
}

const MOST_STATES = 8;

/** Rows for each free number of a state (its mean, variance and row of transitions) that a fit needs at least. */
const ROWS_PER_STATE = 10;

/**
 * Maximum likelihood of a Gaussian HMM with diagonal covariance by Baum–Welch (EM), over scaled recursions. The likelihood has
 * no largest value where a variance may fall to 0 and several local ones anyway: hence the floor and the restarts.
 * @throws UnavailableError `baseline.no-input` under 10 rows a state
 * @throws InputError for an invalid number, or options out of range
 */
export function fitGaussianHmm(observations: HmmObservations, options: HmmFitOptions): HmmFit {
  const { states, random, varianceFloor = 1e-6, restarts = 4, start } = options;
  const { rows, columns } = observations;
  if (!Number.isInteger(states) || states < 1 || states > MOST_STATES) {
    throw new InputError('hmm.states', `${states} states: 1 to ${MOST_STATES} can be fitted.`, { where: 'states' });
  }
  if (!(varianceFloor > 0)) {
    throw new InputError('hmm.floor', `The variance floor is ${varianceFloor}, not above 0.`, {
      where: 'varianceFloor',
    });
  }
  assertObservations(observations);
  if (rows < ROWS_PER_STATE * states) {
    throw new UnavailableError(
      'baseline.no-input',
      `A hidden Markov model of ${states} states needs ${ROWS_PER_STATE * states} rows at least, and there are ${rows}.`,
      { where: 'observations', remedy: 'give it a longer history', retryable: true },
    );
  }
  const starts: HmmParameters[] = [];
  if (start !== undefined) {
    assertParameters(start, states, columns);
    starts.push(start);
  } else {
    for (let column = 0; column < columns; column++) {
      starts.push(quantileStart(observations, states, varianceFloor, column));
    }
    for (let i = 0; i < restarts; i++) starts.push(clusterStart(observations, states, varianceFloor, random));
  }
  const tables = baumWelchTables(rows, states);
  let best: HmmFit | null = null;
  for (const from of starts) {
    const fit = climb(observations, from, tables, { ...options, varianceFloor });
    if (best === null || fit.logLikelihood > best.logLikelihood) best = fit;
  }
  return best!;
}

function climb(
  observations: HmmObservations,
  from: HmmParameters,
  tables: BaumWelchTables,
  {
    maxIterations = 200,
    tolerance = 0.01,
    varianceFloor,
  }: Pick<HmmFitOptions, 'maxIterations' | 'tolerance'> & { varianceFloor: number },
): HmmFit {
  const copy = withFloor(from);
  const model = prepareHmm({ ...copy, variances: copy.variances.map((value) => Math.max(value, varianceFloor)) });
  let logLikelihood = -Infinity;
  let iterations = 0;
  let converged = false;
  while (!converged && iterations < maxIterations) {
    const before = logLikelihood;
    logLikelihood = expectation(model, observations, tables);
    maximisation(model, observations, tables, varianceFloor);
    iterations += 1;
    converged = logLikelihood - before < tolerance;
  }
  // Of the parameters that are handed back: the last step has changed them once more.
  logLikelihood = forward(model, observations, tables);
  const { states, columns, start, transitions, means, variances } = model;
  const parameters = orderedByMean({ states, columns, start, transitions, means, variances });
  return { parameters, logLikelihood, iterations, converged };
}
