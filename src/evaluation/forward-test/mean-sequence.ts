import { InputError } from '../../core/errors.js';
import type { BoundedValue } from './brier-difference.js';
import { logMixture, mixtureBoundary, VariationCosts } from './exponential-mixture.js';

export interface MeanBounds {
  readonly count: number;
  /** Mean of the values; null of none. */
  readonly mean: number | null;
  /** Bounds of the mean of their conditional expectations; within the values' own bounds −1 and 1. */
  readonly lower: number;
  readonly upper: number;
}

/**
 * An always-valid confidence sequence for the mean of values in [−1, 1] that come one after another: with probability 1 − alpha
 * the bounds hold at every moment at once, so they may be looked at after each value and the watching stopped at will. What they
 * bound is (1/n)·Σ E[xᵢ | past], which may move. Each end costs alpha/2; see `VariationCosts` for the sources.
 *
 * Measured over 1,000 seeds without skill, watched over 500 windows at alpha 0.05: ever wrong in 0 (m = 1) and 3 (m = 6). A
 * calibrated forecaster of Brier skill 0.10 was found within 1,000 windows in 99 of 100 seeds, after a median of 466.
 *
 * Values must be known before the next one is decided: of decisions with overlapping windows take `withoutOverlap`. The other
 * valid way, m interleaved sequences at alpha/m each with their bounds averaged, is wider: 0.033 against 0.028 after 6,000
 * decisions with m = 6, and found a forecaster of Brier skill 0.06 in 30 against 60 of 100 seeds (measured).
 */
export class MeanSequence {
  readonly #variation = new VariationCosts();
  readonly #threshold: number;
  #sum = 0;
  #count = 0;

  /** @param alpha chance, (0, 1), that the bounds are ever wrong */
  constructor(alpha: number) {
    if (!(alpha > 0 && alpha < 1)) {
      throw new InputError('forward-test.alpha', `alpha is ${alpha}: it must be between 0 and 1.`, { where: 'alpha' });
    }
    this.#threshold = 2 / alpha;
  }

  add(value: BoundedValue): void {
    this.#variation.add(value);
    this.#sum += value.value;
    this.#count += 1;
  }

  bounds(): MeanBounds {
    if (this.#count === 0) return { count: 0, mean: null, lower: -1, upper: 1 };
    const mean = this.#sum / this.#count;
    const half = mixtureBoundary(this.#variation.costs, this.#threshold) / this.#count;
    return { count: this.#count, mean, lower: Math.max(mean - half, -1), upper: Math.min(mean + half, 1) };
  }

  /** Whether a mean lies outside the bounds; the same as comparing with `bounds()`, at a fraction of its cost. */
  excludes(mean: number): boolean {
    const distance = Math.abs(this.#sum - this.#count * mean);
    return logMixture(this.#variation.costs, distance) > Math.log(this.#threshold);
  }
}
