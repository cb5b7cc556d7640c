import { Json5Object, type Json5Value } from './json5/value.js';
import { confidenceOf, inRange, numberInAnswer, Problems } from './answer-reading.js';
import { factorsOf, reasoningOf } from './answer-texts.js';
import {
  regimeLabelOf,
  regimeLabelSchema,
  SIGNED_SCORES,
  UNIT_SCORES,
  type RegimeAssessment,
  type RegimeLabel,
  type RegimeScores,
  type ScoreName,
} from './schema.js';

/** How far prob_bull + prob_bear may be from 1; the slack is for sums such as 0.6 + 0.42, which come out above 1.02. */
const SUM_TOLERANCE = 0.02 + 1e-9;
/** A sum this near to 1 is rounding, not a correction worth telling. */
const SUM_ROUNDING = 1e-9;

const ASSET = /^[A-Za-z0-9][A-Za-z0-9/:._-]{0,39}$/;
const TIMESTAMP = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})$/;

const KNOWN_FIELDS = [
  'horizon_hours',
  'base_asset',
  'prob_bull',
  'prob_bear',
  'regime_label',
  'confidence_level',
  'scores',
  'factors_summary',
  'reasoning_short',
  'timestamp_utc',
] as const;
const SCORE_RANGES: readonly (readonly [ScoreName, number])[] = [
  ...SIGNED_SCORES.map((name) => [name, -1] as const),
  ...UNIT_SCORES.map((name) => [name, 0] as const),
];

/**
 * The fields of a model's object as a document: ranges checked, label derived, texts capped.
 * @throws RegimeParseError that names every field at fault.
 */
export function readAssessment(answer: Json5Object): { assessment: RegimeAssessment; corrections: string[] } {
  const problems = new Problems();
  const corrections: string[] = [];
  for (const name of KNOWN_FIELDS) {
    if (answer.conflicts.has(name)) problems.add('field-ambiguous', `${name} is given twice with different values`);
  }
  const probBull = probability(answer, 'prob_bull', problems);
  const probBear = probability(answer, 'prob_bear', problems);
  const pair = probBull === null || probBear === null ? null : normalised(probBull, probBear, problems, corrections);
  const confidence = confidenceOf(answer.fields.get('confidence_level'), 'confidence_level', problems);
  const scores = scoresOf(answer.fields.get('scores'), problems);
  const error = problems.error();
  if (error !== null) throw error;
  if (pair === null || confidence === null || scores === null) throw new Error('a problem was found but not told');

  const label = regimeLabelOf(pair.bull, pair.bear);
  checkLabel(answer.fields.get('regime_label'), label, corrections);
  return {
    assessment: {
      horizon_hours: horizonOf(answer.fields.get('horizon_hours')),
      base_asset: matching(answer.fields.get('base_asset'), ASSET),
      prob_bull: pair.bull,
      prob_bear: pair.bear,
      regime_label: label,
      confidence_level: confidence,
      scores,
      factors_summary: factorsOf(answer.fields.get('factors_summary'), 'factors_summary', corrections),
      reasoning_short: reasoningOf(answer.fields.get('reasoning_short'), 'reasoning_short', corrections),
      timestamp_utc: timestampOf(answer.fields.get('timestamp_utc')),
    },
    corrections,
  };
}

function probability(answer: Json5Object, name: 'prob_bull' | 'prob_bear', problems: Problems): number | null {
  const value = answer.fields.get(name);
  if (value === undefined) return problems.add('field-missing', `${name} is missing`);
  return inRange(name, value, { min: 0, max: 1 }, problems);
}

function normalised(
  probBull: number,
  probBear: number,
  problems: Problems,
  corrections: string[],
): { bull: number; bear: number } | null {
  const sum = probBull + probBear;
  const off = Math.abs(sum - 1);
  if (off > SUM_TOLERANCE) {
    return problems.add(
      'probability-sum',
      `prob_bull + prob_bear is ${Number(sum.toPrecision(6))} but must be 1: they are the probabilities of two opposite outcomes`,
    );
  }
  if (sum === 1) return { bull: probBull, bear: probBear };
  if (off > SUM_ROUNDING) {
    corrections.push(`prob_bull + prob_bear was ${Number(sum.toPrecision(6))}: both were divided by it.`);
  }
  const bull = probBull / sum;
  return { bull, bear: 1 - bull };
}

function scoresOf(value: Json5Value | undefined, problems: Problems): RegimeScores | null {
  if (value === undefined) return problems.add('field-missing', 'scores is missing');
  if (!(value instanceof Json5Object)) return problems.add('field-type', 'scores must be an object');
  const scores: Partial<Record<ScoreName, number | null>> = {};
  for (const [name, min] of SCORE_RANGES) {
    const path = `scores.${name}`;
    if (value.conflicts.has(name)) problems.add('field-ambiguous', `${path} is given twice with different values`);
    const score = value.fields.get(name) ?? null;
    scores[name] = score === null ? null : inRange(path, score, { min, max: 1 }, problems);
  }
  return scores as RegimeScores;
}

function checkLabel(value: Json5Value | undefined, derived: RegimeLabel, corrections: string[]): void {
  if (value === undefined || value === null) return;
  const parsed = regimeLabelSchema.safeParse(typeof value === 'string' ? value.trim().toLowerCase() : value);
  if (!parsed.success) {
    corrections.push(`regime_label was none of bull, bear, neutral: by the probabilities it is ${derived}.`);
  } else if (parsed.data !== derived) {
    corrections.push(`regime_label was ${parsed.data}, against the probabilities: it is ${derived}.`);
  }
}

function horizonOf(value: Json5Value | undefined): number | null {
  const hours = numberInAnswer(value);
  return Number.isFinite(hours) && hours > 0 ? hours : null;
}

function matching(value: Json5Value | undefined, pattern: RegExp): string | null {
  return typeof value === 'string' && pattern.test(value) ? value : null;
}

function timestampOf(value: Json5Value | undefined): string | null {
  const timestamp = matching(value, TIMESTAMP);
  return timestamp !== null && Number.isFinite(Date.parse(timestamp)) ? timestamp : null;
}
