import { UnavailableError } from '../errors.js';

export type RegimeParseReason =
  | 'not-text'
  | 'too-long'
  | 'thinking-unclosed'
  | 'no-object'
  | 'syntax'
  | 'truncated'
  | 'too-deep'
  | 'too-complex'
  | 'several-objects'
  | 'wrapped'
  | 'field-ambiguous'
  | 'field-missing'
  | 'field-type'
  | 'field-range'
  | 'probability-sum';

/**
 * A model's answer that is no regime assessment. The message is one sentence that can be shown to the model in a repair
 * request; it holds no text of the answer.
 */
export class RegimeParseError extends UnavailableError {
  override readonly name = 'RegimeParseError';
  readonly reason: RegimeParseReason;

  constructor(reason: RegimeParseReason, message: string) {
    super(`regime.parse.${reason}`, message, {
      where: 'the answer of the model',
      expected: 'one JSON object with the fields of a regime assessment',
    });
    this.reason = reason;
  }
}
