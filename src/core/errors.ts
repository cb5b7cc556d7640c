/**
 * Typed errors. Every message is one sentence a user can act on: what was expected, where, and what to do.
 *
 * `kind` decides the exit code of the command line: `bug` 1, `input` 2, `unavailable` 3, `refused` 4.
 */
export type ErrorKind = 'bug' | 'input' | 'unavailable' | 'refused';

export interface ErrorDetails {
  /** Where it happened: a field, a file and line, a URL without secrets. */
  readonly where?: string;
  /** What was expected there. */
  readonly expected?: string | undefined;
  /** What the user can do about it. */
  readonly remedy?: string | undefined;
  /** Whether the same call may succeed later without any change. */
  readonly retryable?: boolean;
  /** How long what failed had taken, ms, where that counts; of a replay, the recorded time. */
  readonly latencyMs?: number;
  /** True where nobody was there to answer, whatever was asked: the question in other words would fare no better. */
  readonly nobodyThere?: boolean;
  readonly cause?: unknown;
}

export class LlmTradingError extends Error {
  override readonly name: string = 'LlmTradingError';
  readonly where: string | undefined;
  readonly expected: string | undefined;
  readonly remedy: string | undefined;
  readonly retryable: boolean;
  readonly latencyMs: number | undefined;
  readonly nobodyThere: boolean;

  constructor(
    readonly kind: ErrorKind,
    /** Stable machine-readable code, e.g. `config.invalid`. */
    readonly code: string,
    message: string,
    details: ErrorDetails = {},
  ) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.where = details.where;
    this.expected = details.expected;
    this.remedy = details.remedy;
    this.retryable = details.retryable ?? false;
    this.latencyMs = details.latencyMs;
    this.nobodyThere = details.nobodyThere ?? false;
  }
}

/** The user's input or configuration is wrong. Never retryable. */
export class InputError extends LlmTradingError {
  override readonly name = 'InputError';
  constructor(code: string, message: string, details: Omit<ErrorDetails, 'retryable'> = {}) {
    super('input', code, message, details);
  }
}

/** Something outside did not deliver: a source, an exchange, a model server. */
export class UnavailableError extends LlmTradingError {
  override readonly name: string = 'UnavailableError';
  constructor(code: string, message: string, details: ErrorDetails = {}) {
    super('unavailable', code, message, details);
  }
}

/** A limit of ours refused what was asked (a budget, a cap, the kill switch). */
export class RefusedError extends LlmTradingError {
  override readonly name = 'RefusedError';
  constructor(code: string, message: string, details: ErrorDetails = {}) {
    super('refused', code, message, details);
  }
}

/** One line for any thrown value: the message of an Error, the text of anything else. */
export function messageOf(error: unknown): string {
  if (error instanceof Error) return error.message === '' ? error.name : error.message;
  return typeof error === 'string' ? error : `unknown error (${typeof error})`;
}
