import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseRegimeAssessment, tryParseRegimeAssessment } from './parse-regime-assessment.js';
import { regimeAssessmentSchema, regimeLabelOf, type RegimeScores } from './schema.js';

interface GoldenCase {
  readonly name: string;
  readonly text: string;
  readonly verdict: 'accept' | 'reject';
  readonly expected?: {
    readonly prob_bull: number;
    readonly prob_bear: number;
    readonly scores: RegimeScores;
    readonly confidence_level: string;
  };
}

const cases = readFileSync(new URL('../../../test/golden/regime-parse.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as GoldenCase);

describe('golden verdicts', () => {
  it('has all 160 cases', () => {
    expect(cases).toHaveLength(160);
  });

  it.each(cases.map((golden, i) => [i + 1, golden.verdict, golden.name, golden] as const))(
    'case %i: %s %s',
    (_line, _verdict, _name, golden) => {
      const parsed = tryParseRegimeAssessment(golden.text);
      expect(parsed.ok ? 'accept' : 'reject', parsed.ok ? 'accepted' : parsed.error.message).toBe(golden.verdict);
      if (!parsed.ok) return;
      const expected = golden.expected!;
      const { assessment } = parsed;
      expect(parseRegimeAssessment(golden.text)).toEqual(assessment);
      expect(assessment.prob_bull).toBeCloseTo(expected.prob_bull, 12);
      expect(assessment.prob_bear).toBeCloseTo(expected.prob_bear, 12);
      expect(assessment.prob_bull + assessment.prob_bear).toBe(1);
      expect(Object.is(assessment.prob_bear, -0)).toBe(false);
      expect(assessment.scores).toEqual(expected.scores);
      expect(assessment.confidence_level).toBe(expected.confidence_level);
      expect(assessment.regime_label).toBe(regimeLabelOf(expected.prob_bull, expected.prob_bear));
      expect(regimeAssessmentSchema.parse(assessment)).toEqual(assessment);
    },
  );
});
