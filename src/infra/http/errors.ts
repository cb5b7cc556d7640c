import { UnavailableError, type ErrorDetails } from '../../core/errors.js';

export type HttpErrorCode =
  | 'http.deadline'
  | 'http.aborted'
  | 'http.network'
  | 'http.dns'
  | 'http.tls'
  | 'http.redirect'
  /** A 418 or 429 ban is in force, or the rate budget leaves no room before the deadline: nothing was sent. */
  | 'http.banned'
  | 'http.rate'
  | 'http.too-large'
  /** The body broke off, or its compression or encoding is damaged. */
  | 'http.body.broken'
  | 'http.body.json'
  | 'http.body.schema'
  | 'http.vendor-error'
  | `http.status.${number}`;

export interface HttpErrorDetails extends ErrorDetails {
  readonly status?: number;
  /** Start of the body, at most 500 characters, control characters removed: vendors explain errors there. */
  readonly bodyExcerpt?: string;
  /** How long the server asked to wait, or how long a ban still lasts, in ms. */
  readonly retryAfterMs?: number | undefined;
}

/** A call to a source failed. The message holds no secret. */
export class HttpError extends UnavailableError {
  override readonly name = 'HttpError';
  override readonly code: HttpErrorCode;
  readonly status: number | undefined;
  readonly bodyExcerpt: string | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(code: HttpErrorCode, message: string, details: HttpErrorDetails = {}) {
    super(code, message, details);
    this.code = code;
    this.status = details.status;
    this.bodyExcerpt = details.bodyExcerpt;
    this.retryAfterMs = details.retryAfterMs;
  }
}
