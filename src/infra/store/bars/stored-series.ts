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
