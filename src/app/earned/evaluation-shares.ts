import { InputError } from '../../core/errors.js';
import { field } from '../../core/request-field.js';
import type { RegimeModel } from '../../core/ports/regime-model.js';
import type { RegimeOutcome } from '../../engine/regime-series/index.js';
import type { MeasuredOf } from '../../evaluation/earned/earned-size.js';
import { HOUR } from '../../core/time.js';
import type { Runtime } from '../runtime/runtime.js';
import { findMeasured } from './find-measured.js';
import { earnedReport, earnedSizeOf, promptOf } from './measured.js';
import { differencesSince, type MeasuredRun } from './run-bounds.js';
import type { EarnedEvidence } from './walk-forward-share.js';

/** What a share is looked up for. */
export interface AskedModel {
  readonly model: RegimeModel;
  readonly prompt: string | null;
  readonly symbol: string;
  /** ms. */
  readonly horizonMs: number;
}

export interface EvaluationShares {
  /** Id of the evaluation. */
  readonly rule: string;
  readonly sha256: string;
  /** Of a decision of a run: nothing before the evidence had ended, less as that grows old, half after each fall of the run's scores. */
  readonly of: (run: MeasuredRun, outcome: RegimeOutcome) => EarnedEvidence;
}

/**
 * What one evaluation has earned for a model.
 * @throws InputError where there is no such evaluation, or none of this model, prompt, symbol and horizon
 */
export async function evaluationShares(runtime: Runtime, id: string, asked: AskedModel): Promise<EvaluationShares> {
  const { model, symbol, horizonMs } = asked;
  const prompt = promptOf(asked.prompt);
  const horizon_hours = horizonMs / HOUR;
  const result = await findMeasured(runtime, id, { modelId: model.id, prompt, symbol, horizon_hours }, 'earned');
  if (result.found === null) {
    throw new InputError('earned.none', `${field('earned', id)} has nothing for this run: ${result.why}.`, {
      where: 'earned',
      remedy: `evaluate this model on this symbol and horizon, or use ${field('earned', 'walk-forward')}`,
    });
  }
  const { found } = result;
  const { evaluation, sha256 } = found.stored;
  const { decisions, to: until } = earnedSizeOf(found).evidence;
  return {
    rule: evaluation.id,
    sha256,
    of(run, outcome) {
      const { decidedAt, answeredBy, version } = outcome;
      const about: MeasuredOf = {
        model: { id: answeredBy ?? model.id, kind: model.kind, version },
        prompt,
        fields: run.fieldsAt(decidedAt).split(',').filter((each) => each !== ''), // prettier-ignore
        symbol,
        horizon_hours,
      };
      const report = earnedReport(found, about, [], decidedAt);
      if (report.refused !== null) return { share: 0, decisions: 0, until: null };
      if (report.share === 0) return { share: 0, decisions, until };
      const { share } = earnedReport(found, about, differencesSince(run, outcome, until), decidedAt);
      return { share, decisions, until };
    },
  };
}
