import { confidenceOf, numberInAnswer, Problems } from '../answer-reading.js';
import { factorsOf, reasoningOf } from '../answer-texts.js';
import type { Json5Object, Json5Value } from '../json5/value.js';
import { regimeLabelOf, type RegimeAssessment, type RegimeScores, type ScoreName } from '../schema.js';
import { PERCENT_SCORES } from './schema.js';

/**
 * The fields of a model's object as a document. Asset, horizon and time are null: the question knows them.
 * @throws RegimeParseError that names every field at fault; a decimal is one, since 0.62 may have meant 62
 */
export function readPercentAnswer(answer: Json5Object): { assessment: RegimeAssessment; corrections: string[] } {
  const problems = new Problems();
  const corrections: string[] = [];
  for (const name of answer.conflicts) {
    if (KNOWN_FIELDS.has(name)) problems.add('field-ambiguous', `${name} is given twice with different values`);
  }
  const percent = answer.fields.get('bull_pct');
  const bull = percent === undefined ? null : wholeNumber('bull_pct', percent, 0, problems);
  if (percent === undefined) problems.add('field-missing', 'bull_pct is missing');
  const confidence = confidenceOf(answer.fields.get('confidence'), 'confidence', problems);
  const scores: Partial<Record<ScoreName, number | null>> = {};
  for (const [name, min] of PERCENT_SCORES) {
    const given = answer.fields.get(name) ?? null;
    const score = given === null ? null : wholeNumber(name, given, min, problems);
    scores[name] = score === null ? null : score / 100;
  }
  const error = problems.error();
  if (error !== null) throw error;
  if (bull === null || confidence === null) throw new Error('a problem was found but not told');

  const probBull = bull / 100;
  const probBear = 1 - probBull;
  return {
    assessment: {
      horizon_hours: null,
      base_asset: null,
      prob_bull: probBull,
      prob_bear: probBear,
      regime_label: regimeLabelOf(probBull, probBear),
      confidence_level: confidence,
      scores: scores as RegimeScores,
      factors_summary: factorsOf(answer.fields.get('factors'), 'factors', corrections),
      reasoning_short: reasoningOf(answer.fields.get('reasoning'), 'reasoning', corrections),
      timestamp_utc: null,
    },
    corrections,
  };
}

const KNOWN_FIELDS: ReadonlySet<string> = new Set([
  'bull_pct',
  'confidence',
  'factors',
  'reasoning',
  ...PERCENT_SCORES.map(([name]) => name),
]);

function wholeNumber(name: string, value: Json5Value, min: number, problems: Problems): number | null {
  const number = numberInAnswer(value);
  if (Number.isNaN(number)) return problems.add('field-type', `${name} must be a whole number from ${min} to 100`);
  if (number < min || number > 100) {
    return problems.add('field-range', `${name} is ${number} but must be a whole number from ${min} to 100`);
  }
  if (!Number.isInteger(number)) {
    return problems.add('field-type', `${name} is ${number} but must be a whole number from ${min} to 100, such as 62`);
  }
  return number;
}
