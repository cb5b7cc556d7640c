import type { Redactor } from '../log/redactor.js';

/** Longest excerpt of a body in an error, characters. */
const EXCERPT_CHARS = 500;

/** The start of a body on one line, control characters removed, so that no terminal or log is fooled by it. */
export function excerpt(body: string, redact: Redactor): string {
  // Redacted before it is cut, so that no half of a key is left at the end.
  const line = redact(body.slice(0, 4 * EXCERPT_CHARS))
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()
    .slice(0, EXCERPT_CHARS);
  // A cut through a surrogate pair leaves half a character: replaced on the way through UTF-8.
  return Buffer.from(line).toString();
}
