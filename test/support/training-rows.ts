import { buildMarketSnapshot, type MarketSnapshot } from '../../src/core/market-snapshot/index.js';
import { seededRandom, type Random } from '../../src/core/ports/random.js';
import type { TrainingRow } from '../../src/evaluation/matured-history.js';

const HOUR = 3_600_000;
const EMPTY = buildMarketSnapshot([], { asOf: 0, baseAsset: 'BTCUSDT', horizonHours: 24 });

export interface MadeRows {
  readonly seed: number;
  readonly count: number;
  /** UTC ms of the first decision. */
  readonly from?: number;
  readonly stepMs?: number;
  readonly horizonHours?: number;
  /** Log-odds of bull for each standard deviation of the return over 24 h; 0: nothing to learn. */
  readonly strength?: number;
}

/** A standard normal number (Box–Muller). */
export function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}

/** A snapshot that has the given numbers, and no others. */
export function snapshotWith(
  time: number,
  market: Partial<MarketSnapshot['market']>,
  more: Partial<MarketSnapshot> = {},
): MarketSnapshot {
  return {
    ...EMPTY,
    timestamp_utc: new Date(time).toISOString(),
    market: { ...EMPTY.market, ...market },
    ...more,
  };
}

/**
 * Made decisions with a known truth: the log-odds of bull are `strength` times the past return over 24 h in standard
 * deviations. Other fields are noise; open interest is missing in a fifth of the rows, on-chain fields in all.
 */
export function madeTrainingRows(options: MadeRows): TrainingRow[] {
  const { seed, count, from = Date.UTC(2022, 0, 1), stepMs = 24 * HOUR, horizonHours = 24, strength = 1 } = options;
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, i) => {
    const decidedAt = from + i * stepMs;
    const realizedVol = 0.4 + 0.4 * random.next();
    const z = normal(random);
    const outcome = random.next() < 1 / (1 + Math.exp(-strength * z)) ? 1 : 0;
    const market = {
      realized_vol: realizedVol,
      change_24h_pct: z * realizedVol * Math.sqrt(24 / 8_760) * 100,
      spot_price: 40_000 * Math.exp(0.1 * normal(random)),
      rsi_14: 50 + 10 * normal(random),
      funding_rate: 0.0001 * normal(random),
      open_interest_vs_30d: random.next() < 0.2 ? null : 1 + 0.1 * normal(random),
    };
    const shareAbove = outcome === 1 ? 0.5 + 0.5 * random.next() : 0.5 * random.next();
    return {
      decidedAt,
      maturesAt: decidedAt + horizonHours * HOUR,
      snapshot: snapshotWith(decidedAt, market, { horizon_hours: horizonHours }),
      label: { outcome, horizonReturn: (outcome === 1 ? 0.02 : -0.02) * random.next(), shareAbove },
    };
  });
}
