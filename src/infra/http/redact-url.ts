import { REDACTED } from '../log/redactor.js';

/** Query parameters that carry keys at the vendors we speak to; secret whether or not the request says so. */
const SECRET_NAMES = /^(auth_?token|api_?key|access_?token|token|key|secret|signature|password)$/i;

const isSecretName = (name: string, secretQuery: readonly string[]): boolean =>
  SECRET_NAMES.test(name) || secretQuery.includes(name);

/** The URL as it may be shown: user name, password and the values of secret query parameters replaced. */
export function redactUrl(url: string | URL, secretQuery: readonly string[] = []): string {
  let shown: URL;
  try {
    shown = new URL(url);
  } catch {
    return '(not a URL)';
  }
  if (shown.username !== '' || shown.password !== '') {
    shown.username = '';
    shown.password = '';
  }
  const names = [...new Set(shown.searchParams.keys())].filter((name) => isSecretName(name, secretQuery));
  for (const name of names) shown.searchParams.set(name, REDACTED);
  return shown.toString().replaceAll('%5Bredacted%5D', REDACTED);
}

/** The same URL without its secret query parameters, for following a redirect to another origin. */
export function withoutSecrets(url: URL, secretQuery: readonly string[]): URL {
  const bare = new URL(url);
  bare.username = '';
  bare.password = '';
  for (const name of [...bare.searchParams.keys()]) if (isSecretName(name, secretQuery)) bare.searchParams.delete(name);
  return bare;
}
