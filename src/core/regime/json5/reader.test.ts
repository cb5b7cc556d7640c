import fc from 'fast-check';
import JSON5 from 'json5';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { readJson5 } from './reader.js';
import { isList, Json5Object, type Json5Value } from './value.js';

const LIMITS = { depth: 64, values: 10_000 };

/** As the `json5` package would return it. */
function plain(value: Json5Value): unknown {
  if (isList(value)) return value.map(plain);
  if (!(value instanceof Json5Object)) return value;
  const object: Record<string, unknown> = {};
  for (const [key, item] of value.fields) {
    Object.defineProperty(object, key, { value: plain(item), enumerable: true, configurable: true, writable: true });
  }
  return object;
}

type Verdict = { readonly value: unknown } | 'rejected';

function theirs(text: string): Verdict {
  try {
    return { value: JSON5.parse(text) };
  } catch {
    return 'rejected';
  }
}

/** Ours on a whole text: one value, and nothing but space and comments after it. */
function ours(text: string): Verdict {
  const reading = readJson5(text, 0, LIMITS);
  if (reading.status !== 'value') return 'rejected';
  return theirs(`${text.slice(reading.end)}\nnull`) === 'rejected' ? 'rejected' : { value: plain(reading.value) };
}

const SNIPPETS = [
  ...[
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"',
    "'",
    '\\',
    '/',
    '//',
    '/*',
    '*/',
    '*',
    '\n',
    '\r\n',
    '\u2028',
    '\u00a0',
    '\ufeff',
  ],
  ...[
    'null',
    'true',
    'false',
    'Infinity',
    'NaN',
    '-',
    '+',
    '.',
    '0',
    '00',
    '0x',
    '0xaF',
    '1e',
    '1E+5',
    '5.',
    '.5',
    '-0',
    '12',
  ],
  ...[
    'a',
    '$_b',
    'ключ',
    '\\u0061',
    '\\x41',
    '\\u00',
    '\\0',
    '\\01',
    '\\9',
    '\\\n',
    '\\\r\n',
    '\\v',
    '😀',
    '\ud800',
    '\u200d',
    '٣',
  ],
  ...['"a"', "'b'", '"a":1', 'b:2,', '{a:1}', '[1,]', '__proto__', '"x\ty"', '\v', ' '],
];

const fragment = fc.array(fc.constantFrom(...SNIPPETS), { maxLength: 14 }).map((parts) => parts.join(''));
const asJson5 = fc
  .jsonValue({ maxDepth: 4 })
  .chain((value) => fc.constantFrom(undefined, 1, '\t').map((space) => JSON5.stringify(value, null, space)));

describe('readJson5 beside the json5 package', () => {
  // The package prints a warning for each U+2028 in a text.
  beforeAll(() => {
    const warn = vi.spyOn(console, 'warn').mockReturnValue();
    return () => warn.mockRestore();
  });

  it('agrees on arbitrary JSON', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), (text) => {
        expect(ours(text.trimStart())).toEqual(theirs(text));
      }),
      { numRuns: 500, seed: 1 },
    );
  });

  it('agrees on arbitrary JSON5', () => {
    fc.assert(
      fc.property(asJson5, (text) => {
        const reading = readJson5(text, 0, LIMITS);
        expect(reading.status).toBe('value');
        expect(ours(text)).toEqual(theirs(text));
      }),
      { numRuns: 500, seed: 2 },
    );
  });

  it.each([
    ['objects', (inner: string) => `{${inner}`, 3],
    ['whole objects', (inner: string) => `{a:${inner}}`, 4],
    ['arrays', (inner: string) => `[${inner}]`, 5],
    ['texts', (inner: string) => `["${inner}"]`, 6],
    ['texts in single quotes', (inner: string) => `['${inner}']`, 7],
    ['numbers', (inner: string) => `[-${inner}]`, 8],
    ['keys', (inner: string) => `{${inner}:1}`, 9],
  ] as const)('agrees on random tokens inside %s', (_name, wrap, seed) => {
    fc.assert(
      fc.property(fragment, (inner) => {
        expect(ours(wrap(inner))).toEqual(theirs(wrap(inner)));
      }),
      { numRuns: 3_000, seed },
    );
  });

  it('agrees on a valid text with one character changed', () => {
    fc.assert(
      fc.property(asJson5, fc.nat(), fc.constantFrom(...SNIPPETS), fc.nat(2), (text, where, snippet, removed) => {
        const at = where % (text.length + 1);
        const changed = (text.slice(0, at) + snippet + text.slice(at + removed)).trimStart();
        if (/^(?:\/|$)/.test(changed) || changed.codePointAt(0) === 0xfeff) return;
        expect(ours(changed)).toEqual(theirs(changed));
      }),
      { numRuns: 3_000, seed: 10 },
    );
  });
});

describe('readJson5', () => {
  it('reads a value that stands inside other text and says where it ends', () => {
    expect(readJson5('see {a: 1} ok', 4, LIMITS)).toMatchObject({ status: 'value', end: 10 });
  });

  it('tells a text that ends too early from one that is wrong', () => {
    for (const text of [
      '{',
      '{a',
      '{a:',
      '{a: 1',
      '{a: "x',
      '{a: 1, // x',
      '{a: 1 /* x',
      '{a: tr',
      '{a: -',
      '{a: 1e',
      '{a: "\\u00',
    ]) {
      expect(readJson5(text, 0, LIMITS), text).toMatchObject({ status: 'end' });
    }
    expect(readJson5('{a: 1, b 2}', 0, LIMITS)).toMatchObject({
      status: 'syntax',
      at: 9,
      expected: '":" after the key',
      keys: 1,
    });
  });

  it('keeps the complete fields of a broken object', () => {
    const reading = readJson5('{a: 1, b: 2 3}', 0, LIMITS);
    expect(reading.status === 'syntax' && [...reading.partial!.fields.keys()]).toEqual(['a']);
  });

  it('stops at the depth limit, and reads what is just within it', () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
    expect(readJson5(nested(64), 0, LIMITS)).toMatchObject({ status: 'value' });
    expect(readJson5(nested(65), 0, LIMITS)).toMatchObject({ status: 'depth' });
    expect(readJson5('{a:'.repeat(100_000), 0, LIMITS)).toMatchObject({ status: 'depth' });
  });

  it('stops at the limit of values', () => {
    const list = (length: number) => `[${'1,'.repeat(length)}]`;
    expect(readJson5(list(9_999), 0, LIMITS)).toMatchObject({ status: 'value' });
    expect(readJson5(list(10_000), 0, LIMITS)).toMatchObject({ status: 'values' });
  });

  it('takes special keys for keys and pollutes nothing', () => {
    const reading = readJson5('{"__proto__": {polluted: 1}, constructor: {prototype: {polluted: 1}}}', 0, LIMITS);
    expect(reading.status).toBe('value');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it.each([
    ['{a: 1, a: 1}', []],
    ['{a: 1, "a": 2}', ['a']],
    ['{a: 1, "\\u0061": 2}', ['a']],
    ['{a: 0, a: -0, b: NaN, b: NaN}', []],
    ['{a: {x: 1, y: [2]}, a: {y: [2], x: 1}}', []],
    ['{a: {x: 1, y: [2]}, a: {y: [3], x: 1}}', ['a']],
    ['{a: {x: 1}, a: {x: 1, y: 2}, b: [1], b: [1, 2], c: null, c: 0, d: {x: 1}, d: {y: 1}}', ['a', 'b', 'c', 'd']],
  ])('of %s, the keys in conflict are %j', (text, conflicts) => {
    const reading = readJson5(text, 0, LIMITS);
    expect(reading.status === 'value' && reading.value instanceof Json5Object && [...reading.value.conflicts]).toEqual(
      conflicts,
    );
  });
});
