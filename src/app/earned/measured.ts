import type { EarnedReport } from '../../contract/cycle.js';
import { fieldSetOf, type MarketSnapshot } from '../../core/market-snapshot/index.js';
import type { ModelIdentity } from '../../core/ports/regime-model.js';
import { applyEarnedSize, type EarnedNow } from '../../evaluation/earned/apply-earned-size.js';
import { DEFAULT_FULL_SKILL } from '../../evaluation/earned/earned-share.js';
import { makeEarnedSize, type EarnedSize, type MeasuredOf } from '../../evaluation/earned/earned-size.js';
import type { Evaluation, ForecasterEvaluation } from '../../evaluation/evaluate/schema.js';
import { lowerBoundOf } from '../../evaluation/evaluate/suggestion.js';
import type { BoundedValue } from '../../evaluation/forward-test/brier-difference.js';
import { clamp } from '../../core/position-sizing/index.js';
import type { StoredEvaluation } from '../evaluations/stored-evaluations.js';
import { HOUR } from '../../core/time.js';

/** A forecaster of an evaluation, the whole of what was found about it. */
export interface MeasuredForecaster {
  readonly stored: StoredEvaluation;
  readonly forecaster: ForecasterEvaluation;
}

/** `regime-1@05a70699f642` as an id and as much of its hash as is recorded. */
export function promptOf(identity: string | null | undefined): MeasuredOf['prompt'] {
  if (identity === null || identity === undefined) return null;
  const at = identity.lastIndexOf('@');
  return { id: identity.slice(0, at), sha256: identity.slice(at + 1) };
}

/** What an answer is about, as it is held against what was measured. */
export const askedAbout = (model: ModelIdentity, snapshot: MarketSnapshot): MeasuredOf => ({
  model: { id: model.id, kind: model.kind, version: model.version },
  prompt: promptOf(model.prompt),
  fields: fieldSetOf(snapshot),
  symbol: snapshot.base_asset,
  horizon_hours: snapshot.horizon_hours,
});

/** Fields of the decisions that were scored. */
export const measuredFields = ({ field_groups }: ForecasterEvaluation): readonly string[] =>
  field_groups.find(({ scored_here }) => scored_here)?.fields ?? [];

export function measuredOf({ symbol, horizon_hours }: Evaluation, forecaster: ForecasterEvaluation): MeasuredOf {
  const { id, kind, version, prompt } = forecaster;
  return {
    model: { id, kind, version },
    prompt: promptOf(prompt),
    fields: [...measuredFields(forecaster)],
    symbol,
    horizon_hours,
  };
}

/** What an evaluation has earned for one of its forecasters: its headline is the evidence. */
export function earnedSizeOf({ stored, forecaster }: MeasuredForecaster): EarnedSize {
  const { evaluation, sha256 } = stored;
  const { headline } = forecaster;
  const brier = headline?.scores.brier;
  const within = (value: number | undefined): number | null => (value === undefined ? null : clamp(value, -1, 1));
  const times = headline?.series.decided_at ?? [];
  const horizonMs = evaluation.horizon_hours * HOUR;
  const from = times[0] ?? Date.parse(evaluation.to_utc);
  const last = times.at(-1);
  return makeEarnedSize({
    evaluation: { id: evaluation.id, sha256 },
    measured_of: measuredOf(evaluation, forecaster),
    evidence: {
      from,
      to: last === undefined ? from : last + horizonMs,
      decisions: times.length,
      effective_decisions: brier?.effective_n ?? 0,
      level: headline?.scores.sample.bootstrap.level ?? 0.95,
      skill: brier?.skill ?? null,
      // What an evaluation says is not to be traded has earned nothing, whatever its skill.
      skill_lower_bound: forecaster.suggestion.trade ? lowerBoundOf(headline) : null,
      // Its difference is the forecast's score minus climatology's; here the sign is the other one.
      brier_difference: brier === undefined ? null : within(-brier.difference),
      brier_difference_lower_bound: within(
        brier?.difference_interval === null || brier?.difference_interval === undefined
          ? undefined
          : -brier.difference_interval.high,
      ),
    },
    full_skill: DEFAULT_FULL_SKILL,
  });
}

const REASONS: Readonly<Record<Extract<EarnedNow, { granted: false }>['reason'], string>> = {
  model: 'another model was measured',
  'model-version': 'another build of the model was measured',
  'model-version-unknown': 'the build of the model is not known, so that it cannot be recognised',
  prompt: 'another prompt was measured',
  fields: 'other fields were measured',
  symbol: 'another symbol was measured',
  horizon: 'another horizon was measured',
  'evidence-in-future': 'the evidence is later than the decision',
};

/** The share of what is asked about, by one evaluation. @param now of the decision, UTC ms */
export function earnedReport(
  measured: MeasuredForecaster,
  asked: MeasuredOf,
  live: readonly BoundedValue[],
  now: number,
): EarnedReport {
  const { evaluation } = measured.stored;
  const found = applyEarnedSize(earnedSizeOf(measured), asked, live, now);
  const common = { evaluation: evaluation.id, live_decisions: live.length };
  if (!found.granted) {
    const refused = `${REASONS[found.reason]}: ${found.measured}, not ${found.asked}`;
    return { ...common, share: 0, measured: null, age: null, drift: null, alarms: 0, refused, because: null };
  }
  const { share, age, drift, alarms } = found;
  const because = found.measured > 0 ? null : (measured.forecaster.suggestion.reasons[0] ?? null);
  return { ...common, share, measured: found.measured, age, drift, alarms, refused: null, because };
}

/** Nothing was measured that could be held against. */
export const nothingEarned = (refused: string): EarnedReport => ({
  evaluation: null,
  share: 0,
  measured: null,
  age: null,
  drift: null,
  alarms: 0,
  live_decisions: 0,
  refused,
  because: null,
});
