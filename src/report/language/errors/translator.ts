import { lettersIn, Patterns, withValues, type Phrasebook } from './patterns.js';

/** A text in the other language, and how many letters of the English were understood. */
interface Said {
  readonly text: string;
  readonly understood: number;
  /** How many of them by the outermost sentence. */
  readonly own: number;
}

/** A value inside a value inside a sentence: deeper than any message of ours goes. */
const DEEPEST = 6;
/** A pattern that says less than this fits what others wrote, too: its values are then a few words each, or of the book. */
const CLEAR = 6;
const FEW_WORDS = 4;
/** Where a text that is no sentence of the book is told in parts. */
const SEAMS = ['\n', '. ', '; ', ': ', ', '];
/** Longer texts are told by their lines, and longer lines not at all: no message of ours is, and the readings of a text grow with its cube. */
const LONGEST = 2_000;
/** Blanks and brackets around a text, and brackets behind it. */
const FRAME = /^(\s*\(?)([\s\S]*?)(\)?\s*)$/;
const BEHIND = /^([\s\S]*?\S)( \()([\s\S]*)(\)\.?)$/;
/** How a piece begins that is put behind a text. */
const TAIL = /^[ ,;:]/;

const filled = (text: string, values: ReadonlyMap<string, string>): string =>
  text.replace(/\{(\d+)\}/g, (whole, name: string) => values.get(name) ?? whole);

const untold = (text: string): Said => ({ text, understood: 0, own: 0 });
const more = (a: Said, b: Said): Said =>
  b.understood > a.understood || (b.understood === a.understood && b.own > a.own) ? b : a;
const sum = (all: readonly Said[]): number => all.reduce((total, { understood }) => total + understood, 0);

/**
 * Says texts in the language of a book: whole sentences, their values where these are sentences or words of the book themselves,
 * and else the parts of a list. Of all readings the one that understands most counts, and of two such the one that says more of it in one sentence. What the book does not know comes back as
 * it was.
 */
export class Translator {
  private readonly patterns: Patterns;
  /** Pieces such as `, column "{1}"`, behind any text. */
  private readonly tails: Patterns;
  private readonly known = new Map<string, Said>();

  /** @param deepest values inside of values that are read */
  constructor(
    private readonly book: Phrasebook,
    private readonly deepest = DEEPEST,
  ) {
    this.patterns = new Patterns(withValues(book));
    const tails = Object.entries(book).filter(([english]) => TAIL.test(english));
    this.tails = new Patterns(tails.map(([english, said]) => [`{0}${english}`, `{0}${said}`]));
  }

  say(text: string): string {
    if (text.length > LONGEST) {
      const lines = text.split('\n');
      return lines.length === 1 ? text : lines.map((line) => this.say(line)).join('\n');
    }
    this.known.clear();
    return this.read(text, 0).text;
  }

  private read(text: string, depth: number): Said {
    if (depth > this.deepest || !/\p{L}/u.test(text)) return untold(text);
    const before = this.known.get(text);
    if (before !== undefined) return before;
    const said = this.readAnew(text, depth);
    this.known.set(text, said);
    return said;
  }

  private readAnew(text: string, depth: number): Said {
    const whole = this.whole(text, depth);
    const letters = lettersIn(text);
    if (whole.understood >= letters) return whole;
    const [, before, inside, after] = FRAME.exec(text)!;
    if (before !== '' || after === ')') {
      const said = this.read(inside!, depth + 1);
      return more(whole, { ...said, text: `${before}${said.text}${after}` });
    }
    return this.inParts(text, depth).reduce(more, this.fitted(this.tails, text, depth, whole));
  }

  /** As one sentence. Inside another it has lost its full stop, or has one more. */
  private whole(text: string, depth: number): Said {
    const plain = this.exact(text) ?? this.fitted(this.patterns, text, depth, untold(text));
    if (text.endsWith('.')) {
      const bare = text.slice(0, -1);
      const said = this.exact(bare) ?? this.fitted(this.patterns, bare, depth, untold(bare));
      return more(plain, { ...said, text: `${said.text}.` });
    }
    const said = this.exact(`${text}.`) ?? this.fitted(this.patterns, `${text}.`, depth, untold(text));
    return more(plain, { ...said, text: said.text.replace(/\.$/, '') });
  }

  private exact(text: string): Said | null {
    if (!Object.hasOwn(this.book, text)) return null;
    const letters = lettersIn(text);
    return { text: this.book[text]!, understood: letters, own: letters };
  }

  private fitted(patterns: Patterns, text: string, depth: number, otherwise: Said): Said {
    let best = otherwise;
    for (const [{ letters, names, said }, found] of patterns.fitting(text)) {
      const values = found.map((value) => this.read(value, depth + 1));
      const isClear = letters >= CLEAR || found.every((value, i) => isShort(value) || values[i]!.understood > 0);
      if (!isClear) continue;
      const told = new Map(names.map((name, i) => [name, values[i]!.text]));
      best = more(best, { text: filled(said, told), understood: letters + sum(values), own: letters });
    }
    return best;
  }

  private inParts(text: string, depth: number): Said[] {
    const all: Said[] = [];
    for (const seam of SEAMS) {
      const parts = text.split(seam);
      if (parts.length === 1) continue;
      const said = parts.map((part) => this.read(part, depth + 1));
      all.push({ text: said.map((part) => part.text).join(seam), understood: sum(said), own: 0 });
    }
    const behind = BEHIND.exec(text);
    if (behind !== null) {
      const [first, second] = [this.read(behind[1]!, depth + 1), this.read(behind[3]!, depth + 1)];
      all.push({
        text: [first.text, behind[2], second.text, behind[4]].join(''),
        understood: sum([first, second]),
        own: 0,
      });
    }
    return all;
  }
}

const isShort = (value: string): boolean => value.split(' ').length <= FEW_WORDS;
