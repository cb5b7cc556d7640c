import { normalQuantile } from '../../core/statistics/normal-quantile.js';

/**
 * Interval for a share of independent trials. E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical
 * Inference" (JASA, 1927). Null without trials.
 * @param level coverage, (0, 1)
 */
export function wilsonInterval(successes: number, trials: number, level = 0.95): { low: number; high: number } | null {
  if (!(trials > 0)) return null;
  const z = normalQuantile(0.5 + level / 2);
  const share = successes / trials;
  const shrink = 1 + (z * z) / trials;
  const centre = (share + (z * z) / (2 * trials)) / shrink;
  const half = (z / shrink) * Math.sqrt((share * (1 - share)) / trials + (z * z) / (4 * trials * trials));
  return {
    low: successes === 0 ? 0 : Math.max(0, centre - half),
    high: successes === trials ? 1 : Math.min(1, centre + half),
  };
}
