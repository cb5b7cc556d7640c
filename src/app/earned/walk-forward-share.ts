import { seededRandom } from '../../core/ports/random.js';
import { earnedShare } from '../../evaluation/earned/earned-share.js';
import { isSkilled } from '../../evaluation/evaluate/verdict.js';
import type { ScoredForecast } from '../../evaluation/forecast.js';
import type { MaturedHistory } from '../../evaluation/matured-history.js';
import { fittedOnGrid, WEEK_MS } from '../../evaluation/refit-grid.js';
import { compareForecasts } from '../../evaluation/scoring/compare-forecasts.js';

/** A scored decision with what climatology said then. */
export interface ReferredForecast extends ScoredForecast {
  /** 0 … 1. */
  readonly reference: number;
}

export interface ShareFrame {
  /** First decision that counts, UTC ms; `unknown`: nobody knows what the model had seen, and none does. */
  readonly from: number | 'unknown';
  readonly horizonMs: number;
  /** Between decisions. */
  readonly stepMs: number;
}

const SEED = 1;

/**
 * The share that decisions had earned by a moment: anew each week, from all whose windows had closed by its start, by the tests
 * and the interval that an evaluation has. 0 until they show skill.
 */
export function walkForwardShare(
  history: MaturedHistory<ReferredForecast>,
  { from, horizonMs, stepMs }: ShareFrame,
): (time: number) => number {
  if (from === 'unknown') return () => 0;
  return fittedOnGrid(WEEK_MS, (moment) => {
    const rows = history.maturedBy(moment).filter(({ decidedAt }) => decidedAt >= from);
    if (rows.length === 0) return 0;
    const references = rows.map((row) => ({ ...row, probBull: row.reference }));
    const { sample, brier } = compareForecasts(rows, references, { horizonMs, stepMs, random: seededRandom(SEED) });
    if (!isSkilled({ sample, brier })) return 0;
    return earnedShare({ skillLowerBound: brier.skill_interval?.lower_bound ?? null });
  });
}
