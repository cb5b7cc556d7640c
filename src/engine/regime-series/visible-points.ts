import type { RegimeView } from '../../strategies/base.js';
import { boundOpinion, type RegimeBounds } from './bounds.js';
import type { OnFailure, RegimeOutcome } from './outcome.js';
import type { RegimeSeries } from '../regime-view.js';

/** How outcomes become what a strategy sees. */
export interface ViewPolicy {
  readonly onFailure: OnFailure;
  /** How long `hold` lasts after a failure, ms. */
  readonly horizonMs: number;
  readonly newsCap?: number | undefined;
  readonly bounds?: RegimeBounds | undefined;
}

/**
 * What the strategy sees of outcomes that come one by one. A failure without an opinion says `hold` for one horizon from the first
 * failure in a row, then `flat`: an old opinion is not kept alive by a model that has gone silent.
 */
export class VisiblePoints implements RegimeSeries {
  readonly points: RegimeView[] = [];
  private failingSince: number | null = null;
  /** The last point says what happens where no other outcome comes by then. */
  private expires = false;

  constructor(private readonly policy: ViewPolicy) {}

  /** @param bounds of this opinion */
  add(outcome: RegimeOutcome, bounds: RegimeBounds | undefined = this.policy.bounds): void {
    const { points, policy } = this;
    const { onFailure, horizonMs, newsCap } = policy;
    const { decidedAt, availableAt, assessment } = outcome;
    if (this.expires && decidedAt <= points.at(-1)!.decidedAt) points.pop();
    this.expires = false;
    if (assessment !== null) {
      this.failingSince = null;
      points.push({ decidedAt, availableAt, onFailure: 'hold', ...boundOpinion(outcome, assessment, newsCap, bounds) });
      return;
    }
    this.failingSince ??= decidedAt;
    const expiry = this.failingSince + horizonMs;
    const holds = onFailure === 'hold' && decidedAt < expiry;
    points.push({ decidedAt, availableAt, assessment: null, onFailure: holds ? 'hold' : 'flat' });
    if (!holds) return;
    points.push({ decidedAt: expiry, availableAt: expiry, assessment: null, onFailure: 'flat' });
    this.expires = true;
  }
}

/** The same of outcomes that are all there. Nothing is asked, so that they can be shown again under other bounds. */
export function visiblePoints(outcomes: readonly RegimeOutcome[], policy: ViewPolicy): RegimeView[] {
  const visible = new VisiblePoints(policy);
  for (const outcome of outcomes) visible.add(outcome);
  return visible.points;
}
