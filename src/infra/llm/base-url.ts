import { InputError } from '../../core/errors.js';

/**
 * Checks a base URL from the configuration and brings it to the form without a trailing slash, and without the path of the
 * questions, which vendors' pages show as the address.
 * @throws InputError where it is not http(s) URL, or carries a user name, password, query or fragment
 */
export function cleanBaseUrl(text: string, variable: string): string {
  const wrong = (what: string): InputError =>
    new InputError('config.base-url', `${variable} ${what}.`, {
      where: variable,
      expected: 'an address such as http://127.0.0.1:11434',
      remedy: `Correct ${variable}.`,
    });
  let url: URL;
  try {
    url = new URL(text.trim());
  } catch {
    throw wrong('is not a URL');
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw wrong('must begin with http:// or https://');
  if (url.username !== '' || url.password !== '') throw wrong('must not hold a user name or password');
  if (url.search !== '' || url.hash !== '') throw wrong('must not have a query or fragment');
  return `${url.origin}${url.pathname.replace(/\/+$/, '').replace(/\/(?:chat\/completions|api\/chat)$/, '')}`;
}
