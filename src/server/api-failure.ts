import type { ApiError } from '../contract/dashboard-status.js';
import { LlmTradingError } from '../core/errors.js';
import { fieldOf } from './field-of-error.js';

/** A request that is refused before anything of the program is asked. */
export class ApiFailure extends Error {
  constructor(
    readonly status: 400 | 401 | 403 | 404 | 409 | 413 | 415 | 429 | 503,
    readonly code: string,
    message: string,
    readonly remedy: string | null = null,
    readonly field: string | null = null,
  ) {
    super(message);
  }
}

/** What is not there, by the codes of what looks for it. */
const MISSING =
  /^(run\.missing|run\.id|cycle\.unknown|evaluation\.unknown|session\.unknown|session\.name|journal\.none|ledger\.(key|none)|compare\.unknown|forward\.unknown)$/;

/** The answer to an error: its sentence, never what led to it. A bug is told as one, and logged. */
export function apiFailureOf(error: unknown): {
  readonly status: number;
  readonly body: ApiError;
  readonly isBug: boolean;
} {
  if (error instanceof ApiFailure) {
    const { status, code, message, remedy, field } = error;
    return { status, body: { error: { code, message, remedy, field } }, isBug: false };
  }
  if (error instanceof LlmTradingError && error.kind !== 'bug') {
    const { code, message, remedy = null } = error;
    return { status: statusOf(error), body: { error: { code, message, remedy, field: fieldOf(error) } }, isBug: false };
  }
  const message = 'The server made a mistake; its log says which.';
  return { status: 500, body: { error: { code: 'api.bug', message, remedy: null, field: null } }, isBug: true };
}

function statusOf({ kind, code }: LlmTradingError): number {
  if (MISSING.test(code)) return 404;
  return kind === 'input' ? 400 : kind === 'refused' ? 409 : 503;
}
