import { evaluationStanding } from '../../app/earned/evaluation-standing.js';
import { listEvaluations } from '../../app/evaluations/evaluation-rows.js';
import { skillOverTime } from '../../app/evaluations/skill-over-time.js';
import { readEvaluation, type StoredEvaluation } from '../../app/evaluations/stored-evaluations.js';
import { registrationsOf } from '../../app/forward-test/registrations.js';
import type { DashboardParts, Handlers } from './handlers.js';

type EvaluationReads = 'evaluations' | 'evaluation' | 'skillOverTime' | 'evaluationStanding' | 'forwardTests';

/** How good opinions have been. */
export function evaluationReads({ runtime }: DashboardParts): Handlers<EvaluationReads> {
  /** The one that was asked for last: a page asks for its parts one after the other, and a stored one never changes. */
  let last: { readonly id: string; readonly stored: Promise<StoredEvaluation> } | null = null;
  const read = (id: string): Promise<StoredEvaluation> => {
    if (last?.id !== id) {
      const stored = readEvaluation(runtime, id, 'earned');
      last = { id, stored };
      stored.catch(() => (last = null));
    }
    return last.stored;
  };
  return {
    evaluations: ({ query }) => listEvaluations(runtime, query),
    evaluation: async ({ params }) => ({ evaluation: (await read(params.id!)).evaluation }),
    skillOverTime: async ({ params, query }) => skillOverTime((await read(params.id!)).evaluation, query),
    evaluationStanding: async ({ params }) => evaluationStanding(runtime, await read(params.id!)),
    forwardTests: async () => ({ registrations: await registrationsOf(runtime).list() }),
  };
}
