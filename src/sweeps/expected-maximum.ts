import { normalQuantile } from '../core/statistics/normal-quantile.js';

const EULER_MASCHERONI = 0.5772156649015329;

/**
 * The largest Sharpe ratio to be expected of `trials` independent tries without skill: √V·((1 − γ)·Φ⁻¹(1 − 1/N) +
 * γ·Φ⁻¹(1 − 1/(N·e))), with V the variance of their Sharpe ratios and γ the Euler–Mascheroni constant. 0 for one try. Bailey &
 * López de Prado, "The Deflated Sharpe Ratio" (Journal of Portfolio Management, 2014).
 */
export function expectedMaximumSharpe(variance: number, trials: number): number {
  if (trials <= 1) return 0;
  const usual = normalQuantile(1 - 1 / trials);
  const far = normalQuantile(1 - 1 / (trials * Math.E));
  return Math.sqrt(variance) * ((1 - EULER_MASCHERONI) * usual + EULER_MASCHERONI * far);
}
