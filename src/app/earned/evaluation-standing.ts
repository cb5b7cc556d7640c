import type { EvaluationStanding } from '../../contract/dashboard-evaluations.js';
import { HOUR } from '../../core/time.js';
import { FULL_AGE_MS, ZERO_AGE_MS } from '../../evaluation/earned/age-decay.js';
import type { Evaluation, ForecasterEvaluation } from '../../evaluation/evaluate/schema.js';
import { forecasterName, forecasterNames } from '../evaluations/skill-over-time.js';
import type { StoredEvaluation } from '../evaluations/stored-evaluations.js';
import type { Runtime } from '../runtime/runtime.js';
import { liveScores } from './live-decisions.js';
import { earnedReport, earnedSizeOf, measuredOf } from './measured.js';

type Standing = EvaluationStanding['forecasters'][number];

/** Where the forecasters of an evaluation stand today: what is left of what they earned, what a decision costs, what is still to be found out. */
export async function evaluationStanding(
  runtime: Pick<Runtime, 'config' | 'clock'>,
  stored: StoredEvaluation,
): Promise<EvaluationStanding> {
  const now = runtime.clock.now();
  const { evaluation } = stored;
  const forecasters: Standing[] = [];
  for (const forecaster of evaluation.forecasters) {
    const measured = { stored, forecaster };
    const asked = measuredOf(evaluation, forecaster);
    const { evidence } = earnedSizeOf(measured);
    const { differences, unscored } = await liveScores(runtime, asked, evidence.to, now);
    const { share, measured: before, age, drift, alarms, refused } = earnedReport(measured, asked, differences, now);
    forecasters.push({
      name: forecasterName(forecaster),
      earned: {
        share,
        measured: before,
        ...{ age, drift, alarms, refused },
        evidence_to: evidence.to,
        fades_from: evidence.to + FULL_AGE_MS,
        gone_at: evidence.to + ZERO_AGE_MS,
        live_decisions: differences.length,
        live_unscored: unscored,
      },
      cost_per_decision: costOf(forecaster),
      needed: neededBy(evaluation, forecaster),
    });
  }
  return { at: now, names: forecasterNames(evaluation), forecasters };
}

/** USD of one that was answered; null where a price is unknown, or nothing was answered. */
const costOf = ({ cost_usd, answered }: ForecasterEvaluation): number | null =>
  cost_usd === null || answered === 0 ? null : cost_usd / answered;

/** How far it is until something can be said, at the pace of the evaluation; null where nobody can tell. */
function neededBy({ step_hours }: Evaluation, { verdict, headline }: ForecasterEvaluation): Standing['needed'] {
  const needed = verdict.decisions_needed ?? null;
  if (needed === null) return null;
  const decisions = headline?.series.decided_at.length ?? 0;
  const more = Math.max(0, Math.ceil(needed) - decisions);
  return { decisions, needed, more, takes_ms: more * step_hours * HOUR };
}
