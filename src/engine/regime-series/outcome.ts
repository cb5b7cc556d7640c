import type { ModelUsage } from '../../core/ports/regime-model.js';
import type { RegimeAssessment } from '../../core/regime/schema.js';

/** What to do where no valid opinion came: keep the position for one horizon, close it, or let a baseline answer. */
export type OnFailure = 'hold' | 'flat' | 'baseline';

/** What came of one decision. */
export interface RegimeOutcome {
  /** UTC ms. */
  readonly decidedAt: number;
  /** When the answer, or the failure, was there, UTC ms. */
  readonly availableAt: number;
  /** Null where no valid opinion came. */
  readonly assessment: RegimeAssessment | null;
  /** `provider/model` or the id of a baseline; null where nobody answered. */
  readonly answeredBy: string | null;
  /** Build of the model, where it says one. */
  readonly version: string | null;
  /** Null for baselines and for decisions nobody answered. */
  readonly usage: ModelUsage | null;
  /** Why the model gave no opinion; null where it gave one. */
  readonly failure: string | null;
  readonly warnings: readonly string[];
}
