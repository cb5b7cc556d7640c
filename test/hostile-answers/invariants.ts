import type { ParsedRegime } from '../../src/core/regime/parse-regime-assessment.js';
import { RegimeParseError } from '../../src/core/regime/regime-parse-error.js';
import { regimeAssessmentSchema, regimeLabelOf } from '../../src/core/regime/schema.js';
import type { CorpusCase } from './corpus/answer.js';

export type Parser = (text: string) => ParsedRegime;

/** What breaks invariants L1 and L2 for one text; null where nothing does. */
export function brokenInvariant(parse: Parser, text: string): string | null {
  let parsed: ParsedRegime;
  try {
    parsed = parse(text);
  } catch (error) {
    return `L1: it threw ${String(error)}`;
  }
  if (!parsed.ok) {
    if (!(parsed.error instanceof RegimeParseError)) return 'L1: the refusal is not typed';
    return /^[^\n]{10,1000}\.$/.test(parsed.error.message)
      ? null
      : `L1: the refusal is no sentence: ${parsed.error.message}`;
  }
  const { assessment } = parsed;
  const checked = regimeAssessmentSchema.strict().safeParse(assessment);
  if (!checked.success) return `L2: ${checked.error.issues[0]!.path.join('.')}: ${checked.error.issues[0]!.message}`;
  const numbers = [assessment.prob_bull, assessment.prob_bear, ...Object.values(assessment.scores)];
  if (numbers.some((number) => number !== null && (!Number.isFinite(number) || Object.is(number, -0))))
    return 'L2: not finite, or −0';
  if (assessment.prob_bull + assessment.prob_bear !== 1) return 'L2: the probabilities do not add up to 1';
  if (assessment.regime_label !== regimeLabelOf(assessment.prob_bull, assessment.prob_bear)) return 'L2: label';
  // JSON writes whole pairs as they are and halves as escapes.
  if (/\\ud[89a-f][0-9a-f]{2}/.test(JSON.stringify(assessment))) return 'L2: half a surrogate pair';
  return null;
}

/** What is wrong with the parser's verdict on a case of the corpus; null where it is right. */
export function wrongVerdict(parse: Parser, { text, probBull, reason }: CorpusCase): string | null {
  const broken = brokenInvariant(parse, text);
  if (broken !== null) return broken;
  const parsed = parse(text);
  if (!parsed.ok) {
    if (probBull !== null) return `L5: false reject (${parsed.error.reason}: ${parsed.error.message})`;
    return reason === undefined || parsed.error.reason === reason
      ? null
      : `reason ${parsed.error.reason} instead of ${reason}`;
  }
  if (probBull === null) return `L5: false accept (prob_bull ${parsed.assessment.prob_bull})`;
  const off = Math.abs(parsed.assessment.prob_bull - probBull);
  return off < 1e-12 ? null : `L5: prob_bull is ${parsed.assessment.prob_bull} instead of ${probBull}`;
}
