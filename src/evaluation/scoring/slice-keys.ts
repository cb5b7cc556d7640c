import { quantile } from '../../engine/metrics/tails.js';
import { regimeLabelOf } from '../../core/regime/schema.js';
import type { SliceKey } from './slice-by.js';

/** By the regime that the probability names. */
export const regimeKey: SliceKey = {
  name: 'regime',
  of: ({ probBull }) => regimeLabelOf(probBull, 1 - probBull),
};

/** By the model's own confidence; a forecaster that gives probabilities alone has none. */
export const confidenceKey: SliceKey = {
  name: 'confidence',
  of: ({ assessment }) => assessment?.confidence_level ?? null,
};

/** By hour of the decision, UTC: `00` … `23`. */
export const hourKey: SliceKey = {
  name: 'hour',
  of: ({ decidedAt }) => new Date(decidedAt).toISOString().slice(11, 13),
};

/** By calendar month of the decision, UTC: `2024-01`. */
export const monthKey: SliceKey = {
  name: 'month',
  of: ({ decidedAt }) => new Date(decidedAt).toISOString().slice(0, 7),
};

/**
 * By tercile of the volatility at the decision, among the rows that have one: `1-low`, `2-middle`, `3-high`. The bounds come
 * from the whole sample: a way to look back, not a rule to trade by.
 * @param volatility for each row; null where it is not known
 */
export function volatilityKey(volatility: readonly (number | null)[]): SliceKey {
  const known = Float64Array.from(volatility.filter((value) => value !== null));
  const low = known.length === 0 ? NaN : quantile(known, 1 / 3);
  const high = known.length === 0 ? NaN : quantile(known, 2 / 3);
  return {
    name: 'volatility',
    of: (_, index) => {
      const value = volatility[index] ?? null;
      if (value === null) return null;
      if (value <= low) return '1-low';
      return value <= high ? '2-middle' : '3-high';
    },
  };
}
