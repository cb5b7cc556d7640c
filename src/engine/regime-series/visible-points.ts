import type { RegimeView } from '../../strategies/base.js';
import type { OnFailure, RegimeOutcome } from './outcome.js';

/**
 * What the strategy sees of the outcomes. A failure without an opinion says `hold` for one horizon from the first failure in
 * a row, then `flat`: an old opinion is not kept alive by a model that has gone silent.
 */
export function visiblePoints(
  outcomes: readonly RegimeOutcome[],
  onFailure: OnFailure,
  horizonMs: number,
): RegimeView[] {
  const points: RegimeView[] = [];
  let failingSince: number | null = null;
  outcomes.forEach(({ decidedAt, availableAt, assessment }, i) => {
    if (assessment !== null) {
      failingSince = null;
      points.push({ decidedAt, availableAt, assessment, onFailure: 'hold' });
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
