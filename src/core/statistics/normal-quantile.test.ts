import { describe, expect, it } from 'vitest';
import { normalCdf } from './normal-cdf.js';
import { normalQuantile } from './normal-quantile.js';

describe('quantile of the standard normal', () => {
  // statistics.NormalDist().inv_cdf of Python 3.
  it.each([
    [0.6, 0.2533471031357998],
    [0.25, -0.6744897501960817],
    [0.8, 0.8416212335729144],
    [0.9, 1.2815515655446008],
    [0.074, -1.4466320671589785],
    [0.076, -1.4325027208258114],
    [0.925, 1.439531470938456],
    [0.975, 1.9599639845400536],
    [0.001, -3.090232306167813],
    [0.999, 3.090232306167813],
    [1e-10, -6.361340902404056],
    [1e-12, -7.034483825301132],
    [1e-20, -9.262340089798405],
    [1e-100, -21.27345356096532],
    [1e-300, -37.0470962993612],
  ])('of %d', (p, x) => {
    expect(normalQuantile(p) / x).toBeCloseTo(1, 14);
    expect(Math.abs(normalCdf(normalQuantile(p)) - p)).toBeLessThan(1e-15 + 1e-13 * p);
  });

  it('is 0 in the middle and antisymmetric', () => {
    expect(normalQuantile(0.5)).toBe(0);
    // Quarters and their like are exact, and so is 1 − p.
    for (const p of [0.25, 0.375, 0.0625, 2 ** -30]) expect(normalQuantile(1 - p)).toBe(-normalQuantile(p));
  });

  it('has the same value where one formula takes over from the next', () => {
    for (const p of [0.075, Math.exp(-25)]) {
      expect(normalQuantile(p * (1 + 1e-15)) - normalQuantile(p * (1 - 1e-15))).toBeLessThan(1e-14);
    }
  });

  it('ends at infinity, and is not a number outside', () => {
    expect(normalQuantile(0)).toBe(-Infinity);
    expect(normalQuantile(1)).toBe(Infinity);
    for (const p of [-1e-9, 1.000001, -Infinity, Infinity, NaN]) expect(normalQuantile(p)).toBeNaN();
  });
});
