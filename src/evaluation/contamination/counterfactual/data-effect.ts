import { z } from 'zod';
import { regimeLabelOf } from '../../../core/regime/schema.js';
import { bootstrapMeans } from '../../inference/block-bootstrap.js';
import { resampling, type MemoryTestOptions } from '../memory/options.js';

/** What the same model said of a real moment and of a changed one. */
export interface DataEffectRow {
  /** UTC ms. */
  readonly decidedAt: number;
  readonly probBull: number;
  readonly probBullChanged: number;
  /** Which way the change speaks: 1 for bull, −1 for bear, 0 where it has no direction. */
  readonly direction: -1 | 0 | 1;
}

/** Probabilities are given in steps of about a hundredth; less is not a movement. */
const LEAST_MOVE = 0.01;

const share = z.number().min(0).max(1).nullable();

export const dataEffectSchema = z.object({
  change: z.string(),
  /** Decisions asked both ways. */
  n: z.number(),
  /** Of them, those whose change has a direction: the next four speak of these. Null where there is none. */
  n_directed: z.number(),
  /** prob_bull moved by at least 0.01 the way the change speaks. */
  share_with_data: share,
  share_against_data: share,
  /** Mean movement of prob_bull the way the change speaks. */
  mean_shift: z.number().nullable(),
  /** 95 %, block bootstrap; null where the decisions are too few. */
  mean_shift_interval: z.tuple([z.number(), z.number()]).nullable(),
  /** Of all: prob_bull moved by less than 0.01. */
  share_unmoved: share,
  /** Of all: another regime label. */
  share_label_changed: share,
});
export type DataEffect = z.infer<typeof dataEffectSchema>;

/**
 * How often an answer moves with the data: a model that recites its memory of a date says the same whatever stands in the
 * snapshot. Moving against a mirrored trend is not wrong in itself, it is what a contrarian does; not moving at all is the sign.
 * @param rows in order of time
 */
export function dataEffect(change: string, rows: readonly DataEffectRow[], options: MemoryTestOptions): DataEffect {
  const moves = rows.map((row) => row.probBullChanged - row.probBull);
  const directed = rows.flatMap(({ direction }, i) => (direction === 0 ? [] : [moves[i]! * direction]));
  const bootstrap = resampling(directed.length, options);
  const interval =
    bootstrap === null
      ? null
      : (bootstrapMeans([Float64Array.from(directed)], [(means) => means[0]!], bootstrap)[0] ?? null);
  const label = (probBull: number) => regimeLabelOf(probBull, 1 - probBull);
  const relabelled = rows.filter((row) => label(row.probBull) !== label(row.probBullChanged));
  return {
    change,
    n: rows.length,
    n_directed: directed.length,
    share_with_data: shareOf(directed.filter((move) => move >= LEAST_MOVE - 1e-12).length, directed.length),
    share_against_data: shareOf(directed.filter((move) => move <= -LEAST_MOVE + 1e-12).length, directed.length),
    mean_shift: directed.length === 0 ? null : directed.reduce((sum, move) => sum + move, 0) / directed.length,
    mean_shift_interval: interval === null ? null : [interval.low, interval.high],
    share_unmoved: shareOf(moves.filter((move) => Math.abs(move) < LEAST_MOVE - 1e-12).length, rows.length),
    share_label_changed: shareOf(relabelled.length, rows.length),
  };
}

const shareOf = (count: number, of: number): number | null => (of === 0 ? null : count / of);
