import type { Clock } from '../../../core/ports/clock.js';
import type { LedgerEntry, LedgerStore } from '../../../core/ports/ledger-store.js';
import type { TextResponse } from '../../../core/ports/text-model.js';
import type { ProviderModel } from '../types.js';
import type { Budget } from './budget.js';
import { callKey, questionKey, recordedRequest } from './ledger-key.js';

export interface RecordingSettings {
  readonly ledger: LedgerStore;
  readonly clock: Clock;
  /** Asked before each call that is really sent; refuses by throwing. */
  readonly budget?: Budget;
}

/** An entry as the answer it recorded. */
export function replayed(entry: LedgerEntry): TextResponse {
  return {
    text: entry.text,
    finishReason: entry.finish_reason,
    usage: { prompt_tokens: entry.prompt_tokens, completion_tokens: entry.completion_tokens },
    latencyMs: entry.latency_ms,
    costUsd: entry.cost_usd,
    provider: entry.provider,
    model: entry.model,
    modelVersion: entry.model_version,
    replayed: true,
  };
}

/**
 * Puts the ledger between a model and its caller: a question this build has answered is answered from the ledger; any other
 * is asked, recorded durably and only then handed on. An answer that was cut is recorded too, since it was paid.
 */
export function recordingModel(model: ProviderModel, { ledger, clock, budget }: RecordingSettings): ProviderModel {
  return {
    ...model,
    async generate(request, options = {}) {
      const recorded = recordedRequest(model, request);
      const question = questionKey(recorded);
      const version = await model.version(options.signal);
      // A vendor that names its build only in answers is looked up by the question alone.
      const known = version === null ? await ledger.latest(question) : await ledger.get(callKey(recorded, version));
      if (known !== null) return replayed(known);

      const settle = await budget?.reserve(model, request);
      let response: TextResponse;
      try {
        response = await model.generate(request, options);
      } catch (error) {
        settle?.(0);
        throw error;
      }
      settle?.(response.costUsd ?? 0);
      await ledger.put({
        key: callKey(recorded, version ?? response.modelVersion),
        question,
        provider: response.provider,
        model: response.model,
        model_version: response.modelVersion,
        request: recorded,
        text: response.text,
        finish_reason: response.finishReason,
        prompt_tokens: response.usage.prompt_tokens,
        completion_tokens: response.usage.completion_tokens,
        latency_ms: response.latencyMs,
        cost_usd: response.costUsd,
        created_at: clock.now(),
      });
      return response;
    },
  };
}
