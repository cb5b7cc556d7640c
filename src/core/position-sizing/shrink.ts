import { InputError } from '../errors.js';
import { clamp } from './lenient-input.js';
import type { Multipliers } from './types.js';

/** Probabilities are kept this far from 0 and 1 before their odds are taken. */
const LEAST_PROBABILITY = 0.01;

/** Log-odds of a probability, natural units; probabilities outside [0.01, 0.99] count as those bounds. */
export function logOdds(probability: number): number {
  const p = clamp(probability, LEAST_PROBABILITY, 1 - LEAST_PROBABILITY);
  return Math.log(p / (1 - p));
}

/**
 * How much of a pooled opinion its members' disagreement leaves, 0 … 1: μ² / (μ² + σ²), with μ the pooled log-odds and σ the
 * standard deviation of the members' log-odds. The shrinkage of a noisy signal towards its prior (Wiener; James and Stein
 * 1961): members that agree leave it whole, and one whose spread equals the opinion halves it.
 * @param dispersion σ, ≥ 0; null for an opinion of one model, which is not shrunk
 */
export function agreement(probBull: number, dispersion: number | null): number {
  if (dispersion === null || dispersion === 0) return 1;
  const signal = logOdds(probBull) ** 2;
  return signal / (signal + dispersion ** 2);
}

/**
 * Moves both multipliers towards 1: k′ = 1 + share·(k − 1). A pair of zeros is the hard stop of sizing and stays.
 * @param share 0 … 1: 1 changes nothing, 0 leaves k = 1
 * @throws InputError for a share outside [0, 1]
 */
export function shrinkTowardsOne({ kLong, kShort }: Multipliers, share: number): Multipliers {
  if (!(share >= 0 && share <= 1)) {
    throw new InputError('sizing.invalid', `share is ${share}: it must be in [0, 1].`, { where: 'share' });
  }
  if (kLong === 0 && kShort === 0) return { kLong, kShort };
  return { kLong: 1 + share * (kLong - 1), kShort: 1 + share * (kShort - 1) };
}
