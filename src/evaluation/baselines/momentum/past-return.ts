import type { MarketSnapshot } from '../../../core/market-snapshot/schema.js';

/** The returns that a snapshot has, by the hours that they look back. */
const RETURNS = [
  { hours: 1, field: 'return_1h_pct' },
  { hours: 4, field: 'return_4h_pct' },
  { hours: 24, field: 'change_24h_pct' },
  { hours: 168, field: 'return_7d_pct' },
  { hours: 720, field: 'return_30d_pct' },
] as const;

const HOURS_A_YEAR = 8_760;

export interface PastReturn {
  readonly hours: number;
  /** Percent; never 0. */
  readonly returnPct: number;
  /** Its size in standard deviations of what the realised volatility makes usual, > 0; null without a volatility. */
  readonly sigmas: number | null;
}

/**
 * The return over the last horizon, or over the look-back of the snapshot that is nearest to it in ratio; null where the
 * snapshot has none or the price has not moved.
 */
export function pastReturn({ market, horizon_hours }: MarketSnapshot): PastReturn | null {
  const ratio = (hours: number): number => Math.abs(Math.log(hours / horizon_hours));
  const { hours, field } = RETURNS.reduce((best, next) => (ratio(next.hours) < ratio(best.hours) ? next : best));
  const returnPct = market[field];
  if (returnPct === null || returnPct === 0) return null;
  const usualPct = (market.realized_vol ?? 0) * Math.sqrt(hours / HOURS_A_YEAR) * 100;
  return { hours, returnPct, sigmas: usualPct > 0 ? Math.abs(returnPct) / usualPct : null };
}
