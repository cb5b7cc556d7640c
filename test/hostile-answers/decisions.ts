import type { RegimeDecision, RegimeModel } from '../../src/core/ports/regime-model.js';
import { regimeAssessmentSchema } from '../../src/core/regime/schema.js';
import { NoRegimeError } from '../../src/infra/llm/errors.js';
import type { FakeAnswer } from '../servers/answers.js';
import { newsSnapshot } from '../support/llm-snapshot.js';
import { possibleProbBulls } from './reference.js';

export const SNAPSHOT = newsSnapshot([{ text: 'Trading volumes were little changed' }]);

export type Outcome = RegimeDecision | NoRegimeError;

/** A decision, or the typed refusal of one. Anything else that is thrown is a failure of the suite. */
export async function decide(model: RegimeModel): Promise<Outcome> {
  try {
    return await model.assess(SNAPSHOT);
  } catch (error) {
    if (error instanceof NoRegimeError) return error;
    throw error;
  }
}

/** Whether an answer may be traded: whole, ended with `stop`, and such that a strict parser accepts it. */
const tradable = ({ valid, ending = 'stop', status = 200 }: FakeAnswer): boolean =>
  valid === true && ending === 'stop' && status === 200;

/**
 * What breaks L2, L3 or L4 in one decision of one model, given the answers that its server sent for it. A decision must come
 * from the last of them, and only if that one may be traded; every earlier one must have been refused.
 */
export function decisionViolations(outcome: Outcome, answers: readonly FakeAnswer[]): string[] {
  const found: string[] = [];
  const last = answers.at(-1);
  if (last === undefined || answers.length > 2)
    found.push(`L3: ${answers.length} answers for one decision of one model`);
  if (answers.slice(0, -1).some(tradable)) found.push('L5: false reject');
  if (outcome instanceof NoRegimeError) {
    if (last !== undefined && tradable(last)) found.push(`L5: false reject (${outcome.message})`);
    if (outcome.kind !== 'unavailable' || outcome.attempts.length !== 1)
      found.push('L3: the refusal does not tell its attempt');
    return found;
  }
  const { assessment, usage, model } = outcome;
  if (last === undefined || !tradable(last)) found.push('L4/L5: false accept');
  if (!regimeAssessmentSchema.safeParse(assessment).success) found.push('L2: out of range');
  const given = possibleProbBulls(last?.content ?? '').some((value) => Math.abs(value - assessment.prob_bull) < 1e-12);
  if (!given) found.push(`L3: the answer does not give ${assessment.prob_bull}`);
  if (usage?.calls !== answers.length || model.kind !== 'llm') found.push('L7: the calls are not counted');
  return found;
}
