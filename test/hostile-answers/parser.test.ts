import { describe, expect, it } from 'vitest';
import { tryParseRegimeAssessment } from '../../src/core/regime/parse-regime-assessment.js';
import { PERCENT_FORM } from '../../src/core/regime/percent-form/index.js';
import { benign } from './corpus/benign.js';
import { FAMILIES } from './corpus/index.js';
import golden from './answers.golden.json' with { type: 'json' };
import { wrongVerdict } from './invariants.js';

const stored = golden['hostile-answers'].figures;

/** The form of whole percents reads an answer in the document's words by the same rules. */
const PARSERS = [
  ['document', tryParseRegimeAssessment],
  ['percent', PERCENT_FORM.parse],
] as const;

describe.each(PARSERS)('hostile answers: fixed corpus, read by the %s form', (_form, parse) => {
  it('has the families of the plan, as many cases as the documents say, all different', () => {
    expect(FAMILIES.map(({ family, cases }) => [family, cases.length])).toEqual([
      ['fences', 12],
      ['prose before and after', 10],
      ['thinking', 14],
      ['nested, array, double-encoded, two objects', 12],
      ['refusals and empty', 12],
      ['language and encoding', 6],
      ['commas, comments, quotes, keys', 12],
      ['truncated at structural tokens', 14],
      ['duplicate keys and special keys', 8],
      ['size', 6],
      ['sum of the probabilities', 12],
      ['numbers as texts', 12],
      ['null, missing, extra and renamed keys', 14],
      ['not finite, out of range, odd exponents', 12],
      ['Unicode in numbers and keys', 12],
    ]);
    expect(new Set(FAMILIES.flatMap(({ cases }) => cases.map((item) => item.text))).size).toBe(
      stored['malformed or tricky'][0],
    );
  });

  describe.each(FAMILIES)('$family', ({ cases }) => {
    it.each(cases.map((item) => [item.probBull === null ? 'rejects' : 'accepts', item.name, item] as const))(
      '%s: %s',
      (_verdict, _name, item) => {
        expect(wrongVerdict(parse, item)).toBeNull();
      },
    );
  });
});

describe.each(PARSERS)('hostile answers: benign variants, read by the %s form', (_form, parse) => {
  it('are as many as the documents say, all different', () => {
    expect(new Set(benign.map((item) => item.text)).size).toBe(stored.harmless[0]);
  });

  it.each(benign.map((item) => [item.name, item] as const))('accepts: %s', (_name, item) => {
    expect(wrongVerdict(parse, item)).toBeNull();
  });
});
