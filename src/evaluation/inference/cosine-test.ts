import { studentTCdf, studentTTwoSided } from './student-t.js';

/** Test of a mean with a long-run variance that takes its own uncertainty into account. */
export interface CosineTest {
  readonly statistic: number;
  /** Two-sided. */
  readonly pValue: number;
  /** One-sided, against a mean of 0 or above. */
  readonly pBelowZero: number;
  /** Degrees of freedom: cosine terms averaged. */
  readonly terms: number;
}

/** Fewer terms than these say nothing about a variance. */
const LEAST_TERMS = 4;

/**
 * t-test of a zero mean with the equal-weighted cosine estimator of the long-run variance and t(B) critical values, where B
 * is the number of cosine terms: fixed-smoothing asymptotics, under which the size does not suffer from the estimate of the
 * variance. Lazarus, Lewis, Stock & Watson, "HAR Inference: Recommendations for Practice" (JBES 2018), with their
 * B = 0.4·n^(2/3), at most n / (2m): cosines of a period under four overlaps see less variance than the mean has.
 * Null with fewer than four terms or no variance.
 * @param overlap m: rows whose windows overlap
 */
export function cosineTest(values: Float64Array, overlap: number): CosineTest | null {
  const n = values.length;
  const terms = Math.floor(Math.min(0.4 * n ** (2 / 3), n / (2 * overlap)));
  if (terms < LEAST_TERMS) return null;
  let mean = 0;
  for (let i = 0; i < n; i++) mean += values[i]! / n;
  let variance = 0;
  for (let term = 1; term <= terms; term++) {
    // The angle turns by a rotation: one cosine and sine for each term, not for each row.
    const step = (Math.PI * term) / n;
    const turnCosine = Math.cos(step);
    const turnSine = Math.sin(step);
    let cosine = Math.cos(step / 2);
    let sine = Math.sin(step / 2);
    let sum = 0;
    for (let i = 0; i < n; i++) {
      sum += (values[i]! - mean) * cosine;
      const turned = cosine * turnCosine - sine * turnSine;
      sine = sine * turnCosine + cosine * turnSine;
      cosine = turned;
    }
    variance += (2 * sum * sum) / n / terms;
  }
  const standardError = Math.sqrt(variance / n);
  if (!(standardError > 1e-14 * Math.abs(mean))) return null;
  const statistic = mean / standardError;
  return {
    statistic,
    pValue: studentTTwoSided(statistic, terms),
    pBelowZero: studentTCdf(statistic, terms),
    terms,
  };
}
