import type { RegimeModel } from '../../core/ports/regime-model.js';
import type { ModelChoice } from '../config/index.js';

/** The chosen model of a run, ready to be asked. */
export interface OpenRunModel {
  readonly choice: ModelChoice;
  readonly model: RegimeModel;
  readonly prompt: string | null;
  /** Those whose knowledge goes into the answers of an ensemble; null for a model alone. */
  readonly members: readonly RegimeModel[] | null;
  readonly close: () => Promise<void>;
}
