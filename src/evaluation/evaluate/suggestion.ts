import type { Attribution } from '../attribution/schema.js';
import type { ContaminationReport } from '../contamination/report-schema.js';
import { earnedShare } from '../earned/earned-share.js';
import type { Period, RecalibrationResult, Suggestion, Verdict } from './schema.js';
import { shownP } from './shown.js';
import { SIGNIFICANCE } from './verdict.js';

export interface Evidence {
  readonly verdict: Verdict;
  readonly headline: Period | null;
  readonly recalibration: readonly RecalibrationResult[];
  readonly contamination: ContaminationReport | null;
  readonly attribution: Attribution | null;
}

/** A p-value above this lets chance explain what the timing of the opinions earned. */
const LARGEST_TIMING_P = 0.05;
/** Within so many Monte Carlo errors of the level other draws may decide otherwise. */
const HAIR_ERRORS = 4;

const NOT_SHOWN: Readonly<Record<Exclude<Verdict['kind'], 'skilled'>, string>> = {
  indistinguishable: 'its probabilities are not shown to be better than how often bull came true so far',
  worse: 'its probabilities are worse than how often bull came true so far',
  'too-few': 'there are too few decisions to tell',
  'unknown-start': 'nobody knows what it had seen, so that none of its results is out of sample',
  'nothing-scored': 'none of its opinions is scored out of sample',
};

/**
 * What may be done with the opinions, as far as the evidence goes: nothing unless skill is shown, no more size than the lower
 * bound of the skill has earned, and only a recalibration that is shown to help.
 */
export function suggestionOf({ verdict, headline, recalibration, contamination, attribution }: Evidence): Suggestion {
  const calibrate = helpful(recalibration);
  const reasons: string[] = [];
  if (verdict.kind !== 'skilled') reasons.push(`Do not trade this: ${NOT_SHOWN[verdict.kind]}.`);
  if (contamination?.flags.includes('too_good') === true)
    reasons.push(
      `Do not trade this: it is better than can be honest, so that it may see what it should not${contamination.too_good.on_a_hair === true ? '; this hangs on a hair' : ''}.`,
    );
  const afterCalls = attribution?.total_return_after_calls ?? null;
  if (attribution !== null && afterCalls !== null && afterCalls <= attribution.base.pnl.total_return)
    reasons.push('Do not trade this: after its costs it earned no more than the strategy does without it.');
  const lowerBound = lowerBoundOf(headline);
  const measured = earnedShare({ skillLowerBound: lowerBound });
  if (reasons.length === 0 && measured === 0)
    reasons.push(
      'Do not trade this yet: skill is shown, but its lower bound, which allows for errors that last and for what climatology had to learn, is not above 0.',
    );
  const trade = reasons.length === 0;
  const earned = trade ? measured : 0;
  if (trade) {
    reasons.push(
      `Skill of at least ${(lowerBound ?? 0).toPrecision(2)} is shown: ${Math.round(earned * 100)} % of the distance of k from 1 is earned.`,
    );
    reasons.push(...timing(attribution));
  }
  if (contamination?.flags.some((flag) => flag !== 'too_good') === true)
    reasons.push('It may remember what happened before its cutoff: only what came after that counts.');
  if (calibrate !== null) {
    const p = calibrate.p_better ?? null;
    reasons.push(
      `Recalibration (${calibrate.kind}) makes its probabilities better out of sample${p === null ? '' : ` (p = ${shownP(p)})`}.`,
    );
  }
  return { trade, earned, calibrate: calibrate?.kind ?? null, reasons };
}

/** Shifts are drawn where there are more than are tried: near the level others may be as good a little more or less often. */
function timing(attribution: Attribution | null): string[] {
  const p = attribution?.shifts.p_value ?? null;
  if (attribution === null || p === null) return [];
  const { count, least } = attribution.shifts;
  // Older documents do not say of how many moments: all shifts there are, then.
  const all = (attribution.moments ?? 0) - 2 * Math.max(1, least) + 1;
  const error = Math.sqrt((LARGEST_TIMING_P * (1 - LARGEST_TIMING_P)) / count);
  const isOnAHair = count < all && Math.abs(p - LARGEST_TIMING_P) < HAIR_ERRORS * error;
  const against = `p = ${p.toFixed(3)} against its own opinions moved in time`;
  const hair = `this hangs on a hair, decided at ${LARGEST_TIMING_P} with ${count} of ${all} shifts`;
  if (p > LARGEST_TIMING_P)
    return [`What its timing earned could be chance (${against}${isOnAHair ? `; ${hair}` : ''}).`];
  return isOnAHair ? [`What its timing earned is hardly more than chance would (${against}; ${hair}).`] : [];
}

/** What earned size rests on: the least of the lower bounds over climatology, 0.5 and its own mean; null where none was measured. */
export const lowerBoundOf = (headline: Period | null): number | null => {
  if (headline === null) return null;
  const { brier, skill_test: test } = headline.scores;
  return test === undefined ? (brier.skill_interval?.lower_bound ?? null) : test.skill_lower_bound;
};

/** Shown by its test; documents of earlier versions have only the interval. */
const helps = ({ p_better: p, comparison }: RecalibrationResult): boolean =>
  p === undefined ? (comparison.difference_interval?.high ?? 0) < 0 : p !== null && p < SIGNIFICANCE;

/** Of the kinds that are shown to help, the one that was tried on most decisions, and of those the one that lowers the Brier score most. */
function helpful(results: readonly RecalibrationResult[]): RecalibrationResult | null {
  const [best] = results.filter(helps).sort((a, b) => b.n - a.n || a.comparison.difference - b.comparison.difference);
  return best ?? null;
}
