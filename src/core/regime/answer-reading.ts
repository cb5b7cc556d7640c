import type { Json5Value } from './json5/value.js';
import { RegimeParseError, type RegimeParseReason } from './regime-parse-error.js';
import { confidenceLevelSchema, type ConfidenceLevel } from './schema.js';

const PLAIN_DECIMAL = /^-?[0-9]{1,40}(?:\.[0-9]{1,400})?$/;

/** Everything that is wrong with one answer, so that a single repair request can name it all. */
export class Problems {
  private first: RegimeParseReason | null = null;
  private readonly sentences: string[] = [];

  add(reason: RegimeParseReason, sentence: string): null {
    this.first ??= reason;
    this.sentences.push(sentence);
    return null;
  }

  error(): RegimeParseError | null {
    return this.first === null ? null : new RegimeParseError(this.first, `${this.sentences.join('; ')}.`);
  }
}

/** A number as given, or a plain decimal in ASCII; −0 becomes 0. NaN for anything else. */
export function numberInAnswer(value: Json5Value | undefined): number {
  if (typeof value === 'number') return value + 0;
  return typeof value === 'string' && PLAIN_DECIMAL.test(value) ? Number(value) + 0 : NaN;
}

export function inRange(
  name: string,
  value: Json5Value,
  range: { readonly min: number; readonly max: number },
  problems: Problems,
): number | null {
  const { min, max } = range;
  const number = numberInAnswer(value);
  if (Number.isNaN(number)) return problems.add('field-type', `${name} must be a number from ${min} to ${max}`);
  if (number < min || number > max) {
    return problems.add('field-range', `${name} is ${number} but must be from ${min} to ${max}`);
  }
  return number;
}

/** @param name as the answer calls the field */
export function confidenceOf(value: Json5Value | undefined, name: string, problems: Problems): ConfidenceLevel | null {
  if (value === undefined) return problems.add('field-missing', `${name} is missing`);
  const parsed = confidenceLevelSchema.safeParse(typeof value === 'string' ? value.trim().toLowerCase() : value);
  return parsed.success ? parsed.data : problems.add('field-type', `${name} must be "low", "medium" or "high"`);
}
