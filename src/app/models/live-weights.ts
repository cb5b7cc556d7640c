import type { MarketSnapshot } from '../../core/market-snapshot/index.js';
import type { RegimeModel } from '../../core/ports/regime-model.js';
import type { EnsembleMember } from '../../evaluation/ensemble/ensemble.js';
import { fitPoolWeights, type PoolRow } from '../../evaluation/ensemble/fit-pool-weights.js';
import type { Evaluation, ForecasterEvaluation } from '../../evaluation/evaluate/schema.js';
import { newestEvaluations } from '../evaluations/stored-evaluations.js';
import type { Runtime } from '../runtime/runtime.js';
import type { OpenEnsemble } from './ensemble.js';
import { HOUR } from '../../core/time.js';

/** An ensemble as it may be asked now, and what has to be said of its weights. */
export interface LiveEnsemble {
  readonly model: RegimeModel;
  readonly warning: string | null;
}

/** As an evaluation names a member that was asked alone: `3*ollama/llama3.2`. */
const nameOf = ({ model, samples }: EnsembleMember): string => (samples === 1 ? model.id : `${samples}*${model.id}`);

/**
 * The ensemble with weights fitted to the decisions of the newest evaluation that has all its members, with this prompt, on this
 * symbol and horizon, as far as their outcomes were known at the decision. Without one the weights are equal, and it is the
 * ensemble with equal weights: another forecaster, that answers under its own name.
 */
export async function fittedLive(
  runtime: Runtime,
  ensemble: OpenEnsemble,
  prompt: string | null,
  { base_asset, horizon_hours, timestamp_utc }: MarketSnapshot,
): Promise<LiveEnsemble> {
  const now = Date.parse(timestamp_utc);
  const names = ensemble.members.map(nameOf);
  for await (const { evaluation } of newestEvaluations(runtime)) {
    if (evaluation.symbol !== base_asset || evaluation.horizon_hours !== horizon_hours) continue;
    const found = names.map((name) => memberOf(evaluation, name, prompt));
    const members = found.filter((each) => each !== null);
    if (members.length < names.length) continue;
    const overlap = Math.max(1, Math.ceil(evaluation.horizon_hours / evaluation.step_hours));
    const fit = fitPoolWeights(rowsOf(members, horizon_hours * HOUR, now), names.length, { overlap });
    if (fit.fitted) return { model: ensemble.weighted(() => fit.weights), warning: null };
    return equal(
      ensemble,
      `evaluation ${evaluation.id} has only ${fit.rowsUsed} decisions that all members answered and whose outcome was known`,
    );
  }
  return equal(ensemble, `no evaluation has ${names.join(' and ')} on ${base_asset} over ${horizon_hours} h`);
}

const equal = ({ equal: model }: OpenEnsemble, why: string): LiveEnsemble => ({
  model,
  warning: `The members of the ensemble count equally, since there is nothing to fit weights to: ${why}.`,
});

function memberOf(
  { forecasters, baselines }: Evaluation,
  name: string,
  prompt: string | null,
): ForecasterEvaluation | null {
  const own = [...forecasters, ...baselines].filter(({ id }) => id === name);
  return own.find((each) => each.prompt === null || each.prompt === prompt) ?? null;
}

/** Decisions that all answered, joined by their time. */
function rowsOf(members: readonly ForecasterEvaluation[], horizonMs: number, now: number): PoolRow[] {
  const said = members.map(({ headline, earlier }) => {
    const byTime = new Map<number, { readonly probBull: number; readonly outcome: 0 | 1 }>();
    for (const period of [earlier, headline]) {
      period?.series.decided_at.forEach((time, i) =>
        byTime.set(time, { probBull: period.series.prob_bull[i]!, outcome: period.series.outcome[i]! }),
      );
    }
    return byTime;
  });
  return [...said[0]!].flatMap(([decidedAt, { outcome }]): PoolRow[] => {
    const maturesAt = decidedAt + horizonMs;
    if (maturesAt > now) return [];
    const probabilities = said.map((byTime) => byTime.get(decidedAt)?.probBull ?? null);
    // A fit reads the outcome alone.
    const label = { outcome, horizonReturn: 0, shareAbove: outcome };
    return [{ decidedAt, maturesAt, label, probabilities }];
  });
}
