import { createRedactor, type Redactor } from '../log/redactor.js';
import { buildUrl } from './build-url.js';
import { redactUrl } from './redact-url.js';
import type { HttpRequest } from './types.js';

/** A request's address, and how to speak of it without giving a key away. */
export interface RequestTarget {
  readonly url: URL;
  /** The URL without secret values. */
  readonly shown: string;
  /** Source and URL, for error messages. */
  readonly what: string;
  /** Removes the keys that this request carried: servers repeat them in their error pages. */
  readonly redact: Redactor;
}

/** Names such as `X-Api-Key`, `Authorization`, `X-MBX-APIKEY`. */
const SECRET_HEADER = /key|token|secret|auth|cookie/i;

export function describe(request: HttpRequest): RequestTarget {
  const url = buildUrl(request);
  const shown = redactUrl(url, request.secretQuery);
  const secrets = [
    // Decoded leniently: a stray % in a password must not stop the request.
    new URLSearchParams(`p=${url.password}`).get('p') ?? undefined,
    url.password,
    ...(request.secretQuery ?? []).map((name) => url.searchParams.get(name) ?? undefined),
    ...Object.entries(request.headers ?? {}).flatMap(([name, value]) => (SECRET_HEADER.test(name) ? [value] : [])),
  ];
  return { url, shown, what: `${request.source} (${shown})`, redact: createRedactor(secrets) };
}
