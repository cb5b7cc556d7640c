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
