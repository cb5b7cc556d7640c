import { extractAnswer } from './extract-answer.js';
import { readAssessment } from './read-assessment.js';
import { RegimeParseError } from './regime-parse-error.js';
import type { RegimeAssessment } from './schema.js';

/** Characters. Longer text is refused before it is looked at. */
export const MAX_ANSWER_LENGTH = 1_000_000;

export type ParsedRegime =
  | {
      readonly ok: true;
      readonly assessment: RegimeAssessment;
      /** What was set right, one sentence each: a label that contradicted the numbers, a sum that was off, a cut text. */
      readonly corrections: readonly string[];
    }
  | { readonly ok: false; readonly error: RegimeParseError };

/**
 * Reads a model's text as a regime assessment: one object in JSON5 grammar, bare, in a code fence or inside prose.
 * Everything that sizing relies on is checked; what is out of range is refused, never clamped. Any text comes to one of
 * the two outcomes, in time linear in its length.
 */
export const tryParseRegimeAssessment = (text: string): ParsedRegime => readRegime(text, readDocument);

/** Reads a model's text by the words of some form; whatever that refuses is an outcome. */
export function readRegime(text: string, read: (text: string) => Reading): ParsedRegime {
  try {
    return { ok: true, ...read(checked(text)) };
  } catch (error) {
    if (error instanceof RegimeParseError) return { ok: false, error };
    throw error;
  }
}

/**
 * Like `tryParseRegimeAssessment`, for who needs the document only.
 * @throws RegimeParseError whose `reason` says which rule was broken.
 */
export function parseRegimeAssessment(text: string): RegimeAssessment {
  return readDocument(checked(text)).assessment;
}

type Reading = Omit<Extract<ParsedRegime, { ok: true }>, 'ok'>;

const readDocument = (text: string): Reading => readAssessment(extractAnswer(text));

function checked(text: unknown): string {
  if (typeof text !== 'string') throw new RegimeParseError('not-text', 'The answer is not a text.');
  if (text.length > MAX_ANSWER_LENGTH) {
    throw new RegimeParseError(
      'too-long',
      `The answer has ${text.length} characters: at most ${MAX_ANSWER_LENGTH} are read.`,
    );
  }
  return text;
}
