import { invisibleCharacters } from './invisible.js';

/**
 * Untrusted text on one line of a terminal. Control characters (an ANSI sequence begins with one), characters that turn
 * the direction of writing, and everything else that is not seen come out as `\u{1b}`; line breaks become spaces, so that
 * a text cannot draw lines of its own.
 */
export function escapeForTerminal(text: string): string {
  return text
    .replace(/[\t\n\v\f\r\u0085\u2028\u2029]+/g, ' ')
    .replace(invisibleCharacters(), (character) =>
      EMOJI_JOINERS.has(character) ? character : `\\u{${character.codePointAt(0)!.toString(16)}}`,
    )
    .replace(/\p{Surrogate}/gu, '\ufffd');
}

/** Zero-width joiner and emoji presentation: part of ordinary emoji, harmless on a terminal. */
const EMOJI_JOINERS: ReadonlySet<string> = new Set(['\u200d', '\ufe0f']);

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

/**
 * Untrusted text as content of an element or as a quoted attribute. Characters that HTML does not allow, and those that
 * turn the direction of the page around the text, become U+FFFD. Not for script, style, URL or unquoted attributes.
 */
export function escapeForHtml(text: string): string {
  return text
    .replace(/[&<>"'`]/g, (character) => ENTITIES[character] ?? character)
    .replace(/[\u0000-\u0008\u000b\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]|\p{Surrogate}/gu, '\ufffd');
}

/** What a spreadsheet takes for the start of a formula, full-width forms included (https://owasp.org/www-community/attacks/CSV_Injection). */
const FORMULA = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20|%]|^[\t\r\n]/;

/**
 * One field of a CSV file. A text that a spreadsheet would run as a formula gets an apostrophe before it; numbers are
 * written as they are. Quoted by RFC 4180 where needed.
 */
export function escapeForCsv(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = value.replace(/\u0000/g, '').replace(/\p{Surrogate}/gu, '\ufffd');
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",;\t\r\n]|^\s|\s$|^'/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
