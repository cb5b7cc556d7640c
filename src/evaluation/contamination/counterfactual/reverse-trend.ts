import type { MarketSnapshot } from '../../../core/market-snapshot/schema.js';

/** Percentages of a price over an earlier one, or over a mean of earlier ones. */
const PRICE_RATIOS = [
  'change_24h_pct',
  'return_1h_pct',
  'return_4h_pct',
  'return_7d_pct',
  'return_30d_pct',
  'distance_sma_24h_pct',
  'distance_sma_7d_pct',
  'distance_sma_30d_pct',
] as const;

/**
 * The same moment, reached along the mirrored path: every earlier price P becomes P₀² / P, so what had risen by a half had
 * fallen by a third. A ratio 1 + r becomes 1 / (1 + r), which keeps returns over different spans consistent with each other
 * exactly, and distances to a mean up to the difference between arithmetic and harmonic mean; RSI becomes 100 − RSI.
 * Volatility and true range have no sign and stay, exactly and nearly so.
 *
 * Nothing else changes: the price itself, funding, basis, order book, chain, mood index and news are those of the real moment.
 * Headlines that tell of the real move contradict the mirrored one, so leave them out (`withoutNews`) to ask about the
 * trend alone.
 */
export function reverseTrend(snapshot: MarketSnapshot): MarketSnapshot {
  const market = { ...snapshot.market };
  for (const field of PRICE_RATIOS) market[field] = mirrored(market[field]);
  if (market.rsi_14 !== null) market.rsi_14 = 100 - market.rsi_14;
  return { ...snapshot, market };
}

/** A fall of 100 % has no mirror image: positive prices never give one, so it is left as it is. */
const mirrored = (percent: number | null): number | null =>
  percent === null || percent <= -100 ? percent : (1 / (1 + percent / 100) - 1) * 100;

/**
 * Which way the trend of a snapshot points: 1 up, −1 down, 0 where its fields do not agree by majority. Each field counts
 * once, so that the largest number does not decide alone.
 */
export function trendDirection({ market }: MarketSnapshot): -1 | 0 | 1 {
  const signs = PRICE_RATIOS.map((field) => Math.sign(market[field] ?? 0));
  signs.push(Math.sign((market.rsi_14 ?? 50) - 50));
  const sum = signs.reduce((total, sign) => total + sign, 0);
  return sum > 0 ? 1 : sum < 0 ? -1 : 0;
}
