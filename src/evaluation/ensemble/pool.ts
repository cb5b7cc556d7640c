import { InputError } from '../../core/errors.js';
import { logOdds } from '../../core/position-sizing/shrink.js';

export interface PooledForecast {
  /** 0 … 1. */
  readonly probBull: number;
  /** Standard deviation of the pooled log-odds around their mean, by weight; ≥ 0, and 0 where only one was pooled. */
  readonly dispersion: number;
}

/** One opinion in a pool. */
export interface WeightedLogOdds {
  readonly logOdds: number;
  /** ≥ 0; only its share of the sum counts. */
  readonly weight: number;
}

/** Probability of log-odds. */
export const probabilityOf = (odds: number): number => 1 / (1 + Math.exp(-odds));

/**
 * The logarithmic opinion pool of two outcomes: the weighted mean of log-odds. Genest & Zidek, "Combining Probability
 * Distributions" (Statistical Science, 1986). Null where no weight is left.
 */
export function poolLogOdds(opinions: readonly WeightedLogOdds[]): PooledForecast | null {
  const total = opinions.reduce((sum, { weight }) => sum + weight, 0);
  if (!(total > 0)) return null;
  const mean = opinions.reduce((sum, o) => sum + o.weight * o.logOdds, 0) / total;
  const variance = opinions.reduce((sum, o) => sum + o.weight * (o.logOdds - mean) ** 2, 0) / total;
  return { probBull: probabilityOf(mean), dispersion: Math.sqrt(variance) };
}

/**
 * Pools recorded forecasts of one decision: `samples[i]` are the probabilities member i gave, none where it failed. Samples of
 * a member are pooled first, equally; the dispersion is that of all samples. Members without one are left out and the
 * weights of the others renormalised; where the others weigh nothing they count equally.
 * @param weights one for each member, ≥ 0
 * @returns null where no member gave a probability
 * @throws InputError for weights of another length, or negative, or all zero
 */
export function poolForecasts(
  samples: readonly (readonly number[])[],
  weights: readonly number[],
): PooledForecast | null {
  const used = requireWeights(weights, samples.length);
  const answered = samples.flatMap((values, i) => (values.length === 0 ? [] : [{ values, weight: used[i]! }]));
  const weightless = answered.every(({ weight }) => weight === 0);
  return poolLogOdds(
    answered.flatMap(({ values, weight }) =>
      values.map((p) => ({ logOdds: logOdds(p), weight: (weightless ? 1 : weight) / values.length })),
    ),
  );
}

/** The weights as shares of 1. @throws InputError for another number than `count`, a negative one, or none above 0 */
export function requireWeights(weights: readonly number[], count: number): readonly number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const valid =
    weights.length === count && weights.every((weight) => weight >= 0) && total > 0 && Number.isFinite(total);
  if (!valid) {
    throw new InputError('ensemble.weights', `The weights of the ensemble are [${weights.join(', ')}].`, {
      where: 'weights',
      expected: `${count} finite numbers of at least 0, one for each member, not all 0`,
    });
  }
  return weights.map((weight) => weight / total);
}

/** The same weight for each of `count` members. */
export const equalWeights = (count: number): readonly number[] => Array.from({ length: count }, () => 1 / count);
