/** What is wrong with an expression, and where in its text (from 0). */
export class ExpressionError extends Error {
  constructor(
    message: string,
    readonly at: number,
  ) {
    super(message);
  }
}

export interface Token {
  readonly kind: 'number' | 'name' | 'sign' | 'end';
  readonly text: string;
  readonly at: number;
}

// Each alternative begins with a character of its own and repeats nothing inside a repetition: linear in the text.
const NUMBER = /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?(%)?/y;
const NAME = /[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)?/y;
const SIGN = /<=|>=|[<>+\-*/()[\],]/y;
const SPACE = /\s+/y;

/** @throws ExpressionError at the first character that belongs to nothing */
export function tokens(text: string): Token[] {
  const found: Token[] = [];
  let at = 0;
  const match = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0] ?? null;
  };
  while (at < text.length) {
    const space = match(SPACE);
    if (space !== null) {
      at += space.length;
      continue;
    }
    const [kind, token] = (
      [
        ['number', match(NUMBER)],
        ['name', match(NAME)],
        ['sign', match(SIGN)],
      ] as const
    ).find(([, text]) => text !== null) ?? ['end' as const, null];
    if (token === null) throw new ExpressionError(`"${text.charAt(at)}" does not belong here${instead(text, at)}`, at);
    found.push({ kind, text: token, at });
    at += token.length;
  }
  found.push({ kind: 'end', text: '', at: text.length });
  return found;
}

/** What other languages write for what is here a word or another sign. */
const ELSEWHERE: readonly (readonly [sign: string, here: string])[] = [
  ['&', 'and'],
  ['|', 'or'],
  ['!', 'not'],
  ['=', '>= or <='],
];

function instead(text: string, at: number): string {
  const here = ELSEWHERE.find(([sign]) => text.startsWith(sign, at))?.[1];
  return here === undefined ? '' : `: write ${here}`;
}
