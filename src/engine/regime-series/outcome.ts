import type { ModelUsage } from '../../core/ports/regime-model.js';
import type { RegimeAssessment } from '../../core/regime/schema.js';

/** What to do where no valid opinion came: keep the position for one horizon, close it, or let a baseline answer. */
export type OnFailure = 'hold' | 'flat' | 'baseline';

/** A question that failed, now or in an earlier run whose record says so. */
export interface KnownFailure {
  readonly reason: string;
  /** How long it took to fail, ms. */
  readonly latencyMs: number;
}

/** What came of one decision: as it was answered, before anything bounds it. */
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
  /** Of both questions where two were asked; null for baselines and for decisions nobody answered. */
  readonly usage: ModelUsage | null;
  /** Why the model gave no opinion; null where it gave one. */
  readonly failure: string | null;
  readonly warnings: readonly string[];
  /** The answer to the same question without the news, where news is capped and could matter. */
  readonly withoutNews?: RegimeAssessment | undefined;
  /** The question with the news failed, so that `assessment` is the answer without them. */
  readonly newsFailure?: KnownFailure | undefined;
}
