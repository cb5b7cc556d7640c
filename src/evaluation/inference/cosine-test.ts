import { cosineCoefficients } from './cosine-coefficients.js';
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

/** Fewer terms than these say next to nothing about a variance. */
const LEAST_TERMS = 3;

/** Mean of the squared cosine coefficients of orders 1 … `terms`. */
const cosineVariance = (centred: Float64Array, terms: number): number =>
  cosineCoefficients(centred, terms).reduce((sum, square) => sum + square / terms, 0);

/**
 * t-test of a zero mean with the equal-weighted cosine estimator of the long-run variance and t(B) critical values, where B
 * is the number of cosine terms: fixed-smoothing asymptotics, under which an uncertain variance does not spoil the size of
 * the test. E. Lazarus, D. J. Lewis, J. H. Stock & M. W. Watson, "HAR Inference: Recommendations for Practice" (JBES 2018),
 * with their B = 0.4·n^(2/3), at most n / (2m): faster cosines see less variance than the mean of overlapping windows has.
 * Without overlap all n − 1 cosines serve, which is the ordinary t-test. Null with fewer than three terms or no variance.
 * @param overlap m: rows whose windows overlap
 */
export function cosineTest(values: Float64Array, overlap: number): CosineTest | null {
  const n = values.length;
  const terms = overlap === 1 ? n - 1 : Math.floor(Math.min(0.4 * n ** (2 / 3), n / (2 * overlap)));
  if (terms < LEAST_TERMS) return null;
  let mean = 0;
  for (let i = 0; i < n; i++) mean += values[i]! / n;
  const centred = values.map((value) => value - mean);
  const variance =
    overlap === 1 ? centred.reduce((sum, value) => sum + value * value, 0) / terms : cosineVariance(centred, terms);
  const standardError = Math.sqrt(variance / n);
  const scale = values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  if (!(standardError > 1e-14 * scale)) return null;
  const statistic = mean / standardError;
  return {
    statistic,
    pValue: studentTTwoSided(statistic, terms),
    pBelowZero: studentTCdf(statistic, terms),
    terms,
  };
}
