import { z } from 'zod';
import { wireAmount, wireDecimal, wirePrice, wireTime } from '../../shared/wire.js';

/** No contract's cap comes near 100 % per interval: beyond it the unit or the number is wrong. */
const wireRate = wireDecimal.refine((rate) => Math.abs(rate) < 1, 'expected a funding rate within ±1');

/** Rows are judged one by one, so that a damaged one does not cost the others. */
export const rowsSchema = z.array(z.unknown());

export const fundingRowSchema = z.object({ symbol: z.string(), fundingRate: wireRate, fundingTime: wireTime });

export const openInterestRowSchema = z.object({
  symbol: z.string(),
  sumOpenInterest: wireAmount,
  sumOpenInterestValue: wireAmount,
  timestamp: wireTime,
});

// Recordings of 2019 lack `time` and `indexPrice`: they cost their own series only.
export const premiumIndexSchema = z.object({
  symbol: z.string(),
  markPrice: wirePrice,
  indexPrice: wirePrice.optional(),
  lastFundingRate: wireRate.optional(),
  time: wireTime.optional(),
});
export type PremiumIndex = z.infer<typeof premiumIndexSchema>;

export const openInterestSchema = z.object({ symbol: z.string(), openInterest: wireAmount, time: wireTime.optional() });
export type OpenInterest = z.infer<typeof openInterestSchema>;
