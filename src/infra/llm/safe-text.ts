import type { Redactor } from '../log/redactor.js';

/** A part of a wrong key that a vendor echoes: keys of OpenAI, Anthropic, Groq, xAI and Google begin so. */
const KEY_LIKE = /\b(?:sk|gsk|xai|AIza)[-_A-Za-z0-9*]{8,}/g;

/** What a server wrote, made fit for an error message: one line, no control or bidirectional characters, no secrets, short. */
export function safeText(text: string, redact: Redactor, maxLength = 300): string {
  const line = redact(text.slice(0, 20_000))
    .replace(KEY_LIKE, '[redacted]')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
  const cut = line.length > maxLength ? `${line.slice(0, maxLength - 1)}…` : line;
  return Buffer.from(cut).toString();
}
