import { invisibleCharacters } from './invisible.js';
import { neutraliseControlTokens } from './control-tokens.js';
import { stripMarkup } from './strip-markup.js';

/** What was found in a text, and, `mixed-script` aside, taken out of it. */
export type NewsFlag =
  /** Characters that stand for others, such as full-width letters, were replaced (NFKC). */
  | 'normalised'
  /** Zero-width, bidirectional, tag, private or control characters. */
  | 'invisible'
  | 'markup'
  /** Web addresses: replaced by `[link]`. */
  | 'link'
  /** Tokens or role lines of a chat template. */
  | 'control-token'
  /** Fences, long rulers, braces: what could look like the edge of the data or like an answer. */
  | 'fence'
  /** A long run without spaces, as encoded text has: replaced by `[encoded]`. */
  | 'encoded'
  /** A word of Latin and Cyrillic or Greek letters: it may pass for another word. The word stays. */
  | 'mixed-script'
  | 'truncated';

export interface SanitizedText {
  readonly text: string;
  readonly flags: readonly NewsFlag[];
}

/** Taking something out can bring parts together that make a new one; this many rounds undo any nesting worth undoing. */
const MAX_ROUNDS = 8;
/** Raw characters looked at, per character that may stay. */
const RAW_PER_CHARACTER = 20;

/**
 * Makes a text from outside fit to stand in a prompt: one line of visible characters in NFKC form, without markup, chat
 * template tokens, fences or addresses, at most `maxChars` long. Ordinary headlines pass unchanged, and so does what has
 * been through here before. This narrows what a text can do to a model; it guarantees nothing: the guarantee are the
 * checks after the model.
 */
export function sanitizeNewsText(text: string, maxChars: number): SanitizedText {
  const flags = new Set<NewsFlag>();
  const cap = Math.max(0, maxChars);
  const rawCap = cap * RAW_PER_CHARACTER;
  if (text.length > rawCap) flags.add('truncated');
  let clean = settled(text.slice(0, rawCap), flags);
  // A cut can end a word where a token would end, so what is left is looked at again.
  for (let tries = MAX_ROUNDS; clean.length > cap; tries--) {
    flags.add('truncated');
    const shorter = cut(clean, cap);
    clean = tries > 0 ? settled(shorter, flags) : cut(plainWords(shorter), cap);
  }
  if (hasMixedScript(clean)) flags.add('mixed-script');
  return { text: clean, flags: [...flags] };
}

/** The text after so many rounds that another one changes nothing. */
function settled(text: string, flags: Set<NewsFlag>): string {
  let clean = text;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const before = clean;
    clean = oneRound(clean, flags);
    if (clean === before) return clean;
  }
  // Nested on purpose.
  return oneRound(plainWords(clean), flags);
}

/** Without the characters that tokens, tags, links and fences are made of. */
const plainWords = (text: string): string => text.replace(/[^\p{L}\p{M}\p{N} .,]+/gu, ' ');

function oneRound(text: string, flags: Set<NewsFlag>): string {
  const change = (flag: NewsFlag, before: string, after: string): string => {
    if (after !== before) flags.add(flag);
    return after;
  };
  let clean = change('invisible', text, text.replace(/\p{Surrogate}/gu, '').replace(invisibleCharacters(), ''));
  clean = change('normalised', clean, clean.normalize('NFKC'));
  clean = change('control-token', clean, neutraliseControlTokens(clean));
  clean = change('markup', clean, stripMarkup(clean));
  clean = change(
    'link',
    clean,
    clean.replace(/\b(?:https?|ftp|wss?):\/\/[^\s<>"']*|\b(?:data|javascript):[a-z]+\/[^\s]*/gi, '[link]'),
  );
  clean = change('encoded', clean, clean.replace(/[A-Za-z0-9+/=_-]{80,}/g, '[encoded]'));
  clean = change('fence', clean, withoutFences(clean));
  return clean.replace(/[\s\u0085]+/g, ' ').trim();
}

function withoutFences(text: string): string {
  return text
    .replace(/\{/g, '(')
    .replace(/\}/g, ')')
    .replace(/<!--|--+>|\]\]>/g, ' ')
    .replace(/([<>])\1+/g, '$1')
    .replace(/([`~"'])\1{2,}/g, '$1')
    .replace(/([-=*_#+~])(?:\s?\1){3,}/g, '$1')
    .replace(/(\p{Mark}{3})\p{Mark}+/gu, '$1');
}

function hasMixedScript(text: string): boolean {
  const words = text.match(/[\p{L}\p{M}]+/gu) ?? [];
  return words.some((word) => /\p{Script=Latin}/u.test(word) && /[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(word));
}

/** Ends in three points; never inside a surrogate pair. */
function cut(text: string, maxChars: number): string {
  const kept = text.slice(0, Math.max(0, maxChars - 3)).replace(/\p{Surrogate}/gu, '');
  return `${kept.trimEnd()}...`.slice(0, maxChars);
}
