import type { PublicationLag } from '../../../core/publication-lags.js';

/**
 * The market part of a snapshot through ccxt: for whom Binance does not serve, and for other exchanges.
 *
 * When each series speaks and when it could have been known (a stamp that the exchange does not send is the receipt):
 *
 * | series             | ccxt method                                  | `observed_at`                | `available_at`                  |
 * | ------------------ | -------------------------------------------- | ---------------------------- | ------------------------------- |
 * | bar_1h             | fetchOHLCV, paged                            | open time                    | open time + 1 h                 |
 * | spot_price         | fetchTicker                                  | stamp                        | stamp                           |
 * | spread_bps         | fetchOrderBook                               | stamp                        | stamp                           |
 * | ob_imbalance       | fetchOrderBook                               | stamp                        | stamp                           |
 * | funding_rate       | fetchFundingRateHistory                      | stamp, rounded to the minute | stamp, not before `observed_at` |
 * | funding_rate_next  | fetchFundingRate                             | stamp                        | stamp                           |
 * | mark_price         | fetchFundingRate, else fetchMarkPrice        | stamp                        | stamp                           |
 * | index_price        | fetchFundingRate, else 1m candle of index    | stamp, receipt               | the same                        |
 * | open_interest_base | fetchOpenInterest                            | stamp                        | stamp                           |
 * | open_interest_usd  | …, times the mark price                      | stamp                        | stamp                           |
 * | …base, 30 days     | fetchOpenInterestHistory                     | stamp                        | stamp + 5 min                   |
 *
 * What an exchange does not offer is reported, not guessed.
 */
export { createCcxtSource } from './source.js';

/** When what comes through ccxt can be known, whichever exchange it is. */
export const CCXT_LAG: PublicationLag = {
  source: 'ccxt exchanges',
  series: [
    'bar_1h',
    'spot_price',
    'spread_bps',
    'ob_imbalance',
    'funding_rate',
    'funding_rate_next',
    'mark_price',
    'index_price',
    'open_interest_base',
    'open_interest_usd',
  ],
  lag_ms: 0,
  rule: 'bars at their close, everything else at its stamp or receipt',
  why: 'live only; data fetch brings their bars and funding, and backfill --source stored takes those over',
};
