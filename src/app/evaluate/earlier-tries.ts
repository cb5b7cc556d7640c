import type { Evaluation, ForecasterEvaluation } from '../../evaluation/evaluate/schema.js';
import { newestEvaluations } from '../evaluations/stored-evaluations.js';
import type { Runtime } from '../runtime/runtime.js';

/** Outcomes of so many common decisions that agree in this share of cases are those of one market. */
const LEAST_COMMON = 30;
const SAME_OUTCOMES = 0.95;

/** What is being judged now. */
export type Judged = Pick<Evaluation, 'symbol' | 'horizon_hours' | 'step_hours' | 'from_utc' | 'to_utc' | 'data'> & {
  readonly forecasters: readonly ForecasterEvaluation[];
};

/**
 * p-values of forecasters that stored evaluations judged on the same market at overlapping times: models, prompts and settings that
 * were tried before. The same result again is not a new try. A market is known by its data and its outcomes, not only by its name.
 */
export async function earlierTries(judged: Judged, runtime: Pick<Runtime, 'config'>): Promise<number[]> {
  const own = new Set(judged.forecasters.map((each) => keyOf(judged, each)));
  const found = new Map<string, number>();
  for await (const { evaluation } of newestEvaluations(runtime)) {
    if (!overlaps(evaluation, judged) || !isSameMarket(evaluation, judged)) continue;
    for (const each of evaluation.forecasters) {
      const key = keyOf(evaluation, each);
      const p = each.verdict.p_skill ?? null;
      if (p !== null && !own.has(key)) found.set(key, p);
    }
  }
  return [...found.values()];
}

/** Settings leave their mark in what was said, and so in the p-value. */
const keyOf = (
  { horizon_hours, step_hours }: Pick<Evaluation, 'horizon_hours' | 'step_hours'>,
  { id, prompt, verdict }: ForecasterEvaluation,
): string => JSON.stringify([id, prompt, horizon_hours, step_hours, verdict.p_skill ?? null]);

const overlaps = (a: Pick<Evaluation, 'from_utc' | 'to_utc'>, b: Pick<Evaluation, 'from_utc' | 'to_utc'>): boolean =>
  a.from_utc <= b.to_utc && b.from_utc <= a.to_utc;

function isSameMarket(a: Evaluation, b: Judged): boolean {
  if (a.symbol === b.symbol) return true;
  const bars = new Set(b.data.filter(({ role }) => role === 'bars').map(({ sha256 }) => sha256));
  if (a.data.some(({ role, sha256 }) => role === 'bars' && bars.has(sha256))) return true;
  if (a.horizon_hours !== b.horizon_hours) return false;
  const [x, y] = [outcomesOf(a.forecasters), outcomesOf(b.forecasters)];
  const common = [...x].filter(([time]) => y.has(time));
  const equal = common.filter(([time, outcome]) => y.get(time) === outcome).length;
  return common.length >= LEAST_COMMON && equal >= SAME_OUTCOMES * common.length;
}

function outcomesOf(forecasters: readonly ForecasterEvaluation[]): Map<number, number> {
  const outcomes = new Map<number, number>();
  for (const { headline, earlier } of forecasters)
    for (const period of [headline, earlier])
      period?.series.decided_at.forEach((time, i) => outcomes.set(time, period.series.outcome[i]!));
  return outcomes;
}
