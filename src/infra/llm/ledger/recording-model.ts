import type { Clock } from '../../../core/ports/clock.js';
import { given } from '../../../core/given.js';
import type { LedgerEntry, LedgerStore, RecordedCut } from '../../../core/ports/ledger-store.js';
import type { TextResponse } from '../../../core/ports/text-model.js';
import { IncompleteAnswerError, isFailureKind, LlmError, type LlmErrorCode } from '../errors.js';
import type { ProviderModel } from '../types.js';
import type { Budget } from './budget.js';
import { recordedRefusal } from './failure-log.js';
import { onlyOnce } from './single-flight.js';
import { callKey, questionKey, recordedRequest } from './ledger-key.js';

export interface RecordingSettings {
  readonly ledger: LedgerStore;
  readonly clock: Clock;
  /** Asked before each call that is really sent; refuses by throwing. */
  readonly budget?: Budget;
  /** Longest time of one call, ms: how long others wait for its answer should this process vanish unseen. Default 660,000. */
  readonly leaseMs?: number;
}

/** The default deadline of one call, and a minute for the disk. */
const LEASE_MS = 660_000;

/**
 * An entry as the answer it recorded, with its recorded latency.
 * @throws IncompleteAnswerError where the answer was cut: the same question gets the same failure
 */
export function replayed(entry: LedgerEntry): TextResponse {
  const response: TextResponse = {
    text: entry.text,
    finishReason: entry.finish_reason,
    usage: {
      prompt_tokens: entry.prompt_tokens,
      completion_tokens: entry.completion_tokens,
      ...given({ cached_prompt_tokens: entry.cached_prompt_tokens }),
    },
    latencyMs: entry.latency_ms,
    costUsd: entry.cost_usd,
    provider: entry.provider,
    model: entry.model,
    modelVersion: entry.model_version,
    replayed: true,
  };
  if (entry.finish_reason === 'stop') return response;
  const { cut } = entry;
  const kind = cut?.kind;
  throw new IncompleteAnswerError(
    response,
    cut?.message ?? `${entry.provider}/${entry.model} did not finish this answer (${entry.finish_reason}; recorded).`,
    {
      latencyMs: entry.latency_ms,
      remedy: cut?.remedy,
      failureKind: isFailureKind(kind) ? kind : undefined,
    },
  );
}

const cutOf = ({ message, failureKind, remedy }: IncompleteAnswerError): RecordedCut => ({
  message,
  kind: failureKind,
  remedy,
});

const NOTHING_SENT: ReadonlySet<LlmErrorCode> = new Set(['llm.prompt-too-long', 'llm.circuit-open']);

/** Whether a failed call cannot have been billed: the server refused it, or nothing was sent. */
const wasFree = (error: unknown): boolean =>
  error instanceof LlmError && (error.neverSent || error.status !== undefined || NOTHING_SENT.has(error.code));

/**
 * Puts the ledger between a model and its caller: a question this build has answered is answered from the ledger; any other
 * is asked, recorded durably and only then handed on. An answer that was cut is recorded too, since it was paid.
 */
export function recordingModel(model: ProviderModel, settings: RecordingSettings): ProviderModel {
  const { ledger, clock, budget, leaseMs = LEASE_MS } = settings;
  return {
    ...model,
    recordedRefusal: (request) => recordedRefusal(ledger, model, request),
    async generate(request, options = {}) {
      const recorded = recordedRequest(model, request);
      const question = questionKey(recorded);
      const version = await model.version(options.signal);
      // A vendor that names its build only in answers is looked up by the question alone.
      const lookUp = async (): Promise<TextResponse | null> => {
        const known = version === null ? await ledger.latest(question) : await ledger.get(callKey(recorded, version));
        if (known !== null) return replayed(known);
        // A server refuses the same format again; any other failure may be over, so the question is asked once more.
        const refusal = await recordedRefusal(ledger, model, request);
        if (refusal !== null) throw refusal;
        return null;
      };
      const answered = await lookUp();
      if (answered !== null) return answered;

      const ask = async (): Promise<TextResponse> => {
        const settle = await budget?.reserve(model, request);
        const record = (response: TextResponse, cut?: IncompleteAnswerError): Promise<void> =>
          ledger.put({
            key: callKey(recorded, version ?? response.modelVersion),
            question,
            provider: response.provider,
            model: response.model,
            // As the key has it: a key can be checked against its row.
            model_version: version ?? response.modelVersion,
            request: recorded,
            text: response.text,
            finish_reason: response.finishReason,
            prompt_tokens: response.usage.prompt_tokens,
            completion_tokens: response.usage.completion_tokens,
            cached_prompt_tokens: response.usage.cached_prompt_tokens,
            latency_ms: response.latencyMs,
            cost_usd: response.costUsd,
            created_at: clock.now(),
            failure: null,
            cut: cut === undefined ? undefined : cutOf(cut),
          });
        let spentUsd: number | null = null;
        try {
          const response = await model.generate(request, options);
          spentUsd = response.costUsd;
          await record(response);
          return response;
        } catch (error) {
          if (error instanceof IncompleteAnswerError) {
            spentUsd = error.response.costUsd;
            await record(error.response, error);
          } else if (wasFree(error)) spentUsd = 0;
          throw error;
        } finally {
          settle?.(spentUsd);
        }
      };
      const { signal } = options;
      return onlyOnce({ ledger, clock, question, leaseMs, signal, recorded: lookUp, ask });
    },
  };
}
