import type { RegimeModel } from '../../core/ports/regime-model.js';
import type { AskedRegimes } from '../../engine/regime-series/index.js';
import { createEnsemble, type EnsembleMember } from '../../evaluation/ensemble/ensemble.js';
import type { PoolRow } from '../../evaluation/ensemble/fit-pool-weights.js';
import { walkForwardWeights } from '../../evaluation/ensemble/walk-forward-weights.js';
import type { LabelResult } from '../../evaluation/label.js';
import { MaturedHistory } from '../../evaluation/matured-history.js';

/** The opened members of an ensemble, and what is made of them. */
export interface OpenEnsemble {
  readonly members: readonly EnsembleMember[];
  /** All members count the same. */
  readonly equal: RegimeModel;
  /** Members count by weights of the decision's time, UTC ms: another forecaster, under a name of its own. */
  readonly weighted: (weights: (decidedAt: number) => readonly number[]) => RegimeModel;
}

/** The id of an ensemble whose weights are fitted. */
export const fittedId = (id: string): string => `${id} (fitted weights)`;

export const equalEnsemble = (id: string, members: readonly EnsembleMember[]): OpenEnsemble => ({
  members,
  equal: createEnsemble({ id, members }),
  weighted: (weights) => createEnsemble({ id: fittedId(id), members, weights }),
});

export interface FitFrame {
  /** Asks one model at every decision. What an ensemble asks later is then recorded. */
  readonly ask: (model: RegimeModel) => Promise<AskedRegimes>;
  readonly labelAt: (decidedAt: number) => LabelResult;
  readonly horizonMs: number;
  readonly stepMs: number;
}

/** The ensemble with weights that are fitted walk-forward: at a decision from those whose windows had closed. */
export async function fittedEnsemble(ensemble: OpenEnsemble, frame: FitFrame): Promise<RegimeModel> {
  const { members } = ensemble;
  const asked: AskedRegimes[] = [];
  // One after the other: how many calls are under way at once is for each to keep.
  for (const member of members) asked.push(await frame.ask(alone(member)));
  const history = new MaturedHistory(poolRows(asked, frame));
  const overlap = Math.max(1, Math.ceil(frame.horizonMs / frame.stepMs));
  const weightsAt = walkForwardWeights(history, members.length, { overlap });
  return ensemble.weighted((decidedAt) => weightsAt(decidedAt).weights);
}

/** Its samples pooled, as they count in the ensemble. */
const alone = ({ model, samples }: EnsembleMember): RegimeModel =>
  samples === 1 ? model : createEnsemble({ id: model.id, members: [{ model, samples }] });

function poolRows(asked: readonly AskedRegimes[], { labelAt, horizonMs }: FitFrame): PoolRow[] {
  return asked[0]!.outcomes.flatMap(({ decidedAt }, i) => {
    const label = labelAt(decidedAt);
    if (!label.scored) return [];
    const probabilities = asked.map(({ outcomes }) => {
      const { assessment, failure } = outcomes[i]!;
      return assessment === null || failure !== null ? null : assessment.prob_bull;
    });
    return [{ decidedAt, maturesAt: decidedAt + horizonMs, label, probabilities }];
  });
}
