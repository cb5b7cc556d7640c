import { describe, expect, it } from 'vitest';
import { tryParseRegimeAssessment } from '../../src/core/regime/parse-regime-assessment.js';
import { cpuMs } from '../support/cpu-time.js';
import { answer } from '../hostile-answers/corpus/answer.js';

const MEGABYTE = 1_000_000;
const fill = (part: string, length = MEGABYTE): string => part.repeat(Math.floor(length / part.length));

const parseMs = (text: string): number => cpuMs(() => tryParseRegimeAssessment(text), 50);

/** Each fills 1 MB. */
const PARTS = [
  ...[
    '{',
    '[',
    '}',
    '<',
    '"',
    ' ',
    'a',
    '{a:',
    '[1,',
    '{"',
    "{'a",
    '{a:"',
    '{/*',
    '{//',
    '{}',
    '[]',
    '{a:1}',
    '{a:1,b}',
  ],
  ...['1,', '<think>', '</think>', '<think></think>', '</', '\\', '{\\u0061', '{é', '{a:{b:{c:[]}}}', '{a:1,a:2,'],
];

const TEXTS: readonly (readonly [name: string, text: string])[] = [
  ...PARTS.map((part) => [part, fill(part)] as const),
  ['an object of many keys', `{${Array.from({ length: 90_000 }, (_, i) => `k${i}:1`).join(',')}}`],
  ['a key', `{${fill('é', MEGABYTE - 10)}:1}`],
  ['a text in a good answer', answer({ reasoning_short: fill('x', MEGABYTE - 1_000) })],
  ['escapes', `{"a":"${fill('\\u0041', MEGABYTE - 10)}"}`],
  ['digits', `{"prob_bull":${fill('9', MEGABYTE - 100)}}`],
  ['arrays nested just within the limit', fill(`${'[['.repeat(31)}${']]'.repeat(31)}`)],
  ['broken objects nested just within the limit', fill(`${'{a:'.repeat(63)}!`)],
  ['good answers', fill(`${answer()}\n`)],
];

describe('hostile answers: time', () => {
  it.each(TEXTS)('reads 1 MB of %s in 50 ms', (_name, text) => {
    expect(text.length).toBeLessThanOrEqual(MEGABYTE);
    expect(parseMs(text)).toBeLessThanOrEqual(50);
  });

  it('refuses 10 MB in 250 ms', () => {
    expect(parseMs('{'.repeat(10 * MEGABYTE))).toBeLessThanOrEqual(250);
  });
});
