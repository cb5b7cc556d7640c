import { LAG_MS } from '../../../core/publication-lags.js';
import { JSON_BODY, type SourceDefinition } from '../shared/definition.js';
import { FUTURES_SOURCE } from './futures/client.js';
import { createBinanceFuturesHistory } from './futures/history.js';
import { createBinanceFuturesSource } from './futures/source.js';
import { SPOT_SOURCE } from './spot/client.js';
import { createBinanceSpotHistory } from './spot/history.js';
import { createBinanceSpotSource } from './spot/source.js';

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
export { createBinanceFuturesHistory, createBinanceFuturesSource, createBinanceSpotHistory, createBinanceSpotSource };
export { probeClockSkew } from './clock-skew.js';
export { listSymbols } from './listed-symbols.js';

export const binanceSpotSource: SourceDefinition<{
  readonly binance: { readonly baseUrl: string; readonly mirrorBaseUrl: string };
}> = {
  id: SPOT_SOURCE,
  exchange: 'binance',
  lags: [
    {
      series: ['bar_1h'],
      lag_ms: LAG_MS.hourlyBar,
      rule: 'the close of the bar: open + 1 h',
      why: 'a bar is not known before it has closed',
    },
    {
      series: ['spot_price', 'spread_bps', 'ob_imbalance'],
      lag_ms: 0,
      rule: 'the moment itself, or its receipt',
      why: 'live only: no archive of them is free',
    },
  ],
  address: null,
  // Nothing can be decided without it: `doctor` asks for its time, with the mirror behind it.
  probe: () => [],
  create: ({ http, clock, settings: { binance } }) => createBinanceSpotSource({ http, clock, ...binance }),
  history: ({ http, clock, settings: { binance } }) => createBinanceSpotHistory({ http, clock, ...binance }),
};

export const binanceFuturesSource: SourceDefinition<{ readonly binance: { readonly fapiUrl: string } }> = {
  id: FUTURES_SOURCE,
  exchange: 'binance',
  lags: [
    {
      series: ['funding_rate'],
      lag_ms: 0,
      rule: 'the stamp of the settlement',
      why: 'the rate is fixed before it is settled; stamps are up to 47 ms late (measured 2020 to 2025)',
    },
    {
      series: ['funding_rate_next', 'mark_price', 'index_price'],
      lag_ms: 0,
      rule: 'the stamp of the reply, or its receipt',
      why: 'live only',
    },
    {
      series: ['open_interest_base', 'open_interest_usd'],
      lag_ms: 0,
      rule: 'live: the stamp of the reply; past rows: their stamp + 5 min',
      why: 'the vendor gives no figure for past rows; their finest step is 5 min. It keeps the latest month only',
    },
  ],
  address: ({ binance }) => binance.fapiUrl,
  probe: ({ address, baseAsset }) => [
    {
      name: 'Binance futures',
      env: 'BINANCE_FAPI_URL',
      request: { url: `${address}/fapi/v1/premiumIndex`, query: { symbol: baseAsset } },
      looksRight: JSON_BODY,
    },
  ],
  create: ({ http, clock, address }) => createBinanceFuturesSource({ http, clock, baseUrl: address }),
  history: ({ http, clock, address }) => createBinanceFuturesHistory({ http, clock, baseUrl: address }),
};
