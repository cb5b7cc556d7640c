import type { Observation } from '../../../core/observation.js';
import { LAG_MS } from '../../../core/publication-lags.js';
import { observationsFrom, type Point } from '../shared/points.js';
import { readRows, type Rejections } from '../shared/rejections.js';
import { dollarCoinSchema, type DollarCoin, type Stablecoins } from './schema.js';
import { DAY } from '../../../core/time.js';
import { MARKET_WIDE } from '../../../core/market-snapshot/index.js';

/**
 * A total is used only if the coins that lack a figure for it are worth less than this share of all: a large coin that is
 * missing on one side would look like billions printed or burnt.
 */
const MAX_MISSING_SHARE = 0.01;

const MOMENTS = [
  { key: 'circulating', daysBefore: 0 },
  { key: 'circulatingPrevDay', daysBefore: 1 },
  { key: 'circulatingPrevWeek', daysBefore: 7 },
  { key: 'circulatingPrevMonth', daysBefore: 30 },
] as const;

/**
 * The circulating dollars of all coins pegged to the dollar, as points of now and of one, seven and thirty days before.
 *
 * Publication lag: the current total is known when it is retrieved. The vendor does not say of which minute its past totals
 * are; they are taken to be whole days old, and to be known from their date + 25 h, or when they arrived, if that was earlier.
 */
export function mapStablecoins(reply: Stablecoins, receivedAt: number, rejections: Rejections): Observation[] {
  const pegged = reply.peggedAssets.filter((coin) => !isPeggedElsewhere(coin));
  const coins = readRows(pegged, dollarCoinSchema, (reason, row) =>
    rejections.add('stablecoin_supply', `coin ${row}: ${reason}`),
  );
  // A coin that cannot be read may be the largest: no total is better than one without it.
  if (coins.length < pegged.length) return [];
  const points = MOMENTS.flatMap(({ key, daysBefore }): Point[] => {
    const value = totalOf(coins, key);
    if (value !== null) return [{ observedAt: receivedAt - daysBefore * DAY, value }];
    rejections.add('stablecoin_supply', `more than ${MAX_MISSING_SHARE * 100} % of the supply has no ${key}`);
    return [];
  });
  return observationsFrom(points, {
    source: 'defillama',
    series: 'stablecoin_supply',
    symbol: MARKET_WIDE,
    receivedAt,
    availableAt: (moment) => (moment === receivedAt ? receivedAt : moment + LAG_MS.stablecoinPast),
    rejections,
  });
}

/** Euro, gold and other pegs are not dollars. Coins whose peg is missing or damaged stay in, to be validated. */
const isPeggedElsewhere = (coin: unknown): boolean =>
  typeof coin === 'object' &&
  coin !== null &&
  'pegType' in coin &&
  typeof coin.pegType === 'string' &&
  coin.pegType !== 'peggedUSD';

/** Null where the total is not above 0, or too much of it is missing. */
function totalOf(coins: readonly DollarCoin[], key: (typeof MOMENTS)[number]['key']): number | null {
  let total = 0;
  let missing = 0;
  for (const coin of coins) {
    const value = coin[key]?.peggedUSD;
    if (value !== undefined) total += value;
    else missing += Math.max(...MOMENTS.map((moment) => coin[moment.key]?.peggedUSD ?? 0));
  }
  return total > 0 && missing <= MAX_MISSING_SHARE * total ? total : null;
}
