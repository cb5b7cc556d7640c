import { InputError } from '../../core/errors.js';
import type { HttpRequest } from './types.js';

/** @throws InputError where the configured address is not an http(s) URL. */
export function buildUrl({ source, url, query = {} }: HttpRequest): URL {
  let built: URL;
  try {
    built = new URL(url);
  } catch {
    throw notAUrl(source);
  }
  if (built.protocol !== 'https:' && built.protocol !== 'http:') throw notAUrl(source);
  for (const [name, value] of Object.entries(query))
    if (value !== undefined) built.searchParams.append(name, String(value));
  return built;
}

// The text itself is not shown: a key pasted into the wrong variable would be.
const notAUrl = (source: string): InputError =>
  new InputError(
    'http.url',
    `The address of ${source} is not an http or https URL: set its *_BASE_URL to one such as https://host/path.`,
    {
      where: `base URL of ${source}`,
      expected: 'an http or https URL',
      remedy: 'correct the *_BASE_URL of this source',
    },
  );
