import { z } from 'zod';
import { wireAmount } from '../shared/wire.js';

export const stablecoinsSchema = z.looseObject({ peggedAssets: z.array(z.unknown()) });
export type Stablecoins = z.infer<typeof stablecoinsSchema>;

/** Dollars in circulation, a number; an empty object where the coin did not exist or was not counted. */
const circulating = z.looseObject({ peggedUSD: wireAmount.optional() }).nullish();

/** A coin pegged to the dollar. */
export const dollarCoinSchema = z.looseObject({
  symbol: z.string(),
  circulating,
  circulatingPrevDay: circulating,
  circulatingPrevWeek: circulating,
  circulatingPrevMonth: circulating,
});
export type DollarCoin = z.infer<typeof dollarCoinSchema>;
