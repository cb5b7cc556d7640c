import { opinionMultipliers, UNBOUNDED, type Multipliers } from '../core/position-sizing/index.js';
import type { RegimeAssessment } from '../core/regime/schema.js';
import type { RegimeView } from './base.js';

/** What a strategy is to do about the regime now. */
export type Opinion =
  | { readonly kind: 'none' }
  | { readonly kind: 'flat' }
  | { readonly kind: 'valid'; readonly multipliers: Multipliers; readonly assessment: RegimeAssessment };

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

  private multipliersOf(view: RegimeView, assessment: RegimeAssessment): Multipliers {
    if (view.multipliers !== undefined) return view.multipliers;
    return opinionMultipliers(assessment, view.bounds ?? UNBOUNDED, { kMax: this.kMax });
  }

  private take(view: RegimeView): void {
    this.last = view;
    const { assessment } = view;
    if (assessment !== null) {
      this.current = { kind: 'valid', multipliers: this.multipliersOf(view, assessment), assessment };
      this.expiresAt = Infinity;
    } else if (view.onFailure === 'flat') {
      this.current = FLAT;
    } else {
      this.expiresAt = Math.min(this.expiresAt, view.decidedAt + this.horizonMs);
    }
  }
}
