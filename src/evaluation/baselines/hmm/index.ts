import type { BarSeries } from '../../../core/bars.js';
import { InputError, UnavailableError } from '../../../core/errors.js';
import type { RegimeModel } from '../../../core/ports/regime-model.js';
import { baselineModel, type BaselineOpinion } from '../baseline-model.js';
import { climatology, climatologyOpinion } from '../climatology.js';
import type { TrainingHistory } from '../../matured-history.js';
import { DayObservations } from './day-observations.js';
import { describeState } from './describe-state.js';
import { StateRecord } from './state-record.js';
import { WeeklyFits, type WeeklyFit } from './weekly-fits.js';
import { isoTime } from '../../../core/time.js';

export interface HmmOptions {
  /** Default 2. */
  readonly states?: 2 | 3 | 4;
  /** Of the starts of the first fit, an integer. Default 1. */
  readonly seed?: number;
  /** Whole UTC days under which it answers climatology. Default 180: 45 for each of four states. */
  readonly minDays?: number;
  /**
   * Windows as of climatology that each state's record is given on top of its own (windows that overlap count as the share
   * that is new). Default 20: the standard error of a share of 20 windows, 0.11, is about what a state could ever change.
   */
  readonly pseudoCount?: number;
}

/**
 * Hidden Markov regimes: a Gaussian HMM of the last 24 hours' return, in units of its volatility, and log volatility, and
 * prob_bull(t) = Σ P(state at t | days up to t) · bull share of that state, where the share is taken over the matured
 * decisions by their filtered states under the parameters in force, drawn to climatology by `pseudoCount` windows.
 *
 * Parameters and scaling come from the days that had ended by the week's start (see `WeeklyFits`), states are in rising order
 * of that mean return, and probabilities are filtered, never smoothed. With fewer than `minDays` days, climatology.
 * @param bars of the decisions' asset; they may go on after a decision, whose moment alone says which of them exist
 * @throws InputError for options out of range, or bars that do not divide a day, or are longer than 4 h
 */
export function hmmModel(bars: BarSeries, history: TrainingHistory, options: HmmOptions = {}): RegimeModel {
  const { states = 2, seed = 1, minDays = 180, pseudoCount = 20 } = options;
  if (![2, 3, 4].includes(states)) {
    throw new InputError('baseline.option', `states is ${states}, not 2, 3 or 4.`, { where: 'states' });
  }
  if (!Number.isInteger(minDays) || minDays < 10 * states) {
    throw new InputError('baseline.option', `minDays is ${minDays}, not an integer of at least ${10 * states}.`, {
      where: 'minDays',
    });
  }
  if (!(pseudoCount > 0)) {
    throw new InputError('baseline.option', `pseudoCount is ${pseudoCount}, not above 0.`, { where: 'pseudoCount' });
  }
  const days = new DayObservations(bars);
  const fits = new WeeklyFits(days, { states, seed, minDays });
  const size = days.observations.rows * states;
  const table = { filtered: new Float64Array(size), density: new Float64Array(size) };
  let current: { readonly fit: WeeklyFit; readonly record: StateRecord } | null = null;

  return baselineModel(`baseline/hmm-${states}-1`, (_snapshot, time): BaselineOpinion => {
    const row = days.rowAt(time);
    if (row < 0) {
      throw new UnavailableError(
        'baseline.no-input',
        `No day of ${bars.symbol} bars ends within 24 h before ${isoTime(time)}, and the hidden Markov model needs one.`,
        { where: bars.symbol, remedy: 'give it bars up to the decision', retryable: true },
      );
    }
    const fit = fits.at(time);
    if (fit === null) return climatologyOpinion(history, time, `Fewer than ${minDays} days to fit states to; `);
    if (current?.fit !== fit) current = { fit, record: new StateRecord(days, history, fit.parameters, table) };
    const probabilities = current.record.filteredAt(row);
    const { windows, bulls } = current.record.countsAt(time);
    const usual = climatology(history, time);
    const shares = bulls.map((count, k) => (count + pseudoCount * usual) / (windows[k]! + pseudoCount));
    const probBull = probabilities.reduce((sum, p, k) => sum + p * shares[k]!, 0);
    const likeliest = probabilities.indexOf(Math.max(...probabilities));
    const share = (shares[likeliest]! * 100).toFixed(1);
    return {
      // A convex combination of shares; rounding alone could take it past its ends.
      probBull: Math.min(Math.max(probBull, 0), 1),
      reason:
        `${describeState(fit.parameters, likeliest)} with probability ${probabilities[likeliest]!.toFixed(2)}; ` +
        `its record of ${windows[likeliest]!.toFixed(0)} independent windows, drawn to climatology, says bull in ${share} %.`,
    };
  });
}
