import { InputError } from '../../core/errors.js';
import { RECALIBRATION_KINDS, type RecalibrationKind } from '../../evaluation/calibration/recalibration.js';
import { suggest } from '../../core/text/suggest.js';
import { isEvaluationId } from '../evaluations/evaluation-id.js';

/** A stored recalibration: of a named evaluation or of the newest that fits, of a kind or of the one that evaluation suggests. */
export interface CalibrationChoice {
  /** An id, or `latest`. */
  readonly evaluation: string;
  readonly kind: RecalibrationKind | null;
}

const kindOf = (text: string): RecalibrationKind | null => RECALIBRATION_KINDS.find((kind) => kind === text) ?? null;

const wrong = (option: string, text: string, why: string): InputError =>
  new InputError(`input.${option.slice(2)}`, `${option} is "${text}": ${why}.`, { where: option });

const meantBy = (text: string): string => {
  const meant = suggest(text, RECALIBRATION_KINDS);
  return meant === null ? '' : `did you mean "${meant}"? `;
};

/** What `--calibrate` of a cycle names: a kind, an evaluation, or both as `ID:KIND`. @throws InputError for anything else */
export function parseCalibrationChoice(text: string): CalibrationChoice {
  const only = kindOf(text);
  if (only !== null) return { evaluation: 'latest', kind: only };
  const [id = '', kind] = text.split(':');
  const named = kind === undefined ? null : kindOf(kind);
  if ((isEvaluationId(id) || id === 'latest') && (kind === undefined || named !== null))
    return { evaluation: id, kind: named };
  throw wrong(
    '--calibrate',
    text,
    `${meantBy(kind ?? text)}it is ${RECALIBRATION_KINDS.join(', ')}, the id of an evaluation such as 20250131-130501-042-1a2b3c4d, or both as ID:KIND`,
  );
}

/** What `--calibrate` of a backtest names. @throws InputError for an evaluation: what it fitted is known only after it */
export function parseRunCalibration(text: string): RecalibrationKind {
  const kind = kindOf(text);
  if (kind !== null) return kind;
  const why = isEvaluationId(text.split(':')[0]!)
    ? 'a recalibration of an evaluation is fitted to outcomes that a backtest must not know, so '
    : meantBy(text);
  throw wrong('--calibrate', text, `${why}it is ${RECALIBRATION_KINDS.join(', ')}, fitted walk-forward`);
}

/** What `--earned` names; `fallback` where it names nothing. @throws InputError for what is neither a rule nor an evaluation */
export function parseEarned(given: string | true, rules: readonly [fallback: string, ...others: string[]]): string {
  if (given === true) return rules[0];
  if (rules.includes(given) || isEvaluationId(given)) return given;
  throw wrong(
    '--earned',
    given,
    `it is ${rules.join(', ')}, or the id of an evaluation such as 20250131-130501-042-1a2b3c4d`,
  );
}

/** Each decision's share comes from the decisions of the run before it. */
export const WALK_FORWARD = 'walk-forward';
/** Rules of `--earned`, the default first. */
export const RUN_EARNED = [WALK_FORWARD, 'latest'] as const;
export const CYCLE_EARNED = ['latest'] as const;
/** For help texts. */
export const CALIBRATION_NAMES = RECALIBRATION_KINDS.join(', ');
