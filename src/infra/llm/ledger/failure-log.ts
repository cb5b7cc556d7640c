import type { Clock } from '../../../core/ports/clock.js';
import type { LedgerEntry, LedgerStore } from '../../../core/ports/ledger-store.js';
import type { TextRequest } from '../../../core/ports/text-model.js';
import { isLlmErrorCode, LlmError } from '../errors.js';
import type { ProviderModel } from '../types.js';
import { failureKey, questionKey, recordedRequest } from './ledger-key.js';

/** Where calls are recorded that gave no answer. */
export interface FailureLog {
  /** @param latencyMs how long the call took to fail, its repetitions and waits included, ms */
  failed(model: ProviderModel, request: TextRequest, error: LlmError, latencyMs: number): Promise<void>;
}

/** Failures go to the ledger with what a replay needs to fail alike: code, message and latency. Nothing is charged for them. */
export function createFailureLog(ledger: LedgerStore, clock: Clock): FailureLog {
  return {
    failed(model, request, { code, message, retryable }, latencyMs) {
      const recorded = recordedRequest(model, request);
      const now = clock.now();
      return ledger.put({
        key: failureKey(recorded, now),
        question: questionKey(recorded),
        provider: model.provider,
        model: model.model,
        model_version: null,
        request: recorded,
        text: '',
        finish_reason: 'error',
        prompt_tokens: null,
        completion_tokens: null,
        latency_ms: latencyMs,
        cost_usd: null,
        created_at: now,
        failure: { code, message, retryable },
      });
    },
  };
}

/** The failure that an entry recorded, with the time it took then; null for an answer. */
export function recordedFailure({ failure, latency_ms }: LedgerEntry): LlmError | null {
  if (failure === null) return null;
  const { code, message, retryable } = failure;
  // A code that only another version knows says no more than that something failed.
  return new LlmError(isLlmErrorCode(code) ? code : 'llm.bad-response', message, { retryable, latencyMs: latency_ms });
}

/** The refusal of this format that was recorded for exactly this request. */
export async function recordedRefusal(
  ledger: LedgerStore,
  model: ProviderModel,
  request: TextRequest,
): Promise<LlmError | null> {
  const entry = await ledger.latestOutcome(questionKey(recordedRequest(model, request)));
  const failure = entry === null ? null : recordedFailure(entry);
  return failure?.code === 'llm.format-unsupported' ? failure : null;
}
