import { UnavailableError, type ErrorDetails } from '../../../core/errors.js';

/** The exchange has said no, in its own words: what was asked has not been done. */
export class VenueRefusedError extends UnavailableError {
  override readonly name = 'VenueRefusedError';
  constructor(
    /** HTTP. */
    readonly status: number,
    /** Binance's, below 0. */
    readonly venueCode: number,
    readonly words: string,
    details: ErrorDetails = {},
  ) {
    super('venue.refused', `Binance refuses (${venueCode}): ${words}`, details);
  }
}

/** No answer, or none that says what has been done: it may have been done. */
export class VenueSilentError extends UnavailableError {
  override readonly name = 'VenueSilentError';
  constructor(message: string, cause?: unknown) {
    super('venue.silent', message, { retryable: true, remedy: 'ask again', ...(cause === undefined ? {} : { cause }) });
  }
}

/**
 * Codes that come as refusals and are none: what was asked may have been done, or will be.
 * https://developers.binance.com/docs/binance-spot-api-docs/errors: −1000 UNKNOWN, −1001 DISCONNECTED, −1006 UNEXPECTED_RESP and
 * −1007 TIMEOUT ("execution status unknown").
 */
const UNDECIDED: ReadonlySet<number> = new Set([-1000, -1001, -1006, -1007]);

export const isUndecided = (code: number): boolean => UNDECIDED.has(code);
