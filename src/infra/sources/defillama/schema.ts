import { z } from 'zod';
import { wireAmount, wireTime } from '../shared/wire.js';

export const stablecoinsSchema = z.looseObject({ peggedAssets: z.array(z.unknown()) });
export type Stablecoins = z.infer<typeof stablecoinsSchema>;

/** Rows of the chart are validated one by one. */
export const stablecoinChartSchema = z.array(z.unknown());

/** A day of the chart: `date` in Unix seconds as text. */
export const chartRowSchema = z.looseObject({
  date: wireTime,
  totalCirculating: z.looseObject({ peggedUSD: wireAmount.refine((total) => total > 0, 'expected a total above 0') }),
});

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
