/** Sentences as the sources make them, `{1}` and `{2}` standing for values, each with the same in another language. */
export type Phrasebook = Readonly<Record<string, string>>;

interface Pattern {
  /** The longest piece that a sentence must hold to be of this pattern: most are told apart without an expression. */
  readonly sign: string;
  /** How much of it stands in the book: of several patterns that fit, the one that says most is meant. */
  readonly letters: number;
  readonly source: string;
  /** Number of each value, in the order in which they stand in the source. */
  readonly names: readonly string[];
  readonly said: string;
}

const HOLE = /\{(\d+)\}/;
/** A value inside a value inside a sentence: deeper than any message of ours goes. */
const DEEPEST = 6;
/** A pattern that says less than this fits what others wrote, too: its values are then a few words each, or sentences of the book. */
const CLEAR = 6;
const FEW_WORDS = 4;
/** Where a text that fits no pattern as a whole is told in parts. */
const SEAMS = ['\n', '; ', ': ', ', ', '. '];

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

function patternOf(text: string, said: string): Pattern {
  const parts = text.split(HOLE);
  const literals = parts.filter((_, i) => i % 2 === 0);
  return {
    sign: literals.reduce((longest, each) => (each.length > longest.length ? each : longest), ''),
    letters: literals.join('').replace(/[^\p{L}]/gu, '').length,
    source: `^${parts.map((part, i) => (i % 2 === 0 ? escaped(part) : '([\\s\\S]*?)')).join('')}$`,
    names: parts.filter((_, i) => i % 2 === 1),
    said,
  };
}

const filled = (text: string, values: ReadonlyMap<string, string>): string =>
  text.replace(/\{(\d+)\}/g, (whole, name: string) => values.get(name) ?? whole);

/**
 * Says texts in the language of a book: whole sentences, their values where these are sentences or words of the book themselves,
 * and else the parts of a list. What the book does not know comes back as it was.
 */
export class Translator {
  private readonly patterns: readonly Pattern[];
  private readonly expressions = new Map<Pattern, RegExp>();

  constructor(private readonly book: Phrasebook) {
    this.patterns = Object.entries(book)
      .filter(([text]) => HOLE.test(text))
      .map(([text, said]) => patternOf(text, said))
      .sort((a, b) => b.letters - a.letters);
  }

  say(text: string): string {
    return this.known(text, 0) ?? this.inParts(text, 0) ?? text;
  }

  private known(text: string, depth: number): string | null {
    const whole = this.exact(text, depth);
    if (whole !== null || text === '') return whole;
    // A sentence inside another has lost its full stop, or has one more.
    if (text.endsWith('.')) {
      const bare = this.exact(text.slice(0, -1), depth);
      return bare === null ? null : `${bare}.`;
    }
    return this.exact(`${text}.`, depth)?.replace(/\.$/, '') ?? null;
  }

  private exact(text: string, depth: number): string | null {
    if (Object.hasOwn(this.book, text)) return this.book[text]!;
    for (const pattern of this.patterns) {
      if (!text.includes(pattern.sign)) continue;
      const found = this.expressionOf(pattern).exec(text)?.slice(1);
      if (found === undefined) continue;
      const isClear = pattern.letters >= CLEAR || found.every((value) => this.isOurs(value, depth));
      if (!isClear) continue;
      const values = new Map(pattern.names.map((name, i) => [name, this.value(found[i]!, depth + 1)]));
      return filled(pattern.said, values);
    }
    return null;
  }

  /** A few words, or a sentence of the book. */
  private isOurs(value: string, depth: number): boolean {
    if (value.split(' ').length <= FEW_WORDS) return true;
    return depth < DEEPEST && this.known(value, depth + 1) !== null;
  }

  private value(text: string, depth: number): string {
    if (depth > DEEPEST || !/\p{L}{2}/u.test(text)) return text;
    return this.known(text, depth) ?? this.inParts(text, depth) ?? text;
  }

  /** Null where no part of the text is known. */
  private inParts(text: string, depth: number): string | null {
    for (const seam of SEAMS) {
      const parts = text.split(seam);
      if (parts.length === 1) continue;
      const said = parts.map((part) => this.value(part, depth + 1));
      if (said.some((part, i) => part !== parts[i])) return said.join(seam);
    }
    return null;
  }

  private expressionOf(pattern: Pattern): RegExp {
    const known = this.expressions.get(pattern);
    if (known !== undefined) return known;
    const made = new RegExp(pattern.source);
    this.expressions.set(pattern, made);
    return made;
  }
}
