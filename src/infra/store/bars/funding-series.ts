/** Settled funding of a perpetual, as columns of equal length, times strictly increasing. */
export interface SettledFunding {
  readonly symbol: string;
  /** When it was paid, UTC ms, rounded to the minute. */
  readonly time: Float64Array;
  /** Fraction of the position's value; positive: longs pay shorts. */
  readonly rate: Float64Array;
  /** Mark price at that moment, quote currency, NaN where the record has none. */
  readonly mark: Float64Array;
  /** Time to the next settlement as the record states it, ms, NaN where it does not; left out where it never does. */
  readonly interval?: Float64Array;
}
