import type { CycleDocument } from '../../contract/cycle.js';
import type { MarketSnapshot } from '../../core/market-snapshot/index.js';
import { given } from '../../core/given.js';
import type { ModelChoice } from '../config/index.js';
import { runCycle } from './cycle.js';
import { openMeasures, type MeasureRequest } from './cycle-measures.js';
import { openLiveModel } from '../models/open-live.js';
import type { ModelCalls } from '../models/regime-model.js';
import type { Runtime } from '../runtime/runtime.js';

export interface LiveRequest {
  /** Answers come from the ledger alone. */
  readonly replay: boolean;
  /** How far what was measured of the model is to be heeded. */
  readonly measure: MeasureRequest;
  readonly signal: AbortSignal;
  /** Ledger and budget that several decisions share. Default: the decision's own. */
  readonly calls?: ModelCalls | null;
  readonly onText?: (delta: string) => void;
}

/**
 * One whole decision about one snapshot: the model is opened, what was measured of it is looked up, it is asked, and all is closed.
 * @throws as `openLiveModel`, `openMeasures` and `runCycle`
 */
export async function decideLive(
  runtime: Runtime,
  snapshot: MarketSnapshot,
  choice: ModelChoice,
  { replay, measure, signal, calls = null, onText }: LiveRequest,
): Promise<CycleDocument> {
  const opened = await openLiveModel(runtime, choice, snapshot, { replay, signal, calls });
  const { model } = opened;
  try {
    const measures = await openMeasures(runtime, snapshot, opened, measure);
    const options = { model, measures, signal, ...given({ onText }) };
    const answered = await runCycle(runtime, measures.snapshot, options);
    return { ...answered, warnings: [...opened.warnings, ...answered.warnings] };
  } finally {
    await opened.close();
  }
}
