import type { LenientScores } from './lenient-input.js';

export type Side = 'long' | 'short';

/** A regime as sizing reads it. A `RegimeAssessment` fits; so does a partial one: what is missing counts as neutral. */
export interface RegimeInput {
  readonly prob_bull?: number | null;
  readonly prob_bear?: number | null;
  /** Read by the `convex` profile only; missing counts as `low`. */
  readonly confidence_level?: string | null;
  readonly scores?: LenientScores;
}

/** How strongly each part of an opinion moves the size. All are ≥ 0. */
export interface SizingWeights {
  /** d0: |prob_bull − prob_bear| up to this counts as no opinion. [0, 1). Default 0.1. */
  readonly deadZone: number;
  /** Weight of a favourable `btc_sentiment`. Default 0.5. */
  readonly sentiment: number;
  /** Weight of a favourable `onchain_pressure`. Default 0.3. */
  readonly onchain: number;
  /** Weight of `trend_strength` in the direction of the opinion. Default 0.7. */
  readonly trend: number;
  /** How much of the size a `liquidity_risk` of 1 takes away. Default 0.7. */
  readonly liquidityRisk: number;
  /** How much of the size a `news_risk` of 1 takes away. Default 0.7. */
  readonly newsRisk: number;
  /** Least factor that risks leave, (0, 1]. Default 0.1. */
  readonly riskFloor: number;
  /** A liquidity or news risk above this stops everything: size 0. [0, 1]. Default 0.9. */
  readonly hardStop: number;
}

export const DEFAULT_WEIGHTS: SizingWeights = {
  deadZone: 0.1,
  sentiment: 0.5,
  onchain: 0.3,
  trend: 0.7,
  liquidityRisk: 0.7,
  newsRisk: 0.7,
  riskFloor: 0.1,
  hardStop: 0.9,
};

export type SizingProfile = 'balanced' | 'convex';

export interface SizingOptions {
  readonly side: Side;
  /** Size of a long position at k = 1, in the caller's unit (a fraction of equity, coins, …). ≥ 0. */
  readonly baseLongSize: number;
  /** Size of a short position at k = 1. ≥ 0. */
  readonly baseShortSize: number;
  /** Largest multiplier, ≥ 0. */
  readonly kMax: number;
  /** Default `balanced`. */
  readonly profile?: SizingProfile;
  /** Overrides of the documented weights. */
  readonly weights?: Partial<SizingWeights>;
}

export interface Multipliers {
  readonly kLong: number;
  readonly kShort: number;
}

export interface PositionSize extends Multipliers {
  /** Base size of the asked side times its multiplier. */
  readonly positionSize: number;
}
