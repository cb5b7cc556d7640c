import type { BarSeries } from '../../core/bars.js';
import { LlmTradingError } from '../../core/errors.js';
import { buildMarketSnapshot, ObservationIndex, type MarketSnapshot } from '../../core/market-snapshot/index.js';
import type { Observation } from '../../core/observation.js';
import type { Clock } from '../../core/ports/clock.js';
import type { RegimeModel } from '../../core/ports/regime-model.js';
import type { SymbolData } from '../../engine/data-feed.js';
import {
  askRegimes,
  decisionTimes,
  type AskedRegimes,
  type KnownFailure,
  type OnFailure,
  type RegimeBounds,
  type RegimeProgress,
} from '../../engine/regime-series/index.js';
import { heuristicModel } from '../../evaluation/baselines/heuristic.js';
import { ownObservations } from '../inputs/own-observations.js';
import { yieldToEvents } from '../runtime/system.js';
import { HOUR } from '../../core/time.js';

/** A baseline answers in microseconds: so many decisions run before the process looks at anything else. */
const DECISIONS_PER_YIELD = 64;

export interface RegimeSetup {
  readonly model: RegimeModel;
  readonly decisionBars: number;
  readonly onFailure: OnFailure;
  readonly temperature: number;
  /** Default: as many at once as the model's server is found to bear. */
  readonly concurrency?: number;
  /** What the user has recorded beside the bars: news, chain, mood. */
  readonly observations: readonly Observation[];
  readonly clock: Clock;
  readonly knownFailures?: ReadonlyMap<number, KnownFailure>;
  readonly knownNewsFailures?: ReadonlyMap<number, KnownFailure>;
  readonly newsCap?: number;
  readonly acceptSilence?: boolean;
  readonly bounds?: RegimeBounds;
  /** Told of each snapshot that is judged. */
  readonly onSnapshot?: (decidedAt: number, snapshot: MarketSnapshot) => void;
  /** Later decisions are left out, UTC ms. */
  readonly until?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: RegimeProgress) => void;
}

/**
 * The opinions of a run about its first symbol.
 * @param history bars of that symbol from before the run on, at the run's interval and, where there are some, finer
 */
export async function makeRegime(
  run: SymbolData,
  history: { readonly bars: BarSeries; readonly finer: BarSeries | null },
  setup: RegimeSetup,
): Promise<AskedRegimes> {
  const horizonMs = setup.decisionBars * run.bars.intervalMs;
  const { until = Infinity } = setup;
  const times = decisionTimes(run.bars, horizonMs).filter((time) => time <= until);
  const observations = new ObservationIndex([
    ...ownObservations(run, history, setup.observations, times),
    ...setup.observations,
  ]);
  const {
    signal,
    knownFailures,
    knownNewsFailures,
    newsCap,
    acceptSilence,
    bounds,
    onSnapshot,
    onProgress,
    concurrency,
  } = setup;
  return askRegimes({
    model: setup.model,
    observations,
    times,
    baseAsset: run.bars.symbol,
    horizonMs,
    onFailure: setup.onFailure,
    baseline: heuristicModel,
    ...(concurrency === undefined ? {} : { concurrency }),
    temperature: setup.temperature,
    clock: setup.clock,
    isFatal,
    ...(signal === undefined ? {} : { signal }),
    ...(knownFailures === undefined ? {} : { knownFailures }),
    ...(knownNewsFailures === undefined ? {} : { knownNewsFailures }),
    ...(newsCap === undefined ? {} : { newsCap }),
    ...(acceptSilence === undefined ? {} : { acceptSilence }),
    ...(bounds === undefined ? {} : { bounds }),
    ...(onSnapshot === undefined
      ? {}
      : {
          snapshotAt: (asOf) => {
            const frame = { asOf, baseAsset: run.bars.symbol, horizonHours: horizonMs / HOUR };
            const snapshot = buildMarketSnapshot(observations, frame);
            onSnapshot(asOf, snapshot);
            return snapshot;
          },
        }),
    onProgress: async (progress) => {
      onProgress?.(progress);
      if (progress.done % DECISIONS_PER_YIELD === 0) await yieldToEvents();
    },
  });
}

/** Only that nobody has an opinion leaves a gap; a replay that misses, a full disk or a bug end the run. */
const isFatal = (error: unknown): boolean =>
  !(error instanceof LlmTradingError && (error.code === 'regime.none' || error.code.startsWith('baseline.')));
