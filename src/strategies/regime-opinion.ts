import { opinionMultipliers, UNBOUNDED, type Multipliers } from '../core/position-sizing/index.js';
import type { RegimeAssessment } from '../core/regime/schema.js';
import type { RegimeView } from './base.js';

/** What a strategy is to do about the regime now. */
export type Opinion =
  | { readonly kind: 'none' }
  | { readonly kind: 'flat' }
  | {
      readonly kind: 'valid';
      /** For scaling another strategy's size. Its neutral point is that size: k′ = 1 + earned · (k − 1). */
      readonly multipliers: Multipliers;
      /** For a position that is the opinion's alone. Its neutral point is flat: earned · k. */
      readonly alone: Multipliers;
      readonly assessment: RegimeAssessment;
    };

const NONE: Opinion = { kind: 'none' };
const FLAT: Opinion = { kind: 'flat' };

/**
 * The opinion in force at a moment. A question without a valid answer keeps the opinion before it (`hold`) for one horizon,
 * then goes flat; with `flat` it goes flat at once. Before the first question there is none.
 */
export class OpinionInForce {
  private last: RegimeView | null = null;
  private current: Opinion = NONE;
  private expiresAt = Infinity;

  /** @param horizonMs how long a held opinion outlives the failure */
  constructor(
    private readonly kMax: number,
    private readonly horizonMs: number,
  ) {}

  /** @param now close of the current bar, UTC ms */
  at(view: RegimeView | null, now: number): Opinion {
    if (view !== null && view !== this.last) this.take(view);
    return now >= this.expiresAt ? FLAT : this.current;
  }

  private validOpinion({ multipliers, bounds = UNBOUNDED }: RegimeView, assessment: RegimeAssessment): Opinion {
    if (multipliers !== undefined) return { kind: 'valid', multipliers, alone: multipliers, assessment };
    const sizing = { kMax: this.kMax };
    const scaling = opinionMultipliers(assessment, bounds, sizing);
    const { earned } = bounds;
    if (earned === null) return { kind: 'valid', multipliers: scaling, alone: scaling, assessment };
    const { kLong, kShort } = opinionMultipliers(assessment, { ...bounds, earned: null }, sizing);
    const alone = { kLong: earned * kLong, kShort: earned * kShort };
    return { kind: 'valid', multipliers: scaling, alone, assessment };
  }

  private take(view: RegimeView): void {
    this.last = view;
    const { assessment } = view;
    if (assessment !== null) {
      this.current = this.validOpinion(view, assessment);
      this.expiresAt = Infinity;
    } else if (view.onFailure === 'flat') {
      this.current = FLAT;
    } else {
      this.expiresAt = Math.min(this.expiresAt, view.decidedAt + this.horizonMs);
    }
  }
}
