import { z } from 'zod';
import { wireAmount, wirePrice, wireTime } from '../../shared/wire.js';

/** Rows are judged one by one, so that a damaged one costs one bar and not all of them. */
export const klinesSchema = z.array(z.unknown());

/** [open time, open, high, low, close, base volume, close time, quote volume, trades, taker base, taker quote, unused] */
export const klineRowSchema = z
  .tuple([wireTime, wirePrice, wirePrice, wirePrice, wirePrice, wireAmount, z.unknown(), wireAmount])
  .rest(z.unknown());

export const ticker24hSchema = z.object({ symbol: z.string(), lastPrice: wirePrice, closeTime: wireTime });
export type Ticker24h = z.infer<typeof ticker24hSchema>;

export const tickerPriceSchema = z.object({ symbol: z.string(), price: wirePrice });

// Replies up to 2018 carry a third, empty element in each level.
const levelSchema = z.tuple([wirePrice, wireAmount]).rest(z.unknown());
export const depthSchema = z.object({ bids: z.array(levelSchema), asks: z.array(levelSchema) });
export type Depth = z.infer<typeof depthSchema>;
