/** Names a stored series: `binance-spot`, `BTCUSDT`, `1h`. */
export interface SeriesKey {
  /** Where the bars come from: letters, digits, `.`, `_`, `-`. */
  readonly source: string;
  readonly symbol: string;
  readonly interval: string;
}

export interface StoredSeries extends SeriesKey {
  readonly interval_ms: number;
  readonly rows: number;
  /** Open time of the first bar, and the moment at which the last one closes, UTC ms. */
  readonly from: number;
  readonly to: number;
  /** Bars missing between them. */
  readonly missing: number;
  /** Size of the Parquet files and of the columns beside them. */
  readonly bytes: number;
}

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
  readonly interval?: Float64Array | undefined;
}
