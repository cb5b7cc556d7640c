import { HttpError } from './errors.js';
import { redactUrl, withoutSecrets } from './redact-url.js';
import type { HttpRequest } from './types.js';

/** Most redirects followed in one try. The feeds we read need one or two (http → https, trailing slash). */
const MOST_REDIRECTS = 3;

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

export interface Hop {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** Every URL of this try so far, this one included. */
  readonly visited: readonly string[];
}

export const isRedirect = (status: number): boolean => REDIRECTS.has(status);

/**
 * Where a redirect leads. On another origin the request's own headers and secret query parameters stay behind: keys are
 * for the vendor that gave them, not for whoever it points to.
 * @throws HttpError `http.redirect` for a loop, more than 3 hops, a missing or unusable target, or a step from https to http.
 */
export function nextHop(from: Hop, location: string | null, request: HttpRequest, what: string): Hop {
  const refuse = (why: string): HttpError =>
    new HttpError('http.redirect', `${what} redirects ${why}.`, {
      remedy: 'set the base URL of this source to where it lives now',
    });
  if (location === null) throw refuse('without saying where to');
  let url: URL;
  try {
    url = new URL(location, from.url);
  } catch {
    throw refuse('to an address that is not a URL');
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw refuse(`to a ${url.protocol} address`);
  if (from.url.protocol === 'https:' && url.protocol === 'http:') throw refuse('from https to plain http');
  const sameOrigin = url.origin === from.url.origin;
  if (!sameOrigin) url = withoutSecrets(url, request.secretQuery ?? []);
  if (from.visited.includes(url.href)) throw refuse(`in a loop, back to ${redactUrl(url, request.secretQuery)}`);
  if (from.visited.length > MOST_REDIRECTS) throw refuse(`more than ${MOST_REDIRECTS} times`);
  const custom = new Set(Object.keys(request.headers ?? {}).map((name) => name.toLowerCase()));
  const headers = sameOrigin
    ? from.headers
    : Object.fromEntries(Object.entries(from.headers).filter(([name]) => !custom.has(name.toLowerCase())));
  return { url, headers, visited: [...from.visited, url.href] };
}
