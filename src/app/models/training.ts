import type { BarSeries } from '../../core/bars.js';
import { InputError } from '../../core/errors.js';
import { ObservationIndex } from '../../core/market-snapshot/index.js';
import type { Observation } from '../../core/observation.js';
import { field } from '../../core/request-field.js';
import { HOUR } from '../../core/time.js';
import type { SymbolData } from '../../engine/data-feed.js';
import { labelIntervalFits } from '../../evaluation/label.js';
import { ownObservations } from '../inputs/own-observations.js';
import { yieldToEvents } from '../runtime/system.js';
import { assertLabelInterval, gridTimes, snapshotsAt, trainingHistory } from '../decisions/decision-book.js';
import type { Training } from './baselines.js';

const SNAPSHOTS_PER_YIELD = 64;
/** As the seed of an evaluation that names none. */
export const TRAINING_SEED = 1;

export interface TrainingData {
  /** Funding of the symbol, where there is some. */
  readonly run: SymbolData;
  /** Bars of the symbol from as early as there are any; finer ones where there are some. */
  readonly history: { readonly bars: BarSeries; readonly finer: BarSeries | null };
  /** What is recorded beside the bars. */
  readonly observations: readonly Observation[];
  readonly horizonMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** The bars that decisions of a horizon are labelled from: those of the run, or the finer ones where those are too coarse. */
export function labelBars({ bars, finer }: TrainingData['history'], horizonMs: number): BarSeries {
  return !labelIntervalFits(bars.intervalMs, horizonMs) && finer !== null ? finer : bars;
}

/**
 * What fitted baselines learn from: a decision at each multiple of the horizon since 1970, as far as the bars reach, with the
 * snapshot of then and what came of it. Built as `evaluate` builds its own.
 * @throws InputError where the bars are too coarse or too few for the horizon
 */
export async function buildTraining(data: TrainingData): Promise<Training> {
  const { run, history, horizonMs, signal } = data;
  const bars = labelBars(history, horizonMs);
  assertLabelInterval(bars.intervalMs, horizonMs);
  assertPast(bars, horizonMs);
  const times = gridTimes(bars, horizonMs);
  const observations = new ObservationIndex([
    ...ownObservations(run, history, data.observations, times),
    ...data.observations,
  ]);
  const frame = { bars, observations, times, horizonMs };
  const snapshots = await snapshotsAt({
    ...frame,
    onProgress: async (done) => {
      if (done % SNAPSHOTS_PER_YIELD !== 0) return;
      await yieldToEvents();
      signal?.throwIfAborted();
    },
  });
  return { bars, history: trainingHistory(frame, snapshots), seed: TRAINING_SEED };
}

/** @throws InputError where no window has closed in the bars, so that there is nothing to learn from */
function assertPast(bars: BarSeries, horizonMs: number): void {
  const { length } = bars;
  if (length > 0 && bars.closeTime(length - 1) - bars.closeTime(0) >= horizonMs) return;
  const past = length === 0 ? 'there is no bar before the first decision' : `in ${length} bars none has closed`;
  throw new InputError(
    'training.no-past',
    `A fitted baseline learns from windows of ${horizonMs / HOUR} h that have closed, and ${past}.`,
    {
      where: 'model',
      remedy: `give bars that reach further back (on live prices ${field('warmUp')}), or a baseline that learns from none: ${field('model', 'baseline/heuristic')}`,
    },
  );
}
