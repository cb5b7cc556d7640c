import { MINUTE } from '../../core/time.js';

/** A number with so many decimals, for sentences. */
export const plainDecimals = (value: number, digits: number): string => value.toFixed(digits);

/** `850 ms`, `12.3 s`, `4.0 min`. */
export function plainDuration(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  return ms < 120_000 ? `${plainDecimals(ms / 1_000, 1)} s` : `${plainDecimals(ms / MINUTE, 1)} min`;
}
