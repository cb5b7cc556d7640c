import type { BoundedValue } from '../forward-test/brier-difference.js';
import { ageFactor } from './age-decay.js';
import { DriftDetector, driftFactor } from './drift-detector.js';
import type { EarnedSize, MeasuredOf } from './earned-size.js';
import { isoTime } from '../../core/time.js';

export type EarnedRefusalReason =
  | 'model'
  | 'model-version'
  | 'model-version-unknown'
  | 'prompt'
  | 'fields'
  | 'symbol'
  | 'horizon'
  | 'evidence-in-future';

/** The share that may be traded, or why none may. */
export type EarnedNow =
  | {
      readonly granted: true;
      /** 0 … 1: what `opinionMultipliers` takes as `earned`. */
      readonly share: number;
      /** Factors of it: what was measured, what age and what drift leave. */
      readonly measured: number;
      readonly age: number;
      readonly drift: number;
      readonly alarms: number;
    }
  | {
      readonly granted: false;
      readonly reason: EarnedRefusalReason;
      readonly measured: string;
      readonly asked: string;
    };

/**
 * The share of size earned now: measured · age · drift. Refused where what is asked about is not what was measured.
 * @param live Brier differences to climatology of live decisions since the evidence ended, in order of time, windows not overlapping
 * @param now UTC ms
 */
export function applyEarnedSize(
  document: EarnedSize,
  asked: MeasuredOf,
  live: readonly BoundedValue[],
  now: number,
): EarnedNow {
  const mismatch = mismatchOf(document.measured_of, asked);
  if (mismatch !== null) return { granted: false, ...mismatch };
  const { evidence, share } = document;
  if (evidence.to > now) {
    const [measured, at] = [evidence.to, now].map(isoTime) as [string, string];
    return { granted: false, reason: 'evidence-in-future', measured, asked: at };
  }
  const age = ageFactor(evidence.to, now);
  const expected = evidence.brier_difference_lower_bound;
  // Without a bound there is no share to lose.
  const alarms = expected === null ? 0 : alarmsOf(expected, live);
  const drift = driftFactor(alarms);
  return { granted: true, share: share * age * drift, measured: share, age, drift, alarms };
}

function alarmsOf(expected: number, live: readonly BoundedValue[]): number {
  const detector = new DriftDetector({ expected });
  for (const difference of live) detector.add(difference);
  return detector.alarms;
}

interface Mismatch {
  readonly reason: EarnedRefusalReason;
  readonly measured: string;
  readonly asked: string;
}

function mismatchOf(measured: MeasuredOf, asked: MeasuredOf): Mismatch | null {
  const differ = (reason: EarnedRefusalReason, a: string, b: string): Mismatch => ({ reason, measured: a, asked: b });
  if (measured.model.id !== asked.model.id) return differ('model', measured.model.id, asked.model.id);
  const [before, now] = [measured.model.version ?? 'unknown', asked.model.version ?? 'unknown'];
  // A rule is its id; a language model behind an unversioned name may be another one tomorrow.
  if (asked.model.kind !== 'baseline' && (measured.model.version === null || asked.model.version === null)) {
    return differ('model-version-unknown', before, now);
  }
  if (measured.model.version !== asked.model.version) return differ('model-version', before, now);
  const [was, is] = [promptName(measured), promptName(asked)];
  if (was !== is) return differ('prompt', was, is);
  const [had, has] = [new Set(measured.fields), new Set(asked.fields)];
  const lost = [...had].filter((field) => !has.has(field)).sort();
  const added = [...has].filter((field) => !had.has(field)).sort();
  if (lost.length > 0 || added.length > 0) {
    const named = (fields: readonly string[]): string => (fields.length === 0 ? 'no others' : fields.join(', '));
    return differ('fields', `beyond the common ones: ${named(lost)}`, `beyond the common ones: ${named(added)}`);
  }
  if (measured.symbol !== asked.symbol) return differ('symbol', measured.symbol, asked.symbol);
  if (measured.horizon_hours !== asked.horizon_hours) {
    return differ('horizon', `${measured.horizon_hours} h`, `${asked.horizon_hours} h`);
  }
  return null;
}

const promptName = ({ prompt }: MeasuredOf): string =>
  prompt === null ? 'no prompt' : `${prompt.id} (${prompt.sha256})`;
