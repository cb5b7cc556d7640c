import { HttpError } from './errors.js';
import { InputError, messageOf } from '../../core/errors.js';

const DNS = /^(ENOTFOUND|EAI_\w+|ENODATA|ESERVFAIL|EDNS\w*)$/;
const TLS =
  /^(ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|SELF_SIGNED_CERT|DEPTH_ZERO_SELF_SIGNED_CERT|HOSTNAME_MISMATCH|EPROTO$)/;

/** Turns what the socket or undici threw before a whole reply was there into one of our errors. */
export function classifyError(error: unknown, what: string): HttpError | InputError {
  if (error instanceof HttpError) return error;
  const codes = codesOf(error);
  const detail = codes[0] ?? messageOf(error);
  if (codes.includes('UND_ERR_INVALID_ARG'))
    return new InputError(
      'http.header',
      `The request to ${what} cannot be sent: its API key or another header holds characters that HTTP does not allow.`,
      { remedy: 'paste the key again, without spaces or line breaks', cause: error },
    );
  if (codes.some((code) => DNS.test(code)))
    return new HttpError('http.dns', `${what} cannot be found: its host name does not resolve (${detail}).`, {
      cause: error,
      retryable: true,
      remedy: 'check the base URL and the network connection',
    });
  if (codes.some((code) => TLS.test(code)))
    return new HttpError('http.tls', `${what} has no valid certificate, so the connection was refused (${detail}).`, {
      cause: error,
      remedy: 'check the base URL, the system clock and any proxy in between',
    });
  return new HttpError('http.network', `${what} cannot be reached: the connection failed (${detail}).`, {
    cause: error,
    retryable: true,
    remedy: 'check that the server runs and the network is up',
  });
}

/** The codes of an error, of its causes and of the single failures inside an AggregateError (several addresses tried). */
function codesOf(error: unknown, depth = 0): string[] {
  if (!(error instanceof Error) || depth > 5) return [];
  const own = 'code' in error && typeof error.code === 'string' ? [error.code] : [];
  const inner: unknown[] = error instanceof AggregateError ? error.errors : [];
  return [...own, ...[error.cause, ...inner].flatMap((cause) => codesOf(cause, depth + 1))];
}
