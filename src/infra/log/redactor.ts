/** Removes secrets from any text on its way out. */
export type Redactor = (text: string) => string;

export const REDACTED = '[redacted]';

/** Shorter texts are not keys, and removing every "on" or "true" would only damage the output. */
const SHORTEST_SECRET = 6;

/**
 * Makes a redactor for these secrets. Each is removed in every form it may leave in: as it is, trimmed, URL-encoded
 * (RFC 3986 and form encoding), inside a JSON string, and in base64 at any alignment (so inside `Authorization: Basic …` too).
 * Secrets of fewer than 6 characters are ignored.
 */
export function createRedactor(secrets: readonly (string | undefined)[]): Redactor {
  const forms = new Set<string>();
  for (const secret of secrets) {
    if (secret === undefined) continue;
    for (const text of [secret, secret.trim()]) for (const form of formsOf(text)) forms.add(form);
  }
  if (forms.size === 0) return (text) => text;
  // Longest first, so that no shorter form leaves the rest of a longer one behind.
  const alternatives = [...forms].sort((a, b) => b.length - a.length).map(escapeRegExp);
  const pattern = new RegExp(alternatives.join('|'), 'g');
  return (text) => text.replace(pattern, REDACTED);
}

function formsOf(secret: string): string[] {
  if (secret.length < SHORTEST_SECRET) return [];
  const encoded = encodeURIComponent(Buffer.from(secret).toString());
  const inJson = JSON.stringify(secret).slice(1, -1);
  return [
    secret,
    encoded,
    encoded.replace(/%[0-9A-F]{2}/g, (hex) => hex.toLowerCase()),
    new URLSearchParams({ s: secret }).toString().slice(2),
    inJson,
    JSON.stringify(inJson).slice(1, -1),
    ...base64Forms(secret),
  ];
}

/** The part of the base64 text that depends on the secret alone, for each of the three places it may start at. */
function base64Forms(secret: string): string[] {
  const bytes = Buffer.from(secret, 'utf8');
  return [0, 1, 2].flatMap((offset) => {
    const padded = Buffer.concat([Buffer.alloc(offset), bytes]);
    const whole = padded.toString('base64').replace(/=+$/, '');
    const firstOwn = Math.ceil((offset * 8) / 6);
    const lastOwn = Math.floor((padded.length * 8) / 6);
    const own = whole.slice(firstOwn, lastOwn);
    return [own, own.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

const escapeRegExp = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
