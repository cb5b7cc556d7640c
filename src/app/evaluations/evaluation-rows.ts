import type { EvaluationList, EvaluationRow } from '../../contract/dashboard-evaluations.js';
import type { Evaluation, ForecasterEvaluation } from '../../evaluation/evaluate/schema.js';
import type { Runtime } from '../runtime/runtime.js';
import { newestEvaluations } from './stored-evaluations.js';

/** A page of evaluations, the newest first; damaged ones are left out. @param before id of the last one seen */
export async function listEvaluations(
  runtime: Pick<Runtime, 'config'>,
  { limit, before = '~' }: { readonly limit: number; readonly before?: string | undefined },
): Promise<EvaluationList> {
  const evaluations: EvaluationRow[] = [];
  for await (const { evaluation } of newestEvaluations(runtime)) {
    if (evaluation.id >= before) continue;
    if (evaluations.length === limit) return { evaluations, next: evaluations.at(-1)!.id };
    evaluations.push(rowOfEvaluation(evaluation));
  }
  return { evaluations, next: null };
}

const rowOfEvaluation = ({ id, created_at_utc, symbol, horizon_hours, ...rest }: Evaluation): EvaluationRow => ({
  id,
  created_at: Date.parse(created_at_utc),
  symbol,
  horizon_hours,
  from: Date.parse(rest.from_utc),
  to: Date.parse(rest.to_utc),
  forecasters: [...rest.forecasters, ...rest.baselines].map(forecasterRow),
});

const forecasterRow = ({ id, kind, prompt, headline }: ForecasterEvaluation): EvaluationRow['forecasters'][number] => ({
  id,
  kind,
  prompt,
  decisions: headline?.scores.sample.n ?? null,
  brier: headline?.scores.brier.score ?? null,
  brier_skill: headline?.scores.brier.skill ?? null,
});
