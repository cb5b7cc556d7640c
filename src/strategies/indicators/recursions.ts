/**
 * The recursion of an exponential average, weight 2/(period + 1), started at the first value. Written as a step towards the
 * new value, so that equal values leave it where it is.
 */
export class Ema {
  private value = NaN;
  private readonly weight: number;

  constructor(period: number) {
    this.weight = 2 / (period + 1);
  }

  next(value: number): number {
    const before = Number.isNaN(this.value) ? value : this.value;
    this.value = before + (value - before) * this.weight;
    return this.value;
  }
}

/**
 * Wilder's smoothing: the mean of the first `period` values, then previous + (value − previous) / period. NaN before.
 * J. Welles Wilder, "New Concepts in Technical Trading Systems" (1978).
 */
export class WilderAverage {
  private count = 0;
  private sum = 0;
  private value = NaN;
  private readonly weight: number;

  constructor(private readonly period: number) {
    this.weight = 1 / period;
  }

  next(value: number): number {
    if (this.count === this.period) {
      this.value += (value - this.value) * this.weight;
    } else {
      this.sum += value;
      this.count++;
      if (this.count === this.period) this.value = this.sum / this.period;
    }
    return this.value;
  }
}
