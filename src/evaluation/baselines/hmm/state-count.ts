import type { BarSeries } from '../../../core/bars.js';
import { DayObservations } from './day-observations.js';
import type { HmmObservations } from './parameters.js';
import { daysEndedBy, fitDays } from './weekly-fits.js';

/** How well a number of states fits the rows. */
export interface StateCountFit {
  readonly states: number;
  readonly rows: number;
  /** Of the standardised rows, nats. */
  readonly logLikelihood: number;
  /** Free numbers of the model. */
  readonly parameters: number;
  /** −2 · log-likelihood + parameters · ln(rows): the smallest is to be preferred (Schwarz 1978, Ann. Stat. 6, 461). */
  readonly bic: number;
}

/** Free numbers: starts, transitions, and a mean and a variance for each state and column. */
export const freeParameters = (states: number, columns: number): number =>
  states - 1 + states * (states - 1) + 2 * states * columns;

/**
 * Schwarz's criterion for 1 to 4 states, each fitted anew; 1 state says what no regimes at all would be worth.
 * @throws UnavailableError with fewer than 40 rows
 */
export function stateCountFits(observations: HmmObservations, seed = 1): StateCountFit[] {
  const { rows, columns } = observations;
  return [1, 2, 3, 4].map((states) => {
    const { logLikelihood } = fitDays(observations, { states, seed });
    const parameters = freeParameters(states, columns);
    return { states, rows, logLikelihood, parameters, bic: -2 * logLikelihood + parameters * Math.log(rows) };
  });
}

/**
 * The same for the whole UTC days that had ended by `time` (UTC ms). To be shown beside the model's results, not to choose
 * by: the theory does not cover the number of hidden states, and wherever days within a regime are not Gaussian (fat tails,
 * quieter weekends) more states fit them better than there are regimes.
 * @throws UnavailableError with fewer than 40 days
 */
export const stateCountFitsOfDays = (bars: BarSeries, time: number, seed = 1): StateCountFit[] =>
  stateCountFits(daysEndedBy(new DayObservations(bars), time), seed);
