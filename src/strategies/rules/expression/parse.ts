import {
  FUNCTIONS,
  type ComparisonNode,
  type ComparisonOperator,
  type Expression,
  type FunctionName,
  type Logic,
} from './ast.js';
import { ExpressionError, tokens, type Token } from './tokens.js';
import { indicatorHint } from '../hints.js';

/** How far back `name[n]` reaches; the engine keeps 1,024 bars. */
const MOST_BARS_AGO = 1_000;
/** Deeper nesting is not a condition that a person wrote. */
const DEEPEST = 50;

/**
 * `close > 2 * slow`, `fast crosses above slow[1]`, and several of them joined: `rsi < 30 and (close > slow or not rsi[1] > 30)`.
 * `not` binds tightest, then `and`, then `or`. @throws ExpressionError
 */
export function parseCondition(text: string): Logic {
  const parser = new Parser(text);
  const logic = parser.either(0);
  parser.end();
  return logic;
}

/** `close - 2 * range`. @throws ExpressionError */
export function parseExpression(text: string): Expression {
  const parser = new Parser(text);
  const expression = parser.sum(0);
  parser.end();
  return expression;
}

class Parser {
  private readonly tokens: readonly Token[];
  private next = 0;

  constructor(text: string) {
    this.tokens = tokens(text);
  }

  private get token(): Token {
    return this.tokens[this.next]!;
  }

  private take(): Token {
    const { token } = this;
    if (token.kind !== 'end') this.next++;
    return token;
  }

  private is(text: string): boolean {
    return this.token.text === text && this.token.kind !== 'end';
  }

  private expect(text: string): void {
    if (!this.is(text)) throw this.wrong(`expected "${text}"`);
    this.take();
  }

  private wrong(expected: string): ExpressionError {
    const { kind, text, at } = this.token;
    return new ExpressionError(`${expected}, found ${kind === 'end' ? 'the end' : `"${text}"`}`, at);
  }

  end(): void {
    if (this.token.kind !== 'end') throw this.wrong('expected the end');
  }

  either(depth: number): Logic {
    return this.joined('or', 'any', () => this.joined('and', 'all', () => this.single(depth)));
  }

  private joined(word: string, kind: 'all' | 'any', member: () => Logic): Logic {
    const of = [member()];
    while (this.isWord(word)) {
      this.take();
      of.push(member());
    }
    return of.length === 1 ? of[0]! : { kind, of };
  }

  private single(depth: number): Logic {
    if (depth > DEEPEST) throw new ExpressionError('too many parentheses', this.token.at);
    if (this.isWord('not')) {
      this.take();
      return { kind: 'not', of: this.single(depth + 1) };
    }
    if (!this.is('(')) return { kind: 'compare', comparison: this.comparison() };
    // A parenthesis opens a number, as in (a + b) > c, or conditions: only what follows tells.
    const start = this.next;
    try {
      return { kind: 'compare', comparison: this.comparison() };
    } catch (asNumber) {
      this.next = start;
      try {
        this.take();
        const inner = this.either(depth + 1);
        this.expect(')');
        return inner;
      } catch (asConditions) {
        throw further(asNumber, asConditions);
      }
    }
  }

  private comparison(): ComparisonNode {
    const left = this.sum(0);
    const operator = this.operator();
    return { left, operator, right: this.sum(0) };
  }

  private isWord(word: string): boolean {
    return this.token.kind === 'name' && this.token.text.toLowerCase() === word;
  }

  private operator(): ComparisonOperator {
    const { text } = this.token;
    if (text === '<' || text === '<=' || text === '>' || text === '>=') {
      this.take();
      return text;
    }
    if (text !== 'crosses') throw this.wrong('expected <, <=, >, >=, "crosses above" or "crosses below"');
    this.take();
    if (!this.is('above') && !this.is('below')) throw this.wrong('expected "above" or "below" after "crosses"');
    return this.take().text === 'above' ? 'crosses above' : 'crosses below';
  }

  sum(depth: number): Expression {
    let left = this.product(depth);
    while (this.is('+') || this.is('-')) {
      const operator = this.take().text as '+' | '-';
      left = { kind: 'binary', operator, left, right: this.product(depth) };
    }
    return left;
  }

  private product(depth: number): Expression {
    let left = this.factor(depth);
    while (this.is('*') || this.is('/')) {
      const operator = this.take().text as '*' | '/';
      left = { kind: 'binary', operator, left, right: this.factor(depth) };
    }
    return left;
  }

  private factor(depth: number): Expression {
    if (depth > DEEPEST) throw new ExpressionError('too many parentheses', this.token.at);
    if (this.is('-')) {
      this.take();
      return { kind: 'negate', of: this.factor(depth + 1) };
    }
    if (this.is('(')) {
      this.take();
      const inner = this.sum(depth + 1);
      this.expect(')');
      return inner;
    }
    const { kind } = this.token;
    if (kind === 'number') return { kind: 'number', value: numberOf(this.take().text) };
    if (kind !== 'name') throw this.wrong('expected a number or a name');
    const token = this.take();
    return this.is('(') ? this.call(token, depth) : this.name(token);
  }

  private call(token: Token, depth: number): Expression {
    if (!Object.hasOwn(FUNCTIONS, token.text)) {
      const known = Object.keys(FUNCTIONS).join(', ');
      throw new ExpressionError(
        `there is no function "${token.text}"; there are ${known}${this.asIndicator(token)}`,
        token.at,
      );
    }
    const name = token.text as FunctionName;
    this.expect('(');
    const of = [this.sum(depth + 1)];
    while (this.is(',')) {
      this.take();
      of.push(this.sum(depth + 1));
    }
    this.expect(')');
    const wanted = FUNCTIONS[name];
    if (of.length !== wanted) {
      throw new ExpressionError(
        `${name} takes ${wanted} ${wanted === 1 ? 'value' : 'values'}, not ${of.length}`,
        token.at,
      );
    }
    return { kind: 'call', name, of };
  }

  /** `ema(200)`: an indicator has to be declared. */
  private asIndicator({ text }: Token): string {
    const period = this.tokens[this.next + 1];
    return period?.kind === 'number' ? indicatorHint(`${text}${period.text}`) : '';
  }

  private name({ text, at }: Token): Expression {
    if (!this.is('[')) return { kind: 'name', name: text, barsAgo: 0, at };
    this.take();
    const { kind, text: digits } = this.token;
    const barsAgo = kind === 'number' ? numberOf(digits) : NaN;
    if (!Number.isInteger(barsAgo) || barsAgo > MOST_BARS_AGO) {
      throw this.wrong(`expected a whole number of bars from 0 to ${MOST_BARS_AGO} after "${text}["`);
    }
    this.take();
    this.expect(']');
    return { kind: 'name', name: text, barsAgo, at };
  }
}

/** The reading that came further is the one that was meant. */
function further(a: unknown, b: unknown): unknown {
  return a instanceof ExpressionError && b instanceof ExpressionError && a.at > b.at ? a : b;
}

/** `2.5`, `1e3`, `3%` (0.03). */
function numberOf(text: string): number {
  return text.endsWith('%') ? Number(text.slice(0, -1)) / 100 : Number(text);
}
