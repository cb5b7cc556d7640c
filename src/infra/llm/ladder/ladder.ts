import type { LlmTradingError } from '../../../core/errors.js';
import { messageOf, RefusedError } from '../../../core/errors.js';
import type { MarketSnapshot } from '../../../core/market-snapshot/schema.js';
import type { Clock } from '../../../core/ports/clock.js';
import type { AssessOptions, RegimeDecision, RegimeModel } from '../../../core/ports/regime-model.js';
import { SHIPPED_PROMPT, SHIPPED_PROMPT_IDENTITY } from '../../../core/prompts/shipped.js';
import type { ParsedRegime } from '../../../core/regime/parse-regime-assessment.js';
import { silentLogger, type Logger } from '../../log/types.js';
import { keptForAnswer } from '../answer-tokens.js';
import { abortReason, deadlinesInLine } from '../deadline.js';
import { adviceOf } from '../advice.js';
import { LlmError, NoRegimeError, type FailedAttempt } from '../errors.js';
import type { FailureLog } from '../ledger/failure-log.js';
import { inOrder, type ModelRouter } from '../router.js';
import type { FormatType, ProviderModel } from '../types.js';
import { createAllowance, DEFAULT_DECISION_LIMITS, type DecisionLimits } from './limits.js';
import { newTally, Tally, type LadderCounters } from './tally.js';
import { askModel, RejectedAnswerError, type RegimePrompts, type Rung } from './ask-model.js';

export interface LlmRegimeModelOptions {
  /** In the order of falling back, or a router that gives one. */
  readonly models: readonly ProviderModel[] | ModelRouter;
  readonly clock: Clock;
  readonly log?: Logger;
  /** Default: the id of the first model. */
  readonly id?: string;
  /** Default: core's own. */
  readonly prompts?: RegimePrompts;
  /** Default: as the prompts' form has it. */
  readonly parse?: (text: string) => ParsedRegime;
  /** Where a decision names none. Default 0. */
  readonly temperature?: number;
  readonly topP?: number;
  readonly seed?: number;
  /** Default: the model's own. */
  readonly maxOutputTokens?: number;
  /** Most tokens of both prompts for models whose context is not known. Default 24,000. */
  readonly maxPromptTokens?: number;
  readonly limits?: Partial<DecisionLimits>;
  /** Where failed calls are recorded, so that a replay fails alike. Without it they are not. */
  readonly failures?: FailureLog | undefined;
  /** Which route of the router to take. Default `regime`. */
  readonly task?: string;
}

export interface LlmRegimeModel extends RegimeModel {
  readonly kind: 'llm';
  counters(): Readonly<LadderCounters>;
}

const SHIPPED: RegimePrompts = {
  system: SHIPPED_PROMPT.renderSystem,
  user: SHIPPED_PROMPT.renderUser,
  identity: SHIPPED_PROMPT_IDENTITY,
  form: SHIPPED_PROMPT.form,
};

const DEFAULT_PROMPT_TOKENS = 24_000;

/**
 * A regime from language models, or an error: JSON schema → JSON mode → extract and validate → one repair request → the next
 * model. Only an answer that ended with `stop` and passed the parser is one. What to do without is the caller's `on_failure`.
 */
export function createLlmRegimeModel(options: LlmRegimeModelOptions): LlmRegimeModel {
  const { clock, log = silentLogger, task = 'regime', prompts = SHIPPED } = options;
  const router = 'order' in options.models ? options.models : inOrder(options.models);
  const limits = { ...DEFAULT_DECISION_LIMITS, ...options.limits };
  const counters = newTally();
  const startInLine = deadlinesInLine();
  /** Formats that a model has refused are not asked for again. */
  const refused = new Map<string, Set<FormatType>>();
  const refusedBy = (model: string): Set<FormatType> => {
    const known = refused.get(model) ?? new Set<FormatType>();
    refused.set(model, known);
    return known;
  };
  const id = options.id ?? ('order' in options.models ? 'llm' : (options.models[0]?.id ?? 'llm'));

  const assess = async (snapshot: MarketSnapshot, asked: AssessOptions = {}): Promise<RegimeDecision> => {
    counters.decisions += 1;
    const tally = new Tally();
    const allowance = createAllowance(limits);
    const warnings: string[] = [];
    const attempts: FailedAttempt[] = [];
    const errors: LlmTradingError[] = [];
    // What waits behind our own decisions at a server of one slot is not late.
    const deadline = startInLine(clock, limits.timeMs, () => tooLong(limits.timeMs), asked.signal);
    try {
      for (const [place, model] of router.order(task).entries()) {
        const rung: Rung = {
          snapshot,
          model,
          clock,
          log,
          tally,
          allowance,
          counters,
          warnings,
          refused: refusedBy(model.id),
          failures: options.failures,
          prompts,
          parse: options.parse ?? prompts.form.parse,
          promptTokens: promptBudget(model, options),
          signal: deadline.signal,
          request: {
            temperature: model.temperature ?? asked.temperature ?? options.temperature ?? 0,
            task,
            topP: options.topP,
            seed: options.seed,
            maxOutputTokens: options.maxOutputTokens,
            sampleIndex: asked.sampleIndex,
            variant: asked.variant,
          },
          onText: asked.onText,
        };
        try {
          const decision = await askModel(rung);
          if (place > 0) counters.fallbacks += 1;
          return { ...decision, usage: tally.usage(), warnings };
        } catch (error) {
          if (asked.signal?.aborted === true) throw abortReason(asked.signal);
          if (!isAttempt(error)) throw error;
          const attempt = { model: model.id, code: error.code, reason: messageOf(error) };
          attempts.push(attempt);
          errors.push(error);
          warnings.push(`${model.id} gave no regime: ${attempt.reason}`);
          log.warn('llm.attempt-failed', { ...attempt });
          if (deadline.signal.aborted || ENDS_DECISION.has(error.code)) break;
        }
      }
    } finally {
      deadline.end();
    }
    counters.failed += 1;
    throw finalError(attempts, errors, tally.usage().latency_ms);
  };

  return { id, kind: 'llm', assess, counters: () => ({ ...counters }) };
}

/** After these no other model is asked: what the decision may take is used up. A replay has no deadline of its own. */
const ENDS_DECISION: ReadonlySet<string> = new Set(['llm.decision-limit', 'llm.decision-timeout']);

/** Failures of one model, after which the next is asked. Anything else is the user's mistake, the disk's or a bug. */
const isAttempt = (error: unknown): error is LlmTradingError =>
  error instanceof LlmError || error instanceof RefusedError || error instanceof RejectedAnswerError;

function promptBudget(model: ProviderModel, options: LlmRegimeModelOptions): number {
  const most = options.maxPromptTokens ?? DEFAULT_PROMPT_TOKENS;
  if (model.contextTokens === null) return most;
  return model.contextTokens - keptForAnswer(options.maxOutputTokens ?? model.outputTokens, model.contextTokens);
}

function finalError(
  attempts: readonly FailedAttempt[],
  errors: readonly LlmTradingError[],
  latencyMs: number,
): LlmTradingError {
  // A replay that misses must not pass for a model without an opinion, which `on_failure` would quietly answer.
  const miss = errors.find((error) => error.code === 'llm.replay-miss');
  if (miss !== undefined) return miss;
  const [first] = errors;
  if (first !== undefined && errors.every((error) => error instanceof RefusedError)) return first;
  const remedy = first instanceof LlmError ? adviceOf(first) : first?.remedy;
  return new NoRegimeError(attempts, {
    cause: first,
    latencyMs,
    retryable: errors.some((error) => error.retryable),
    nobodyThere: errors.length > 0 && errors.every((error) => NOBODY_THERE.has(error.code)),
    remedy: attempts.length === 1 ? remedy : undefined,
  });
}

/** What has nothing to do with the question: no server, no entry, no such model. */
const NOBODY_THERE: ReadonlySet<string> = new Set([
  'llm.network',
  'llm.circuit-open',
  'llm.auth',
  'llm.model-not-found',
  'llm.redirect',
  'llm.busy',
]);

const tooLong = (timeMs: number): LlmError =>
  new LlmError(
    'llm.decision-timeout',
    `The decision took longer than the ${Math.round(timeMs / 1_000)} s it is given.`,
    {
      retryable: true,
      remedy: 'Raise the time limit of a decision, or choose a faster model.',
    },
  );
