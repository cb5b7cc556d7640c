import { kurtosis } from './kurtosis.js';
import { mean, sampleDeviation } from '../../core/statistics/moments.js';
import { normalCdf } from '../../core/statistics/normal-cdf.js';
import { skewness } from './skewness.js';

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
