import { normalQuantile } from '../../core/statistics/normal-quantile.js';

const SIZE = 0.05;
const POWER = 0.8;

/**
 * The mean difference that a two-sided test at 5 % finds with a probability of 80 %: (z₀.₉₇₅ + z₀.₈) · standard error. J. Cohen,
 * "Statistical Power Analysis for the Behavioral Sciences" (1988). Divided by the reference's loss it is the minimum detectable skill.
 */
export const minimumDetectable = (standardError: number): number =>
  (normalQuantile(1 - SIZE / 2) + normalQuantile(POWER)) * standardError;
