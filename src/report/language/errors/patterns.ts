/** Sentences as the sources make them, `{1}` and `{2}` standing for values, each with the same in another language. */
export type Phrasebook = Readonly<Record<string, string>>;

/** A sentence of the book with values. */
export interface Pattern {
  /** How much of a text it explains by itself: of several that fit, the one that says most is meant. */
  readonly letters: number;
  readonly expression: RegExp;
  /** Number of each value, in the order in which they stand in the English. */
  readonly names: readonly string[];
  readonly said: string;
}

const HOLE = /\{(\d+)\}/;
export const lettersIn = (text: string): number => text.replace(/[^\p{L}]/gu, '').length;
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

function patternOf(english: string, said: string): Pattern {
  const parts = english.split(HOLE);
  const source = parts.map((part, i) => (i % 2 === 0 ? escaped(part) : '([\\s\\S]*?)')).join('');
  return {
    letters: lettersIn(parts.filter((_, i) => i % 2 === 0).join('')),
    expression: new RegExp(`^${source}$`),
    names: parts.filter((_, i) => i % 2 === 1),
    said,
  };
}

const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{N}_]+/gu) ?? [];

/** The longest word that a text must hold to be of this pattern; null where every word touches a value. */
function signOf(english: string): string | null {
  const free = english
    .split(/\{\d+\}/)
    .map((part, i, all) => {
      const start = i === 0 ? part : part.replace(/^[\p{L}\p{N}_]+/u, '');
      return i === all.length - 1 ? start : start.replace(/[\p{L}\p{N}_]+$/u, '');
    })
    .flatMap(wordsOf);
  return free.length === 0 ? null : free.reduce((longest, word) => (word.length > longest.length ? word : longest));
}

/** The patterns of a book, found by a word that they share with a text; each is made when a text first holds its word. */
export class Patterns {
  private readonly texts = new Map<string | null, (readonly [string, string])[]>();
  private readonly made = new Map<string | null, readonly Pattern[]>();

  constructor(entries: readonly (readonly [string, string])[]) {
    for (const entry of entries) {
      const sign = signOf(entry[0]);
      this.texts.set(sign, [...(this.texts.get(sign) ?? []), entry]);
    }
  }

  private signed(sign: string | null): readonly Pattern[] {
    const known = this.made.get(sign);
    if (known !== undefined) return known;
    const made = (this.texts.get(sign) ?? []).map(([english, said]) => patternOf(english, said));
    this.made.set(sign, made);
    return made;
  }

  /** Those that fit a text as a whole, each with the values that it finds there. */
  *fitting(text: string): Generator<readonly [Pattern, readonly string[]]> {
    for (const sign of new Set([null, ...wordsOf(text)])) {
      for (const pattern of this.signed(sign)) {
        const found = pattern.expression.exec(text);
        if (found !== null) yield [pattern, found.slice(1)];
      }
    }
  }
}

/** The entries of a book that have values. */
export const withValues = (book: Phrasebook): [string, string][] =>
  Object.entries(book).filter(([english]) => HOLE.test(english));
