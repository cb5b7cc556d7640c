import type { ExchangeFilters } from './filters.js';

const RECORDED_2021 = Date.UTC(2021, 9, 12);
const YEAR_2024 = Date.UTC(2024, 0, 1);

/**
 * Order rules of Binance, by exchange and symbol: `filters` of `GET /api/v3/exchangeInfo` (spot) and `GET /fapi/v1/exchangeInfo`
 * (USD-M futures). https://developers.binance.com/docs/binance-spot-api-docs/filters
 *
 * They change without an archive of old values. Those of spot before 2024 were read from recorded replies of 2019-08-22 and
 * 2021-10-12; all others were written down from memory and have to be checked against the exchange. A date is the earliest at
 * which a rule is known to have held, not the day on which it came into force. Give a file of your own where a step or a minimum
 * decides.
 */
export const BUNDLED_FILTERS: Readonly<Record<string, Readonly<Record<string, readonly ExchangeFilters[]>>>> = {
  'binance-spot': {
    BTCUSDT: [
      { effectiveFrom: 0, tickSize: 0.01, stepSize: 0.000001, minNotional: 10 },
      { effectiveFrom: RECORDED_2021, tickSize: 0.01, stepSize: 0.00001, minNotional: 10 },
      { effectiveFrom: YEAR_2024, tickSize: 0.01, stepSize: 0.00001, minNotional: 5 },
    ],
    ETHUSDT: [
      { effectiveFrom: 0, tickSize: 0.01, stepSize: 0.00001, minNotional: 10 },
      { effectiveFrom: RECORDED_2021, tickSize: 0.01, stepSize: 0.0001, minNotional: 10 },
      { effectiveFrom: YEAR_2024, tickSize: 0.01, stepSize: 0.0001, minNotional: 5 },
    ],
  },
  'binance-um': {
    BTCUSDT: [
      { effectiveFrom: 0, tickSize: 0.1, stepSize: 0.001, minNotional: 5, reduceOnlyExempt: true },
      { effectiveFrom: YEAR_2024, tickSize: 0.1, stepSize: 0.001, minNotional: 100, reduceOnlyExempt: true },
    ],
    ETHUSDT: [
      { effectiveFrom: 0, tickSize: 0.01, stepSize: 0.001, minNotional: 5, reduceOnlyExempt: true },
      { effectiveFrom: YEAR_2024, tickSize: 0.01, stepSize: 0.001, minNotional: 20, reduceOnlyExempt: true },
    ],
  },
};
