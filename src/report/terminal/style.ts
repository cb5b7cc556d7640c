import pc from 'picocolors';
import type { Language } from '../language/catalogue.js';
import { sayIn, wordIn, type Say } from '../language/say.js';

/** What the terminal can show. */
export interface TerminalStyle {
  /** Columns to fill, 60 … 120. */
  readonly width: number;
  /** False where the locale is not UTF-8: lines and marks are then plain ASCII. */
  readonly unicode: boolean;
  readonly paint: Paint;
  /** A message with the fields of a request as whoever reads it types them. */
  readonly asTyped: (text: string) => string;
  readonly language: Language;
  readonly say: Say;
  /** A word of another room in the language; as it is where it is not known. */
  readonly word: (word: string) => string;
  /** A verdict, or what a statistical rule gives as its reason. */
  readonly finding: (text: string) => string;
}

export type Paint = ReturnType<typeof pc.createColors>;

export interface TerminalFacts {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Width of the terminal; undefined where the output is not a terminal. */
  readonly columns: number | undefined;
  readonly isTTY: boolean;
  readonly platform: string;
}

const MIN_WIDTH = 60;
const MAX_WIDTH = 120;
/** What a file or pipe gets. */
const PLAIN_WIDTH = 100;

/** POSIX: LC_ALL beats LC_CTYPE beats LANG. Windows names no locale; its terminals since Windows 10 show UTF-8. */
function isUtf8({ env, platform }: TerminalFacts): boolean {
  const locale = [env.LC_ALL, env.LC_CTYPE, env.LANG].find((value) => value !== undefined && value !== '');
  if (locale === undefined) return platform === 'win32' || platform === 'darwin';
  return /utf-?8/i.test(locale);
}

/** https://no-color.org: NO_COLOR, when it is not empty, wins; FORCE_COLOR asks for colour without a terminal. */
function wantsColour({ env, isTTY }: TerminalFacts): boolean {
  if ((env.NO_COLOR ?? '') !== '') return false;
  const force = env.FORCE_COLOR ?? '';
  if (force !== '') return force !== '0' && force !== 'false';
  return isTTY && env.TERM !== 'dumb';
}

/**
 * @param asTyped how fields are said; as they are called, where nothing else is known
 * @param language whoever asks for one with other letters has a terminal that shows them
 * @param finding how sentences of documents are said in that language; as they are, where nothing else is known
 */
export function terminalStyle(
  facts: TerminalFacts,
  asTyped = (text: string): string => text,
  language: Language = 'en',
  finding = (text: string): string => text,
): TerminalStyle {
  const columns = facts.columns ?? PLAIN_WIDTH;
  return {
    width: Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, columns)),
    unicode: language !== 'en' || isUtf8(facts),
    paint: pc.createColors(wantsColour(facts)),
    asTyped,
    language,
    say: sayIn(language),
    word: wordIn(language),
    finding,
  };
}
