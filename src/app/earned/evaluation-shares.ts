import { InputError } from '../../core/errors.js';
import { field } from '../../core/request-field.js';
import type { ModelIdentity, RegimeModel } from '../../core/ports/regime-model.js';
import type { RegimeOutcome } from '../../engine/regime-series/index.js';
import type { Runtime } from '../runtime/runtime.js';
import { findMeasured } from './find-measured.js';
import { earnedReport, promptOf } from './measured.js';

export interface AskedRun {
  readonly outcomes: readonly RegimeOutcome[];
  readonly fieldsAt: (decidedAt: number) => readonly string[];
  readonly model: RegimeModel;
  readonly prompt: string | null;
  readonly symbol: string;
  readonly horizonHours: number;
}

/**
 * What one evaluation has earned at each decision of a run: nothing before its evidence had ended, and less as that grows old.
 * @throws InputError where there is no such evaluation, or none of this model, prompt, symbol and horizon
 */
export async function evaluationShares(
  runtime: Runtime,
  id: string,
  run: AskedRun,
): Promise<{ rule: string; sha256: string; at: (decidedAt: number) => number }> {
  const { model, prompt, symbol, horizonHours: horizon_hours } = run;
  const wanted = { modelId: model.id, prompt: promptOf(prompt), symbol, horizon_hours };
  const result = await findMeasured(runtime, id, wanted, 'earned');
  if (result.found === null) {
    throw new InputError('earned.none', `${field('earned', id)} has nothing for this run: ${result.why}.`, {
      where: 'earned',
      remedy: `evaluate this model on this symbol and horizon, or use ${field('earned', 'walk-forward')}`,
    });
  }
  const { found } = result;
  const { evaluation, sha256 } = found.stored;
  const byDecision = new Map(
    run.outcomes.map((outcome) => [
      outcome.decidedAt,
      earnedReport(found, askedOf(outcome), [], outcome.decidedAt).share,
    ]),
  );
  // A moment that is not a decision of the run is the end of a failure that held: nobody has an opinion there.
  return { rule: evaluation.id, sha256, at: (decidedAt) => byDecision.get(decidedAt) ?? 0 };

  function askedOf({ decidedAt, answeredBy, version }: RegimeOutcome) {
    const answerer: Pick<ModelIdentity, 'id' | 'kind' | 'version'> = {
      id: answeredBy ?? model.id,
      kind: model.kind,
      version,
    };
    return { model: answerer, prompt: wanted.prompt, fields: [...run.fieldsAt(decidedAt)], symbol, horizon_hours };
  }
}
