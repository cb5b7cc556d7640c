import PQueue from 'p-queue';
import type { Clock } from '../../core/ports/clock.js';
import type { Random } from '../../core/ports/random.js';
import type { CallOptions, TextRequest, TextResponse } from '../../core/ports/text-model.js';
import { silentLogger, type Logger } from '../log/types.js';
import { CallTime, LEAST_CALL_MS, type TimedAnswer } from './call-time.js';
import { createBreaker, withBreaker, type BreakerOptions } from './circuit-breaker.js';
import { abortReason, deadlinesInLine } from './deadline.js';
import { LlmError } from './errors.js';
import { recordingModel, type RecordingSettings } from './ledger/recording-model.js';
import { DEFAULT_RETRY, withRetry, type RetryPolicy } from './retry.js';
import type { ProviderModel } from './types.js';
import { MINUTE } from '../../core/time.js';

export interface LlmClientOptions {
  readonly model: ProviderModel;
  readonly clock: Clock;
  readonly random: Random;
  readonly log?: Logger;
  /** Longest time of one try, ms. Default: ten minutes to two hours, by how fast the server was found to read and write. */
  readonly timeoutMs?: number;
  /** Earlier answers of this model, for that default; asked for once, before the first call. */
  readonly earlierAnswers?: () => Promise<readonly TimedAnswer[]>;
  readonly retry?: Partial<RetryPolicy>;
  readonly breaker?: BreakerOptions;
  /** Records each try, and answers what was asked before; without it nothing is remembered and no budget is kept. */
  readonly recording?: RecordingSettings;
}

export type BatchResult =
  { readonly ok: true; readonly response: TextResponse } | { readonly ok: false; readonly error: unknown };

export interface BatchOptions extends CallOptions {
  /** Most calls under way at once. Default 4; Ollama itself answers one at a time unless told otherwise. */
  readonly concurrency?: number;
  /** Called as each call ends, in the order of ending. */
  readonly onResult?: (index: number, result: BatchResult) => void;
}

export type StreamPart =
  { readonly type: 'text'; readonly delta: string } | { readonly type: 'end'; readonly response: TextResponse };

/** A model with everything a call needs around it. It is itself a model, so that routers and ladders take either. */
export interface LlmClient extends ProviderModel {
  /** Asks many things side by side: as one ends the next begins. Results come in the order of the requests; it never throws. */
  batch(requests: readonly TextRequest[], options?: BatchOptions): Promise<readonly BatchResult[]>;
  /** Text as it comes, then the whole answer. Leaving the loop aborts the call. Nothing is repeated once text has come. */
  stream(request: TextRequest, options?: CallOptions): AsyncGenerator<StreamPart, void, undefined>;
}

/**
 * Each try has its own deadline and goes through the breaker; the ledger records each try; the retry repeats what may still
 * succeed. From the outside in: retry, ledger, breaker, deadline, provider.
 */
export function createLlmClient(options: LlmClientOptions): LlmClient {
  const { clock, random, log = silentLogger } = options;
  const { timeoutMs } = options;
  const limited = withDeadline(options.model, clock, timeoutMs ?? null, options.earlierAnswers);
  const broken = withBreaker(limited, createBreaker(options.breaker));
  const single =
    options.recording === undefined
      ? broken
      : recordingModel(broken, { leaseMs: (timeoutMs ?? LEAST_CALL_MS) + MINUTE, ...options.recording });
  const policy = { ...DEFAULT_RETRY, ...options.retry };
  const parts = { clock, random, log };
  const model = withRetry(single, policy, parts);
  return {
    ...model,
    batch: (requests, batchOptions) => batch(model, requests, batchOptions),
    // Once text was handed out a second try would hand it out again: the try that begins to speak is the last.
    stream: (request, callOptions) =>
      stream((over) => withRetry(single, policy, { ...parts, over }), request, callOptions),
  };
}

/**
 * Ends a call that takes too long. A server of one slot lets it wait for those of ours that came before: their time is not counted
 * as its own.
 * @param fixedMs null: by the measured speed
 */
function withDeadline(
  model: ProviderModel,
  clock: Clock,
  fixedMs: number | null,
  earlierAnswers: LlmClientOptions['earlierAnswers'],
): ProviderModel {
  const time = new CallTime();
  const startInLine = deadlinesInLine();
  let earlier: Promise<void> | null = null;
  const learnEarlier = async (): Promise<void> => {
    for (const answer of (await earlierAnswers?.()) ?? []) time.answered(answer);
  };
  const expired = (ms: number): LlmError =>
    new LlmError('llm.timeout', `${model.id} did not answer in full within ${Math.round(ms / 1_000)} s.`, {
      retryable: true,
      remedy:
        fixedMs === null
          ? 'The next call is given more time. Choose a smaller model, or look whether the server still loads it.'
          : 'Raise LLM_TIMEOUT_MS, choose a smaller model, or look whether the server still loads it.',
    });
  return {
    ...model,
    async generate(request, options = {}) {
      if (fixedMs === null) await (earlier ??= learnEarlier());
      const limitMs = fixedMs ?? time.limitMs(request, model.outputTokens);
      const startedAt = clock.now();
      const heard: { firstWordMs: number | null } = { firstWordMs: null };
      const onText = (delta: string): void => {
        heard.firstWordMs ??= clock.now() - startedAt;
        options.onText?.(delta);
      };
      const deadline = startInLine(clock, limitMs, () => expired(limitMs), options.signal);
      try {
        const response = await model.generate(request, { ...options, onText, signal: deadline.signal });
        time.answered({ usage: response.usage, totalMs: clock.now() - startedAt, ...heard });
        return response;
      } catch (error) {
        if (error instanceof LlmError && error.code === 'llm.timeout') time.ranOut(heard.firstWordMs !== null);
        throw error;
      } finally {
        deadline.end();
      }
    },
  };
}

async function batch(
  model: ProviderModel,
  requests: readonly TextRequest[],
  { concurrency = 4, signal, onResult }: BatchOptions = {},
): Promise<readonly BatchResult[]> {
  const queue = new PQueue({ concurrency });
  const one = async (request: TextRequest): Promise<BatchResult> => {
    if (signal?.aborted === true) return { ok: false, error: abortReason(signal) };
    try {
      return { ok: true, response: await model.generate(request, signal === undefined ? {} : { signal }) };
    } catch (error) {
      return { ok: false, error };
    }
  };
  return queue.addAll(
    requests.map((request, index) => async () => {
      const result = await one(request);
      onResult?.(index, result);
      return result;
    }),
  );
}

async function* stream(
  retrying: (over: () => boolean) => ProviderModel,
  request: TextRequest,
  { signal }: CallOptions = {},
): AsyncGenerator<StreamPart, void, undefined> {
  const controller = new AbortController();
  const givenUp = (): void => controller.abort(abortReason(signal));
  if (signal?.aborted === true) givenUp();
  else signal?.addEventListener('abort', givenUp, { once: true });
  const waiting: string[] = [];
  const state = { begun: false, ended: false };
  let wake: () => void = () => undefined;
  const onText = (delta: string): void => {
    state.begun = true;
    waiting.push(delta);
    wake();
  };
  const call = retrying(() => state.begun).generate(request, { signal: controller.signal, onText });
  const settled = call.then(
    () => undefined,
    () => undefined,
  );
  void settled.then(() => {
    state.ended = true;
    wake();
  });
  try {
    for (;;) {
      const delta = waiting.shift();
      if (delta !== undefined) yield { type: 'text', delta };
      else if (state.ended) break;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
    yield { type: 'end', response: await call };
  } finally {
    signal?.removeEventListener('abort', givenUp);
    controller.abort(new LlmError('llm.aborted', 'The reader of the stream has left.'));
    await settled;
  }
}
