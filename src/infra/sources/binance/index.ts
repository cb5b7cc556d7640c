/**
 * Binance spot and USD-M futures, without a key.
 *
 * When each series speaks and when it could have been known:
 *
 * | series             | endpoint                        | `observed_at`                | `available_at`                  |
 * | ------------------ | ------------------------------- | ---------------------------- | ------------------------------- |
 * | bar_1h             | /api/v3/klines                  | open time                    | open time + 1 h                 |
 * | spot_price         | /api/v3/ticker/24hr, else price | end of window, else receipt  | the same                        |
 * | spread_bps         | /api/v3/depth                   | receipt                      | receipt                         |
 * | ob_imbalance       | /api/v3/depth                   | receipt                      | receipt                         |
 * | funding_rate       | /fapi/v1/fundingRate            | stamp, rounded to the minute | stamp, not before `observed_at` |
 * | funding_rate_next  | /fapi/v1/premiumIndex           | `time`, else receipt         | the same                        |
 * | mark_price         | /fapi/v1/premiumIndex           | `time`, else receipt         | the same                        |
 * | index_price        | /fapi/v1/premiumIndex           | `time`, else receipt         | the same                        |
 * | open_interest_base | /fapi/v1/openInterest           | `time`, else receipt         | the same                        |
 * | open_interest_usd  | …, times the mark price         | `time`, else receipt         | the same                        |
 * | both, 30 days      | /futures/data/openInterestHist  | `timestamp`                  | `timestamp` + 5 min             |
 *
 * A stamp of the venue up to 2 minutes ahead of this machine's clock is taken as the moment of receipt; further ahead it
 * is refused.
 */
export { createBinanceFuturesHistory } from './futures/history.js';
export { createBinanceFuturesSource } from './futures/source.js';
export { createBinanceSpotHistory } from './spot/history.js';
export { createBinanceSpotSource } from './spot/source.js';
export { probeClockSkew } from './clock-skew.js';
export { listSymbols } from './listed-symbols.js';
