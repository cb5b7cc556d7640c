import type { BarSeries } from '../../core/bars.js';
import { LlmTradingError } from '../../core/errors.js';
import { ObservationIndex } from '../../core/market-snapshot/index.js';
import type { Observation } from '../../core/observation.js';
import type { RegimeModel } from '../../core/ports/regime-model.js';
import type { SymbolData } from '../../engine/data-feed.js';
import { decisionTimes, type RegimeRequest } from '../../engine/regime-series/index.js';
import { heuristicModel } from '../../evaluation/baselines/heuristic.js';
import { askedTemperature } from '../config/index.js';
import { ownObservations } from '../inputs/own-observations.js';
import { yieldToEvents } from '../runtime/system.js';
import type { PreparedRun } from './prepare-run.js';

/** A baseline answers in microseconds: so many decisions run before the process looks at anything else. */
const DECISIONS_PER_YIELD = 64;

/** What the opinions of a run are about: its first symbol, and what could be known beside it. */
export interface RegimeInputs {
  readonly run: SymbolData;
  /** Bars of that symbol from before the run on, at the run's interval and, where there are some, finer. */
  readonly history: { readonly bars: BarSeries; readonly finer: BarSeries | null };
  /** What the user has recorded beside the bars: news, chain, mood. */
  readonly observations: readonly Observation[];
  /** Later decisions are left out, UTC ms. */
  readonly until?: number;
}

export const regimeInputs = ({ market, observations }: PreparedRun): RegimeInputs => ({
  run: market.data[0]!,
  history: market.history,
  observations: observations?.observations ?? [],
});

/** The question that a run has for its model. @param inputs default: those of the run */
export function regimeRequest(
  model: RegimeModel,
  prepared: PreparedRun,
  inputs: RegimeInputs = regimeInputs(prepared),
): RegimeRequest & { readonly observations: ObservationIndex } {
  const { spec, controls, runtime, strategy } = prepared;
  const { run, history, observations, until = Infinity } = inputs;
  const { onProgress } = controls;
  const horizonMs = (strategy.decisionBars ?? 1) * run.bars.intervalMs;
  const times = decisionTimes(run.bars, horizonMs).filter((time) => time <= until);
  return {
    model,
    observations: new ObservationIndex([...ownObservations(run, history, observations, times), ...observations]),
    times,
    baseAsset: run.bars.symbol,
    horizonMs,
    onFailure: runtime.config.llm.onFailure,
    baseline: heuristicModel,
    concurrency: controls.concurrency,
    temperature: askedTemperature(runtime.config),
    clock: runtime.clock,
    isFatal,
    signal: controls.signal,
    knownFailures: controls.knownFailures,
    knownNewsFailures: controls.knownNewsFailures,
    newsCap: spec.opinions?.news_cap,
    onProgress: async (progress) => {
      onProgress?.({ phase: 'regime', model: model.id, ...progress });
      if (progress.done % DECISIONS_PER_YIELD === 0) await yieldToEvents();
    },
  };
}

/** Only that nobody has an opinion leaves a gap; a replay that misses, a full disk or a bug end the run. */
const isFatal = (error: unknown): boolean =>
  !(error instanceof LlmTradingError && (error.code === 'regime.none' || error.code.startsWith('baseline.')));
