import type { MarketSnapshot } from '../../core/market-snapshot/schema.js';
import { MaturedHistory, type MaturingRow } from '../matured-history.js';

/** A past decision with its outcome: what a fitted baseline may learn from once its window has closed. */
export interface TrainingRow extends MaturingRow {
  readonly snapshot: MarketSnapshot;
}

/** The rows that a fitted baseline takes everything from. */
export type TrainingHistory = MaturedHistory<TrainingRow>;
export const TrainingHistory = MaturedHistory<TrainingRow>;
