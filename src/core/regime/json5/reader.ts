import {
  identifierEnd,
  isDigit,
  isHexDigit,
  isIdentifierPart,
  isIdentifierStart,
  isLineEnd,
  isSpace,
  lineEnd,
} from './characters.js';
import { Json5Object, type Json5Value } from './value.js';

export interface Json5Limits {
  /** Levels of objects and arrays. */
  readonly depth: number;
  /** Values of any kind, nested ones included. */
  readonly values: number;
}

/** What one attempt to read a value came to. */
export type Json5Reading = {
  /** How many values were begun, nested ones included: a measure of the work. */
  readonly values: number;
} & (Json5Found | Json5Failure);

interface Json5Found {
  readonly status: 'value';
  readonly value: Json5Value;
  /** Just after the value. */
  readonly end: number;
}

interface Json5Failure {
  /** `end`: the text ended inside the value; `depth`, `values`: beyond that limit; `syntax`: anything else. */
  readonly status: 'syntax' | 'end' | keyof Json5Limits;
  /** Where it went wrong. */
  readonly at: number;
  /** What the grammar wants there. */
  readonly expected: string;
  /** How many keys, nested ones included, were followed by their colon. */
  readonly keys: number;
  /** The outermost object with the fields that were complete, their comma included. */
  readonly partial: Json5Object | null;
}

/**
 * Reads the one JSON5 value that starts at `start` and leaves the rest of the text alone, in one pass and linear time.
 * A library parses whole texts only; here the value stands inside prose. It never throws: an attempt is made at every
 * brace of a text of up to a million characters, and building that many errors takes seconds.
 *
 * It differs from the `json5` package (2.2.3) in one thing: unquoted keys follow the Unicode version of the engine.
 */
export function readJson5(text: string, start: number, limits: Json5Limits): Json5Reading {
  return new Reader(text, start, limits).read();
}

/** What every method returns once the attempt has failed. */
const FAILED = Symbol('failed');
type Failed = typeof FAILED;

class Reader {
  private failure: 'syntax' | 'end' | keyof Json5Limits | null = null;
  private expected = '';
  private keys = 0;
  private values = 0;
  private outermost: Json5Object | null = null;

  constructor(
    private readonly text: string,
    private at: number,
    private readonly limits: Json5Limits,
  ) {}

  read(): Json5Reading {
    const value = this.value(1);
    if (value !== FAILED) return { status: 'value', value, end: this.at, values: this.values };
    return {
      status: this.failure ?? 'syntax',
      at: this.at,
      expected: this.expected,
      keys: this.keys,
      partial: this.outermost,
      values: this.values,
    };
  }

  private fail(expected: string): Failed {
    this.failure = this.at >= this.text.length ? 'end' : 'syntax';
    this.expected = expected;
    return FAILED;
  }

  private beyond(limit: keyof Json5Limits): Failed {
    this.failure = limit;
    this.expected = `no more than ${this.limits[limit]} ${limit === 'depth' ? 'levels' : 'values'}`;
    return FAILED;
  }

  /** NaN at the end of the text: unequal to every code. */
  private code(): number {
    return this.text.charCodeAt(this.at);
  }

  private value(depth: number): Json5Value | Failed {
    if (++this.values > this.limits.values) return this.beyond('values');
    const code = this.code();
    if (code === 123 || code === 91) {
      if (depth > this.limits.depth) return this.beyond('depth');
      return code === 123 ? this.object(depth) : this.array(depth);
    }
    if (code === 34 || code === 39) return this.string(code);
    if (code === 110) return this.word('null', null);
    if (code === 116) return this.word('true', true);
    if (code === 102) return this.word('false', false);
    return this.number();
  }

  private object(depth: number): Json5Object | Failed {
    const object = new Json5Object();
    this.outermost ??= object;
    this.at++;
    for (;;) {
      if (!this.skip()) return FAILED;
      const first = this.code();
      if (first === 125) {
        this.at++;
        return object;
      }
      const key = first === 34 || first === 39 ? this.string(first) : this.identifier();
      if (key === FAILED || !this.skip()) return FAILED;
      if (this.code() !== 58) return this.fail('":" after the key');
      this.at++;
      this.keys++;
      if (!this.skip()) return FAILED;
      const value = this.value(depth + 1);
      if (value === FAILED || !this.skip()) return FAILED;
      const next = this.code();
      if (next !== 44 && next !== 125) return this.fail('"," or "}"');
      object.set(key, value);
      this.at++;
      if (next === 125) return object;
    }
  }

  private array(depth: number): readonly Json5Value[] | Failed {
    const items: Json5Value[] = [];
    this.at++;
    for (;;) {
      if (!this.skip()) return FAILED;
      if (this.code() === 93) {
        this.at++;
        return items;
      }
      const value = this.value(depth + 1);
      if (value === FAILED || !this.skip()) return FAILED;
      items.push(value);
      const next = this.code();
      if (next !== 44 && next !== 93) return this.fail('"," or "]"');
      this.at++;
      if (next === 93) return items;
    }
  }

  /** White space and comments. False where a comment is broken. */
  private skip(): boolean {
    for (;;) {
      const code = this.code();
      if (isSpace(code)) {
        this.at++;
      } else if (code === 47) {
        if (!this.comment()) return false;
      } else {
        return true;
      }
    }
  }

  private comment(): boolean {
    this.at++;
    const kind = this.code();
    if (kind === 42) {
      const close = this.text.indexOf('*/', this.at + 1);
      this.at = close < 0 ? this.text.length : close + 2;
      if (close < 0) this.fail('"*/"');
      return close >= 0;
    }
    if (kind !== 47) {
      this.fail('a comment');
      return false;
    }
    this.at = lineEnd(this.text, this.at);
    return true;
  }

  private word<T extends Json5Value>(word: string, value: T): T | Failed {
    for (let i = 0; i < word.length; i++, this.at++) {
      if (this.code() !== word.charCodeAt(i)) return this.fail(`"${word}"`);
    }
    return value;
  }

  private number(): number | Failed {
    const first = this.code();
    const sign = first === 45 ? -1 : 1;
    if (first === 45 || first === 43) this.at++;
    const start = this.at;
    const code = this.code();
    if (code === 73) return this.signed(sign, this.word('Infinity', Infinity));
    if (code === 78) return this.word('NaN', NaN);
    if (code === 46) {
      this.at++;
      if (!this.digits()) return this.fail('a digit');
    } else if (isDigit(code)) {
      this.at++;
      if (code === 48 && (this.code() | 32) === 120) return this.hexNumber(sign, start);
      if (code !== 48) this.digits();
      if (this.code() === 46) {
        this.at++;
        this.digits();
      }
    } else {
      return this.fail('a value');
    }
    if ((this.code() | 32) === 101) {
      this.at++;
      const exponentSign = this.code();
      if (exponentSign === 45 || exponentSign === 43) this.at++;
      if (!this.digits()) return this.fail('a digit');
    }
    return sign * Number(this.text.slice(start, this.at));
  }

  private signed(sign: number, value: number | Failed): number | Failed {
    return value === FAILED ? FAILED : sign * value;
  }

  private hexNumber(sign: number, start: number): number | Failed {
    this.at++;
    if (!isHexDigit(this.code())) return this.fail('a hexadecimal digit');
    while (isHexDigit(this.code())) this.at++;
    return sign * Number(this.text.slice(start, this.at));
  }

  private digits(): boolean {
    const start = this.at;
    while (isDigit(this.code())) this.at++;
    return this.at > start;
  }

  private identifier(): string | Failed {
    let name = '';
    for (;;) {
      if (this.code() === 92) {
        const codePoint = this.identifierEscape();
        if (codePoint === FAILED) return FAILED;
        if (!(name === '' ? isIdentifierStart(codePoint) : isIdentifierPart(codePoint))) return this.fail('a key');
        name += String.fromCodePoint(codePoint);
      } else if (name === '' && !isIdentifierStart(this.text.codePointAt(this.at) ?? -1)) {
        return this.fail('a key');
      } else {
        const end = identifierEnd(this.text, this.at);
        if (end === this.at) return name;
        name += this.text.slice(this.at, end);
        this.at = end;
      }
    }
  }

  private identifierEscape(): number | Failed {
    this.at++;
    if (this.code() !== 117) return this.fail('"u" after "\\" in a key');
    this.at++;
    return this.hex(4);
  }

  private string(quote: number): string | Failed {
    const { text } = this;
    let value = '';
    let chunk = ++this.at;
    for (;;) {
      const code = text.charCodeAt(this.at);
      if (code === quote) {
        value += text.slice(chunk, this.at++);
        return value;
      }
      if (code === 92) {
        value += text.slice(chunk, this.at++);
        const escaped = this.escape();
        if (escaped === FAILED) return FAILED;
        value += escaped;
        chunk = this.at;
      } else if (code === 10 || code === 13 || Number.isNaN(code)) {
        return this.fail('the closing quote of a text on the same line');
      } else {
        this.at++;
      }
    }
  }

  /** What stands for the escape whose backslash has just been passed. */
  private escape(): string | Failed {
    const codePoint = this.text.codePointAt(this.at);
    if (codePoint === undefined) return this.fail('the rest of an escape');
    if (codePoint === 120 || codePoint === 117) {
      this.at++;
      const code = this.hex(codePoint === 120 ? 2 : 4);
      return code === FAILED ? FAILED : String.fromCharCode(code);
    }
    if (isDigit(codePoint) && (codePoint !== 48 || isDigit(this.text.charCodeAt(this.at + 1)))) {
      return this.fail('an escape other than a digit');
    }
    this.at += codePoint > 0xffff ? 2 : 1;
    if (isLineEnd(codePoint)) {
      if (codePoint === 13 && this.code() === 10) this.at++;
      return '';
    }
    const character = String.fromCodePoint(codePoint);
    return ESCAPES.get(character) ?? character;
  }

  private hex(length: number): number | Failed {
    const start = this.at;
    for (let i = 0; i < length; i++, this.at++) {
      if (!isHexDigit(this.code())) return this.fail('a hexadecimal digit');
    }
    return Number.parseInt(this.text.slice(start, this.at), 16);
  }
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
  ['0', '\0'],
]);
