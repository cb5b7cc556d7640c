import { describe, expect, it } from 'vitest';
import { benign } from './corpus/benign.js';
import { FAMILIES } from './corpus/index.js';
import { wrongVerdict } from './invariants.js';
import { WRONG_PARSERS } from './wrong-parsers.js';

/** Which families find each planted bug: no other may, or the bug would be found by accident. */
const FOUND_BY: Readonly<Record<string, readonly string[]>> = {
  'accepts Infinity': ['not finite, out of range, odd exponents'],
  'skips the sum': ['sum of the probabilities'],
  'takes the first JSON in <think>': ['thinking'],
  'completes truncated JSON': ['truncated at structural tokens'],
  'throws at depth': ['size'],
};

describe('hostile answers: planted bugs in the parser', () => {
  it('are all listed', () => {
    expect(Object.keys(WRONG_PARSERS)).toEqual(Object.keys(FOUND_BY));
  });

  it.each(Object.entries(WRONG_PARSERS))('catches a parser that %s', (name, parse) => {
    const finders = FAMILIES.filter(({ cases }) => cases.some((item) => wrongVerdict(parse, item) !== null));
    expect(finders.map(({ family }) => family)).toEqual(FOUND_BY[name]);
    expect(benign.filter((item) => wrongVerdict(parse, item) !== null)).toEqual([]);
  });
});
