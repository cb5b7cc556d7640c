import { sum } from '../statistics/moments.js';

/** What an opinion would have of one asset, as fractions of equity, ≥ 0. */
export interface SizedAsset {
  readonly pos_long: number;
  readonly pos_short: number;
  /** The favoured side's size, short ones negative; 0 where no side is favoured. */
  readonly exposure: number;
}

/** Several assets together, as fractions of equity. */
export interface TotalExposure {
  /** How many assets it is of. */
  readonly assets: number;
  /** Sum of the long sizes, and of the short sizes. */
  readonly pos_long: number;
  readonly pos_short: number;
  /** Sum of |exposure|, and of exposure with its sign: what is held where each asset is held on its favoured side. */
  readonly gross: number;
  readonly net: number;
  /** Sum of the larger size of each asset: more than this cannot be held, whichever side is taken. */
  readonly at_most: number;
}

/** Adds up what is decided about several assets at one moment. */
export const totalExposure = (assets: readonly SizedAsset[]): TotalExposure => ({
  assets: assets.length,
  pos_long: sum(assets.map(({ pos_long }) => pos_long)),
  pos_short: sum(assets.map(({ pos_short }) => pos_short)),
  gross: sum(assets.map(({ exposure }) => Math.abs(exposure))),
  net: sum(assets.map(({ exposure }) => exposure)),
  at_most: sum(assets.map(({ pos_long, pos_short }) => Math.max(pos_long, pos_short))),
});
