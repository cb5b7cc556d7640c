import { UnavailableError, type ErrorDetails } from '../../core/errors.js';
import type { TextResponse } from '../../core/ports/text-model.js';
import type { Redactor } from '../log/redactor.js';

const LLM_ERROR_CODES = [
  'llm.network',
  /** The deadline of one call passed. */
  'llm.timeout',
  /** The deadline of the whole decision passed: no other model is asked. */
  'llm.decision-timeout',
  /** The caller gave up. */
  'llm.aborted',
  'llm.auth',
  'llm.forbidden',
  'llm.model-not-found',
  'llm.busy',
  'llm.server',
  'llm.redirect',
  'llm.bad-request',
  /** The server or the model does not know the asked answer format: the next rung of the ladder may work. */
  'llm.format-unsupported',
  /** The prompt does not fit: found before sending, or said by the server. */
  'llm.prompt-too-long',
  /** The server answered, but read only a part of the prompt. */
  'llm.prompt-truncated',
  /** The server reported an error after it had begun to answer. */
  'llm.stream-error',
  /** The answer ended without being whole: token limit, content filter, broken stream. */
  'llm.incomplete',
  'llm.too-large',
  'llm.bad-response',
  'llm.circuit-open',
  'llm.decision-limit',
  'llm.replay-miss',
] as const;
export type LlmErrorCode = (typeof LLM_ERROR_CODES)[number];

export const isLlmErrorCode = (text: string): text is LlmErrorCode => LLM_ERROR_CODES.some((code) => code === text);

/** What stood behind a failure, finer than its code: advice goes by this. Absent where nobody can tell. */
const LLM_FAILURE_KINDS = [
  /** Money, credit or quota is used up: waiting does not help. */
  'quota',
  /** Too many requests or tokens in a span of time: waiting helps. */
  'rate-limit',
  /** Prompt and answer do not fit the context. */
  'overflow',
  /** A page for people, or another service, answered: the address is wrong or a proxy stands in between. */
  'wrong-page',
  /** Nothing, or nothing that is an answer, came back. */
  'empty',
  /** A safety filter or a refusal ended the answer, or kept the prompt out. */
  'safety-stop',
  /** The vendor does not serve this country or region. */
  'country',
  /** The account's plan, tier, verification or data policy does not include this. */
  'plan',
  /** The key is wrong, missing or expired. */
  'key',
  /** The model is unknown or has been retired. */
  'model',
  /** The model's text did not pass the server's own check for JSON. */
  'bad-json',
  /** The account or server does not stream. */
  'no-stream',
  /** A parameter was refused, and nothing that could be sent instead was taken. */
  'parameter',
  /** The answer itself used up the answer tokens. */
  'answer-tokens',
  /** Thinking used up the answer tokens. */
  'thinking-tokens',
  /** The answer field is empty; whatever there is stands in the thinking. */
  'thinking-only',
] as const;
export type LlmFailureKind = (typeof LLM_FAILURE_KINDS)[number];

export const isFailureKind = (text: string | undefined): text is LlmFailureKind =>
  LLM_FAILURE_KINDS.some((kind) => kind === text);

export interface LlmErrorDetails extends ErrorDetails {
  readonly status?: number;
  readonly failureKind?: LlmFailureKind | undefined;
  /** The server's own words, made safe and short. */
  readonly said?: string | undefined;
  /** How long the server asked to wait, ms. */
  readonly retryAfterMs?: number | undefined;
  /** True where no connection came about, so that nothing can have been billed. */
  readonly neverSent?: boolean;
}

/** A call to a model failed. The message holds no secret. */
export class LlmError extends UnavailableError {
  override readonly name: string = 'LlmError';
  override readonly code: LlmErrorCode;
  readonly status: number | undefined;
  readonly failureKind: LlmFailureKind | undefined;
  readonly said: string | undefined;
  readonly retryAfterMs: number | undefined;
  readonly neverSent: boolean;

  constructor(code: LlmErrorCode, message: string, details: LlmErrorDetails = {}) {
    super(code, message, details);
    this.code = code;
    this.status = details.status;
    this.failureKind = details.failureKind;
    this.said = details.said;
    this.retryAfterMs = details.retryAfterMs;
    this.neverSent = details.neverSent ?? false;
  }
}

/** The model stopped before its answer was whole. What it cost is in `response`; its text is not an answer. */
export class IncompleteAnswerError extends LlmError {
  override readonly name = 'IncompleteAnswerError';
  constructor(
    readonly response: TextResponse,
    message: string,
    details: LlmErrorDetails = {},
  ) {
    super('llm.incomplete', message, details);
  }
}

/** Why one model of the ladder gave no regime. */
export interface FailedAttempt {
  readonly model: string;
  readonly code: string;
  readonly reason: string;
}

/** No model gave a valid regime. What to do then is the caller's `on_failure`, never a default that looks like an answer. */
export class NoRegimeError extends UnavailableError {
  override readonly name = 'NoRegimeError';
  constructor(
    readonly attempts: readonly FailedAttempt[],
    details: ErrorDetails = {},
  ) {
    const reasons = attempts.map((a) => `${a.model}: ${a.reason}`).join(' | ');
    super(
      'regime.none',
      `No model gave a valid regime${reasons === '' ? ': no model is configured.' : ` (${reasons})`}`,
      {
        ...details,
        remedy:
          details.remedy ??
          'Run `llm-trading models` to see which models answer, or let the statistical baseline answer then: LLM_ON_FAILURE=baseline.',
        retryable: details.retryable ?? true,
      },
    );
  }
}

/** A part of a wrong key that a vendor echoes: keys of OpenAI, Anthropic, Groq, xAI and Google begin so. */
const KEY_LIKE = /\b(?:sk|gsk|xai|AIza)[-_A-Za-z0-9*]{8,}/g;

/** What a server wrote, made fit for an error message: one line, no control or bidirectional characters, no secrets, short. */
export function safeText(text: string, redact: Redactor, maxLength = 300): string {
  const line = redact(text.slice(0, 20_000))
    .replace(KEY_LIKE, '[redacted]')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
  const cut = line.length > maxLength ? `${line.slice(0, maxLength - 1)}…` : line;
  return Buffer.from(cut).toString();
}
