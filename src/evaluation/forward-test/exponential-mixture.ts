import type { BoundedValue } from './brier-difference.js';

/**
 * Bets that the mixture spreads its money over, λ = 2^(k/2) for k = −10 … 12, equally: from 0.03, best after some 10,000 values of
 * deviation 1, to 64, best after some ten values of deviation 0.01.
 */
export const BETS: readonly number[] = Array.from({ length: 23 }, (_, i) => 2 ** ((i - 10) / 2));

/** ψ(λ) = (−log(1 − cλ) − cλ) / c² for λ < 1/c, its limit λ²/2 at c = 0. Howard et al. (2021), sub-exponential case. */
function psi(bet: number, range: number): number {
  const x = bet * range;
  if (x >= 1) return Infinity;
  // The difference of two nearly equal numbers: below this its series is exact to rounding.
  if (x < 1e-3) return bet * bet * (1 / 2 + x / 3 + (x * x) / 4 + (x * x * x) / 5);
  return (-Math.log1p(-x) - x) / (range * range);
}

/**
 * What each bet has to pay for the variation of the values seen so far: Σ ψ_c(λ) · (x − γ)², with γ the mean of the values
 * before (predictable, kept within the value's bounds) and c the distance of those bounds. For values x with conditional
 * means μ, exp(λ·Σ(x − μ) − this) is a nonnegative supermartingale started at 1, and so is the one of Σ(μ − x): Howard,
 * Ramdas, McAuliffe & Sekhon, "Time-uniform, Nonparametric, Nonasymptotic Confidence Sequences" (Annals of Statistics, 2021),
 * theorem 4; Choi & Ramdas, "Comparing Sequential Forecasters" (Operations Research, 2024), for score differences. No
 * distribution, independence or constant mean is assumed. A bet too large for a value's bounds (λ·c ≥ 1) is lost for good,
 * which keeps the supermartingale one.
 */
export class VariationCosts {
  readonly costs: Float64Array = new Float64Array(BETS.length);
  #sum = 0;
  #count = 0;

  /** Costs that this value adds, one for each bet; ∞ for a bet that it bars. */
  add({ value, least, most }: BoundedValue): Float64Array {
    const guess = Math.min(Math.max(this.#sum / (this.#count + 1), least), most);
    const square = (value - guess) ** 2;
    this.#sum += value;
    this.#count += 1;
    const added = new Float64Array(BETS.length);
    BETS.forEach((bet, k) => {
      const cost = psi(bet, most - least);
      // ∞ · 0 would not be a number: a barred bet stays barred.
      added[k] = cost === Infinity ? Infinity : cost * square;
      this.costs[k]! += added[k];
    });
    return added;
  }
}

/**
 * The s at which the mixture Σ exp(λs − cost)/K reaches a `threshold` > 1; ∞ where no bet is left. By bisection, to rounding.
 */
export function mixtureBoundary(costs: Float64Array, threshold: number): number {
  const goal = Math.log(threshold);
  const reachedAt = (rest: number): number =>
    BETS.reduce((least, bet, k) => Math.min(least, (rest + costs[k]!) / bet), Infinity);
  let high = reachedAt(goal + Math.log(BETS.length));
  if (high === Infinity) return Infinity;
  let low = reachedAt(goal);
  for (let step = 0; step < 200; step++) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) break;
    if (logMixture(costs, middle) >= goal) high = middle;
    else low = middle;
  }
  return high;
}

/** Logarithm of the mixture at s = Σ(x − μ); −∞ where no bet is left. */
export function logMixture(costs: Float64Array, s: number): number {
  let most = -Infinity;
  BETS.forEach((bet, k) => (most = Math.max(most, bet * s - costs[k]!)));
  if (most === -Infinity) return -Infinity;
  let sum = 0;
  BETS.forEach((bet, k) => (sum += Math.exp(bet * s - costs[k]! - most)));
  return most + Math.log(sum / BETS.length);
}
