import { quantile } from '../../core/statistics/quantile.js';
import { centralMoment, mean, sampleDeviation } from '../../core/statistics/moments.js';
import { normalCdf } from '../../core/statistics/normal-cdf.js';

/**
 * Historical value at risk: the loss of a period that is exceeded with probability 1 − level, a fraction, positive for a
 * loss. The quantile interpolates linearly between order statistics (type 7 of Hyndman & Fan, "Sample Quantiles in
 * Statistical Packages", 1996).
 */
export function valueAtRisk(returns: Float64Array, level: number): number | null {
  return returns.length === 0 ? null : -quantile(returns, 1 - level);
}

/**
 * Expected shortfall: the mean loss of the periods at or beyond the historical value at risk, a fraction. Acerbi & Tasche,
 * "On the Coherence of Expected Shortfall" (2002).
 */
export function conditionalValueAtRisk(returns: Float64Array, level: number): number | null {
  if (returns.length === 0) return null;
  const limit = quantile(returns, 1 - level);
  let sum = 0;
  let count = 0;
  for (let i = 0; i < returns.length; i++) {
    if (returns[i]! > limit) continue;
    sum += returns[i]!;
    count++;
  }
  return -sum / count;
}

/**
 * Sample skewness G1 = √(n(n−1)) / (n−2) · m3 / m2^1.5; null with fewer than three values or without variation. Joanes &
 * Gill, "Comparing Measures of Sample Skewness and Kurtosis" (The Statistician, 1998).
 */
export function skewness(values: Float64Array): number | null {
  const n = values.length;
  const variance = centralMoment(values, 2);
  if (n < 3 || variance === 0) return null;
  return ((Math.sqrt(n * (n - 1)) / (n - 2)) * centralMoment(values, 3)) / (variance * Math.sqrt(variance));
}

/**
 * Sample excess kurtosis G2 = (n−1) / ((n−2)(n−3)) · ((n+1)·(m4 / m2² − 3) + 6): 0 for a normal distribution; null with
 * fewer than four values or without variation. Joanes & Gill (1998), as for skewness.
 */
export function kurtosis(values: Float64Array): number | null {
  const n = values.length;
  const variance = centralMoment(values, 2);
  if (n < 4 || variance === 0) return null;
  const excess = centralMoment(values, 4) / (variance * variance) - 3;
  return ((n - 1) / ((n - 2) * (n - 3))) * ((n + 1) * excess + 6);
}

/**
 * Probability that the true Sharpe ratio is above a benchmark, given the length, skewness and kurtosis of the returns:
 * Φ( (SR − SR*)·√(n−1) / √(1 − γ3·SR + (γ4−1)/4·SR²) ), all for a period. Bailey & López de Prado, "The Sharpe Ratio
 * Efficient Frontier" (Journal of Risk, 2012).
 * @param benchmark Sharpe ratio of a period (not annualised) to compare with
 */
export function probabilisticSharpe(returns: Float64Array, benchmark = 0): number | null {
  const deviation = sampleDeviation(returns);
  const skew = skewness(returns);
  const excess = kurtosis(returns);
  if (deviation === null || deviation === 0 || skew === null || excess === null) return null;
  const ratio = mean(returns) / deviation;
  const variance = 1 - skew * ratio + ((excess + 2) / 4) * ratio * ratio;
  if (!(variance > 0)) return null;
  return normalCdf(((ratio - benchmark) * Math.sqrt(returns.length - 1)) / Math.sqrt(variance));
}
