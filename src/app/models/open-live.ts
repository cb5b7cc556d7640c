import type { MarketSnapshot } from '../../core/market-snapshot/index.js';
import type { ModelChoice } from '../config/index.js';
import { openRegimeModel, type ModelCalls, type OpenModel } from './regime-model.js';
import type { Runtime } from '../runtime/runtime.js';
import { fittedLive } from './live-weights.js';
import { storedTraining } from './stored-training.js';

/** A model that is asked about one snapshot, and what has to be said of how it was made. */
export interface LiveModel extends OpenModel {
  readonly warnings: readonly string[];
}

/**
 * The chosen model, fitted where it has to be: baselines to the local store, the weights of an ensemble to the newest evaluation,
 * both up to the moment of the snapshot.
 * @throws as `openRegimeModel`
 */
export async function openLiveModel(
  runtime: Runtime,
  choice: ModelChoice,
  snapshot: MarketSnapshot,
  {
    replay,
    signal,
    calls = null,
  }: { readonly replay: boolean; readonly signal: AbortSignal; readonly calls?: ModelCalls | null },
): Promise<LiveModel> {
  const { base_asset: baseAsset, horizon_hours: horizonHours, timestamp_utc } = snapshot;
  const opened = await openRegimeModel(runtime, choice, {
    replay,
    calls,
    training: () => storedTraining(runtime, { baseAsset, horizonHours, asOf: Date.parse(timestamp_utc), signal }),
  });
  const { ensemble, prompt } = opened;
  if (ensemble === null || runtime.config.llm.ensembleWeights === 'equal') return { ...opened, warnings: [] };
  try {
    const { model, warning } = await fittedLive(runtime, ensemble, prompt, snapshot);
    return { ...opened, model, warnings: warning === null ? [] : [warning] };
  } catch (error) {
    await opened.close();
    throw error;
  }
}
