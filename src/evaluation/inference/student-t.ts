import { regularisedIncompleteBeta } from './incomplete-beta.js';
import { normalQuantile } from '../../core/statistics/normal-quantile.js';

/** P(T ≤ −|t|): half of I_x(ν/2, ½) with x = ν / (ν + t²) (Abramowitz & Stegun 26.7.1), exact in the tail too. */
function lowerTail(t: number, degrees: number): number {
  const square = t * t;
  if (square === Infinity) return 0;
  const x = degrees / (degrees + square);
  return 0.5 * regularisedIncompleteBeta(x, degrees / 2, 0.5, square / (degrees + square));
}

/** Distribution function of Student's t with `degrees` > 0 degrees of freedom. */
export const studentTCdf = (t: number, degrees: number): number =>
  t <= 0 ? lowerTail(t, degrees) : 1 - lowerTail(t, degrees);

/** P(|T| ≥ |t|): what a two-sided test reports. */
export const studentTTwoSided = (t: number, degrees: number): number => 2 * lowerTail(t, degrees);

/** Quantile of Student's t, 0 < p < 1. */
export function studentTQuantile(p: number, degrees: number): number {
  if (p === 0.5) return 0;
  const tail = Math.min(p, 1 - p);
  // The magnitude: bracketed from the normal's, which is always nearer to 0, then halved until the doubles meet.
  let low = 0;
  let high = Math.max(-normalQuantile(tail), 1e-3);
  while (lowerTail(high, degrees) > tail) {
    low = high;
    high *= 2;
  }
  for (let step = 0; step < 200; step++) {
    const middle = low + (high - low) / 2;
    if (middle === low || middle === high) break;
    if (lowerTail(middle, degrees) > tail) low = middle;
    else high = middle;
  }
  return p < 0.5 ? -high : high;
}
