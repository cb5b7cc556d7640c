/** ½·ln 2π. */
const HALF_LOG_TAU = 0.5 * Math.log(2 * Math.PI);

/**
 * Distribution function of the standard normal, accurate to about 1e-15: Φ(x) = ½ + φ(x)·(x + x³/3 + x⁵/(3·5) + …).
 * G. Marsaglia, "Evaluating the Normal Distribution" (Journal of Statistical Software, 2004).
 */
export function normalCdf(x: number): number {
  if (x < -8) return 0;
  if (x > 8) return 1;
  let term = x;
  let sum = x;
  let before = NaN;
  for (let k = 3; sum !== before; k += 2) {
    before = sum;
    term *= (x * x) / k;
    sum += term;
  }
  // Far out the sum rounds beyond the ends.
  return Math.min(1, Math.max(0, 0.5 + sum * Math.exp(-0.5 * x * x - HALF_LOG_TAU)));
}
