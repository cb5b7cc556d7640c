import { seededRandom } from '../../../core/ports/random.js';
import type { DayObservations } from './day-observations.js';
import { fitGaussianHmm, type HmmFit } from './fit-gaussian-hmm.js';
import type { HmmObservations, HmmParameters } from './parameters.js';
import { fromStandard, scalingOf, standardised, toStandard } from './standardise.js';
import { WEEK } from '../../../core/time.js';

/**
 * Of a variance in standardised units: a state is at least a tenth as wide as the whole. Without it the likeliest of many
 * starts is a state that holds two days alike.
 */
const VARIANCE_FLOOR = 0.01;

/** Warm starts need few steps; what is left over, the next week climbs. */
const WARM_ITERATIONS = 50;

/** Share of uniform chance in the transitions of a warm start: EM cannot raise a probability that has once fallen to 0. */
const SOFTENING = 0.001;

export interface WeeklyFit {
  /** In the units of the observations. */
  readonly parameters: HmmParameters;
  /** Whole UTC days that it was fitted to. */
  readonly days: number;
}

export interface WeeklyFitsOptions {
  readonly states: number;
  /** Of the starts of the first fit. */
  readonly seed: number;
  /** Whole UTC days under which there is no fit. */
  readonly minDays: number;
}

/** Rows of whole UTC days, side by side. */
function rowsOf({ values, columns }: HmmObservations, days: Int32Array): HmmObservations {
  const out = new Float64Array(days.length * columns);
  for (const [i, row] of days.entries()) out.set(values.subarray(row * columns, (row + 1) * columns), i * columns);
  return { values: out, rows: days.length, columns };
}

const softened = (p: HmmParameters): HmmParameters => {
  const soften = (value: number): number => (1 - SOFTENING) * value + SOFTENING / p.states;
  return { ...p, start: p.start.map(soften), transitions: p.transitions.map(soften) };
};

/** A fit to days as they are, scaled by their own mean and standard deviation. The likelihood is that of the scaled days. */
export function fitDays(
  days: HmmObservations,
  { states, seed }: Pick<WeeklyFitsOptions, 'states' | 'seed'>,
  warm: HmmParameters | null = null,
): HmmFit {
  const scaling = scalingOf(days);
  const fit = fitGaussianHmm(standardised(days, scaling), {
    states,
    random: seededRandom(seed),
    varianceFloor: VARIANCE_FLOOR,
    ...(warm === null ? {} : { start: toStandard(softened(warm), scaling), maxIterations: WARM_ITERATIONS }),
  });
  return { ...fit, parameters: fromStandard(fit.parameters, scaling) };
}

/** Whole UTC days that were observed and had ended by `moment`, UTC ms. */
export function daysEndedBy(source: DayObservations, moment: number): HmmObservations {
  const days = source.utcDays();
  let count = 0;
  while (count < days.length && source.endOf(days[count]!) <= moment) count += 1;
  return rowsOf(source.observations, days.subarray(0, count));
}

/**
 * A fit for each week of a grid that starts at the Unix epoch (Thursdays 00:00 UTC), from the days that had ended by then.
 * Each begins where the one before it ended, so a fit depends on the whole chain: the chain therefore begins at the first week
 * that has enough days, which the data alone decide, and never at the first question. It is made as far as it is asked for,
 * and kept. Bars that begin elsewhere are another chain.
 */
export class WeeklyFits {
  readonly #source: DayObservations;
  readonly #options: WeeklyFitsOptions;
  readonly #days: Int32Array;
  /** Week of the first fit, counted from the epoch; infinite where there never is one. */
  readonly #firstWeek: number;
  readonly #fits: WeeklyFit[] = [];

  constructor(source: DayObservations, options: WeeklyFitsOptions) {
    this.#source = source;
    this.#options = options;
    this.#days = source.utcDays();
    const enough = this.#days[options.minDays - 1];
    this.#firstWeek = enough === undefined ? Infinity : Math.ceil(source.endOf(enough) / WEEK);
  }

  /** The fit in force at `time` (UTC ms), made from nothing later than its week's start; null where there are too few days. */
  at(time: number): WeeklyFit | null {
    const index = Math.floor(time / WEEK) - this.#firstWeek;
    if (!(index >= 0)) return null;
    while (this.#fits.length <= index) this.#fits.push(this.#next());
    return this.#fits[index]!;
  }

  #next(): WeeklyFit {
    const moment = (this.#firstWeek + this.#fits.length) * WEEK;
    const before = this.#fits.at(-1);
    let count = before?.days ?? 0;
    while (count < this.#days.length && this.#source.endOf(this.#days[count]!) <= moment) count += 1;
    // Without a new day there is nothing to learn, and climbing on would depend on how long the bars were away.
    if (before?.days === count) return before;
    const days = rowsOf(this.#source.observations, this.#days.subarray(0, count));
    const { parameters } = fitDays(days, this.#options, before?.parameters ?? null);
    return { parameters, days: count };
  }
}
