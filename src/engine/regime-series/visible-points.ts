import type { RegimeView } from '../../strategies/base.js';
import { boundOpinion, type RegimeBounds } from './bounds.js';
import type { OnFailure, RegimeOutcome } from './outcome.js';

/** How outcomes become what a strategy sees. */
export interface ViewPolicy {
  readonly onFailure: OnFailure;
  /** How long `hold` lasts after a failure, ms. */
  readonly horizonMs: number;
  readonly newsCap?: number | undefined;
  readonly bounds?: RegimeBounds | undefined;
}

/**
 * What the strategy sees of the outcomes. A failure without an opinion says `hold` for one horizon from the first failure in
 * a row, then `flat`: an old opinion is not kept alive by a model that has gone silent. Nothing is asked, so that the same
 * outcomes can be shown again under other bounds.
 */
export function visiblePoints(outcomes: readonly RegimeOutcome[], policy: ViewPolicy): RegimeView[] {
  const { onFailure, horizonMs, newsCap, bounds } = policy;
  const points: RegimeView[] = [];
  let failingSince: number | null = null;
  outcomes.forEach((outcome, i) => {
    const { decidedAt, availableAt, assessment } = outcome;
    if (assessment !== null) {
      failingSince = null;
      points.push({ decidedAt, availableAt, onFailure: 'hold', ...boundOpinion(outcome, assessment, newsCap, bounds) });
      return;
    }
    failingSince ??= decidedAt;
    const expiry = failingSince + horizonMs;
    const holds = onFailure === 'hold' && decidedAt < expiry;
    points.push({ decidedAt, availableAt, assessment: null, onFailure: holds ? 'hold' : 'flat' });
    const next = outcomes[i + 1]?.decidedAt ?? Infinity;
    if (holds && next > expiry) {
      points.push({ decidedAt: expiry, availableAt: expiry, assessment: null, onFailure: 'flat' });
    }
  });
  return points;
}
