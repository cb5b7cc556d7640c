import type { RatePolicy } from '../../http/types.js';
import { MINUTE } from '../../../core/time.js';

/**
 * Budgets per address, not per key (developers.binance.com/docs/binance-spot-api-docs/rest-api/limits). Each host counts
 * for itself, so that a ban on one does not silence its mirror.
 */
export const spotRate = (baseUrl: string): RatePolicy => ({
  key: `binance-spot ${new URL(baseUrl).host}`,
  limit: 6_000,
  windowMs: MINUTE,
  usedHeader: 'x-mbx-used-weight-1m',
  maxConcurrent: 4,
});

/** developers.binance.com/docs/derivatives/usds-margined-futures/general-info */
export const futuresRate = (baseUrl: string): RatePolicy => ({
  key: `binance-futures ${new URL(baseUrl).host}`,
  limit: 2_400,
  windowMs: MINUTE,
  usedHeader: 'x-mbx-used-weight-1m',
  maxConcurrent: 4,
});

/** `fundingRate` and `fundingInfo` share 500 requests in 5 minutes, outside the weight. */
export const fundingRate = (baseUrl: string): RatePolicy => ({
  key: `binance-funding ${new URL(baseUrl).host}`,
  limit: 500,
  windowMs: 5 * MINUTE,
});

/** `/futures/data/*` has 1,000 requests in 5 minutes, outside the weight. */
export const futuresDataRate = (baseUrl: string): RatePolicy => ({
  key: `binance-futures-data ${new URL(baseUrl).host}`,
  limit: 1_000,
  windowMs: 5 * MINUTE,
});
