import { accept, answer, BASE, pretty, reject, withRaw, type CorpusCase, type Family } from './answer.js';

const inner = answer().slice(1, -1);
const singleQuoted = answer().replaceAll('"', "'");
const unquoted = answer().replace(/"([a-z_]+)":/g, '$1:');

/** The good answer cut after each of its structural tokens in turn, 14 of them spread over the whole text. */
function truncations(): CorpusCase[] {
  const text = answer();
  const ends = [...text.matchAll(/[{}[\],:"]/g)].map((token) => token.index + 1).filter((end) => end < text.length);
  const step = (ends.length - 1) / 13;
  return Array.from({ length: 14 }, (_, i) => {
    const end = ends[Math.round(i * step)]!;
    return reject(`after character ${end}, ${JSON.stringify(text[end - 1])}`, text.slice(0, end));
  });
}

export const grammar: readonly Family[] = [
  {
    family: 'commas, comments, quotes, keys',
    cases: [
      accept('trailing comma', `{${inner},}`),
      accept('trailing comma in a list', answer().replace('"funding flat"]', '"funding flat",]')),
      accept('line comment', pretty().replace('"prob_bull"', '// the view\n  "prob_bull"')),
      accept('block comment', `{/* "prob_bull": 0.1, */${inner}}`),
      accept('comment after the last field', `{${inner} // end\n}`),
      accept('single quotes', singleQuoted),
      accept('unquoted keys', unquoted),
      accept('mixed quotes', answer().replace('"bull"', "'bull'")),
      accept('a text over two lines by backslash', answer({ reasoning_short: 'a@b' }).replace('a@b', 'a\\\nb')),
      accept('plus sign and bare point', withRaw('prob_bull', '+.62')),
      reject('missing comma', answer().replace(',"prob_bear"', ' "prob_bear"'), 'syntax'),
      reject('unescaped quotes in a text', answer({ reasoning_short: 'it is @ now' }).replace('@', '"up"'), 'syntax'),
    ],
  },
  { family: 'truncated at structural tokens', cases: truncations() },
  {
    family: 'duplicate keys and special keys',
    cases: [
      accept('same value twice', `{"prob_bull": 0.62, ${inner}}`),
      accept(
        'same scores twice, keys in another order',
        `{"scores": ${JSON.stringify(Object.fromEntries(Object.entries(BASE.scores).reverse()))}, ${inner}}`,
      ),
      reject('another value before', `{"prob_bull": 0.9, ${inner}}`, 'field-ambiguous'),
      reject('another value after, key escaped', `{${inner}, "prob\\u005fbear": 0.3}`, 'field-ambiguous'),
      reject(
        'another score',
        answer().replace('"news_risk":0.25', '"news_risk":0.25,"news_risk":0.1'),
        'field-ambiguous',
      ),
      accept('__proto__', `{${inner}, "__proto__": {"prob_bull": 0.99, "confidence_level": "high"}}`),
      accept('constructor', `{${inner}, "constructor": {"prototype": {"prob_bull": 0.99}}}`),
      reject('fields only in __proto__', `{"prob_bull": 0.62, "__proto__": {${inner}}}`, 'field-missing'),
    ],
  },
  {
    family: 'size',
    cases: [
      reject('10 MB', ' '.repeat(10_000_000) + answer(), 'too-long'),
      reject('10 MB of braces', '{'.repeat(10_000_000), 'too-long'),
      reject('100,000 levels', `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, 'too-deep'),
      reject('65 levels beside the answer', answer({ extra: nested(64) }), 'too-deep'),
      accept('63 levels beside the answer', answer({ extra: nested(63) })),
      accept('a text of nearly 1 MB', answer({ reasoning_short: 'x'.repeat(990_000) })),
    ],
  },
];

function nested(levels: number): unknown {
  let value: unknown = 0;
  for (let i = 0; i < levels; i++) value = [value];
  return value;
}
