import { tryParseRegimeAssessment, type ParsedRegime } from '../../src/core/regime/parse-regime-assessment.js';
import type { Parser } from './invariants.js';

const right = tryParseRegimeAssessment;

/** What a wrong parser would make of a text that the right one refuses: it reads a mended text instead. */
const mended =
  (mend: (text: string, refused: Extract<ParsedRegime, { ok: false }>) => string): Parser =>
  (text) => {
    const parsed = right(text);
    return parsed.ok ? parsed : right(mend(text, parsed));
  };

/** Bugs planted on purpose, each one in an otherwise right parser. The suite must fail on every one of them. */
export const WRONG_PARSERS: Readonly<Record<string, Parser>> = {
  /** No check for finite numbers: an infinite value is clamped into its range. */
  'accepts Infinity': mended((text) => {
    const infinite = /\b(?:Infinity|\d+e\d{3,})\b/;
    return infinite.test(text) ? text.replace(infinite, '1').replace('"prob_bear":0.38', '"prob_bear":0') : text;
  }),
  /** No check of the sum: whatever prob_bear says, it is taken as the rest. */
  'skips the sum': mended((text, { error }) => {
    const bull = /"prob_bull":([\d.]+)/.exec(text)?.[1];
    if (error.reason !== 'probability-sum' || bull === undefined) return text;
    return text.replace(/"prob_bear":[\d.]+/, `"prob_bear":${1 - Number(bull)}`);
  }),
  /** Thinking is read like an answer: its first object counts. */
  'takes the first JSON in <think>': (text) => {
    for (const [, thought] of text.matchAll(/<think(?:ing)?>([\s\S]*?)<\/think(?:ing)?>/gi)) {
      const parsed = right(thought!);
      if (parsed.ok) return parsed;
    }
    return right(text);
  },
  /** Text that breaks off is completed as if the rest did not matter. */
  'completes truncated JSON': mended((text, { error }) => {
    const ends = error.reason === 'truncated' ? ['}', '"}', 'null}', '":0}', ']}'] : [];
    return ends.map((end) => text + end).find((whole) => right(whole).ok) ?? text;
  }),
  /** A throw instead of a refusal. */
  'throws at depth': (text) => {
    if (text.includes('['.repeat(1_000))) throw new RangeError('Maximum call stack size exceeded');
    return right(text);
  },
};
