import { cosineCoefficients } from './cosine-coefficients.js';
import { spectralShapes, type PersistencePrior } from './persistence.js';
import { studentTCdf } from './student-t.js';
import { mean } from '../../core/statistics/moments.js';

/** What a series says of its expectation when it is not known how long its deviations last. */
export interface PersistentMean {
  readonly mean: number;
  /** Of the mean, averaged over how long deviations may last. */
  readonly standardError: number;
  /** Rows that would know the mean as well, were they independent: 1 … n. */
  readonly effectiveRows: number;
  /** One-sided p-value of "the expectation is at least `value`": small where the mean is far below it. */
  readonly pAtLeast: (value: number) => number;
  /** Half of the interval that has `tail` on either side, 0 < tail < ½. @param also standard error from elsewhere, independent */
  readonly halfWidth: (tail: number, also?: number) => number;
}

/** Cosines of the lowest frequencies that are looked at: more would say next to nothing of what persists. */
const MOST_TERMS = 200;
/** Fewer terms than these say next to nothing about a variance. */
const LEAST_TERMS = 3;
/** Shapes with a smaller posterior weight change no digit that is shown. */
const NEGLIGIBLE = 1e-7;
/** Scales nearer to each other than this are taken as one. */
const SAME_SCALE = 0.01;

interface Scales {
  readonly scale: number;
  readonly weight: number;
}

/**
 * Inference about the expectation of a stationary series whose persistence is unknown. The squared cosine coefficients of the lowest
 * n / 2m frequencies show the spectrum near 0; each shape that the prior holds possible makes of them a t-distribution of the mean,
 * with as many degrees of freedom as coefficients, and the likelihood of the coefficients says how much each shape counts. Where
 * they are flat it is the cosine test of Lazarus, Lewis, Stock & Watson (JBES 2018); where they rise towards 0 the tail is as long as
 * the rise may go on. U. K. Müller & M. W. Watson, "Measuring Uncertainty about Long-Run Predictions" (Review of Economic Studies
 * 2016), with autoregressions in place of their local-to-unity models; nothing is drawn at random. Null for fewer than three
 * coefficients (n < 6m) or a series that never varies.
 */
export function persistentMean(values: Float64Array, overlap: number, prior: PersistencePrior): PersistentMean | null {
  const n = values.length;
  const terms = Math.min(Math.floor(n / (2 * overlap)), MOST_TERMS);
  if (terms < LEAST_TERMS) return null;
  const centre = mean(values);
  const centred = values.map((value) => value - centre);
  const variance = centred.reduce((sum, value) => sum + value * value, 0) / n;
  const largest = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (!(Math.sqrt(variance) > 1e-13 * largest)) return null;
  const squares = cosineCoefficients(centred, terms);
  const found = posterior(squares, n, spectralShapes(n, overlap, terms, prior));
  const standardError = found.reduce((sum, { scale, weight }) => sum + weight * scale, 0);
  const tailBeyond = (distance: number, also: number): number =>
    found.reduce((sum, { scale, weight }) => sum + weight * studentTCdf(-distance / Math.hypot(scale, also), terms), 0);
  return {
    mean: centre,
    standardError,
    effectiveRows: Math.min(n, Math.max(1, variance / standardError ** 2)),
    pAtLeast: (value) => (value >= centre ? tailBeyond(value - centre, 0) : 1 - tailBeyond(centre - value, 0)),
    halfWidth: (tail, also = 0) =>
      rootOf((distance) => Math.log(tailBeyond(distance, also) / tail), standardError + also),
  };
}

/** Where a falling function of a positive argument is 0: bracketed by doubling, then regula falsi (Illinois), to ten digits. */
function rootOf(falling: (x: number) => number, guess: number): number {
  let low = 0;
  let atLow = falling(0);
  let high = guess;
  let atHigh = falling(high);
  for (; atHigh > 0; atHigh = falling(high)) {
    [low, atLow] = [high, atHigh];
    high *= 2;
  }
  let last = 0;
  for (let step = 0; step < 100 && high - low > 1e-10 * high; step++) {
    const middle = high - (atHigh * (high - low)) / (atHigh - atLow);
    const at = falling(middle);
    if (at === 0) return middle;
    if (at > 0) {
      [low, atLow] = [middle, at];
      if (last === 1) atHigh /= 2;
      last = 1;
    } else {
      [high, atHigh] = [middle, at];
      if (last === -1) atLow /= 2;
      last = -1;
    }
    if (Math.abs(at) < 1e-11) return middle;
  }
  return high;
}

/** Scales of the mean's t-distribution with their posterior weights, those that hardly differ taken together. */
function posterior(squares: Float64Array, n: number, shapes: ReturnType<typeof spectralShapes>): Scales[] {
  const terms = squares.length;
  const all = shapes.map(({ at, weight }) => {
    let sum = 0;
    let logDeterminant = 0;
    for (let j = 0; j < terms; j++) {
      sum += squares[j]! / at[j]!;
      logDeterminant += Math.log(at[j]!);
    }
    // The variance itself is integrated out under Jeffreys' prior.
    return {
      scale: Math.sqrt(sum / terms / n),
      log: Math.log(weight) - 0.5 * logDeterminant - (terms / 2) * Math.log(sum),
    };
  });
  const most = all.reduce((max, { log }) => Math.max(max, log), -Infinity);
  const total = all.reduce((sum, { log }) => sum + Math.exp(log - most), 0);
  const merged: { scale: number; weight: number }[] = [];
  for (const { scale, log } of all.sort((a, b) => a.scale - b.scale)) {
    const weight = Math.exp(log - most) / total;
    if (weight < NEGLIGIBLE) continue;
    const last = merged.at(-1);
    if (last === undefined || scale > last.scale * (1 + SAME_SCALE)) merged.push({ scale, weight });
    else {
      last.scale = Math.sqrt((last.weight * last.scale ** 2 + weight * scale ** 2) / (last.weight + weight));
      last.weight += weight;
    }
  }
  return merged;
}
