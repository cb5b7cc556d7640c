import { InputError } from './errors.js';

/**
 * The limits that hold whatever a model or a strategy says; the same code bounds a backtest and live trading. (The cap on
 * what news alone may change acts earlier, on the multipliers: see position-sizing/news-cap.) Exposures are
 * signed fractions of equity (−0.5: short for half of it). An absent limit does not bind.
 */
export interface RiskLimits {
  /** Cap on the sum of |exposure| over all symbols when an order is given, > 0. */
  readonly maxExposure?: number;
  /** How far |exposure| may grow in one decision, > 0. Reductions, stops and the kill switch are never slowed. */
  readonly maxChangePerDecision?: number;
  /** Loss from the highest equity so far, a fraction in (0, 1), at which everything is closed for good. */
  readonly maxDrawdown?: number;
}

export type LimitName = 'max_exposure' | 'max_change_per_decision' | 'max_drawdown';

/** Prices move a position past its cap without any order; beyond this multiple of the cap it is reduced. */
export const DRIFT_TOLERANCE = 1.05;

export interface LimitedTarget {
  /** The target that may be ordered. */
  readonly target: number;
  /** Which limits changed it, in the order in which they were applied. */
  readonly applied: readonly LimitName[];
}

export interface TargetRequest {
  /** Wanted exposure of the symbol. */
  readonly target: number;
  /** Its exposure now. */
  readonly current: number;
  /** Sum of |exposure| of all other symbols, ordered targets included. */
  readonly others: number;
}

/** @throws InputError `limits.invalid` that names the first limit out of its range. */
export function assertRiskLimits(limits: RiskLimits): void {
  const wrong = (name: string, value: number, expected: string) =>
    new InputError('limits.invalid', `The limit ${name} must be ${expected}, not ${value}.`, { where: name, expected });
  const { maxExposure, maxChangePerDecision, maxDrawdown } = limits;
  if (maxExposure !== undefined && !(maxExposure > 0)) throw wrong('maxExposure', maxExposure, 'above 0');
  if (maxChangePerDecision !== undefined && !(maxChangePerDecision > 0)) {
    throw wrong('maxChangePerDecision', maxChangePerDecision, 'above 0');
  }
  if (maxDrawdown !== undefined && !(maxDrawdown > 0 && maxDrawdown < 1)) {
    throw wrong('maxDrawdown', maxDrawdown, 'a fraction between 0 and 1');
  }
}

/** The wanted target within `maxChangePerDecision` and `maxExposure`. */
export function limitTarget(request: TargetRequest, limits: RiskLimits): LimitedTarget {
  const applied: LimitName[] = [];
  let target = request.target;
  const step = limits.maxChangePerDecision;
  if (step !== undefined) {
    const slowed = slowIncrease(request.current, target, step);
    if (slowed !== target) applied.push('max_change_per_decision');
    target = slowed;
  }
  if (limits.maxExposure !== undefined) {
    const room = Math.max(0, limits.maxExposure - request.others);
    if (Math.abs(target) > room) {
      target = Math.sign(target) * room;
      applied.push('max_exposure');
    }
  }
  return { target, applied };
}

/** Closing is free; what opens or grows, on either side, does so by at most `step`. */
function slowIncrease(current: number, target: number, step: number): number {
  const held = Math.sign(current) === Math.sign(target) ? Math.abs(current) : 0;
  return Math.abs(target) > held + step ? Math.sign(target) * (held + step) : target;
}

/**
 * The factor by which every position must shrink, or null where none must: above 1.05 × cap the account goes back to the cap.
 * @param gross sum of |exposure| over all symbols
 */
export function driftReduction(gross: number, limits: RiskLimits): number | null {
  if (limits.maxExposure === undefined || !(gross > DRIFT_TOLERANCE * limits.maxExposure)) return null;
  return limits.maxExposure / gross;
}

/** True once the loss from the peak has reached `maxDrawdown`. */
export function drawdownKills(equity: number, peak: number, limits: RiskLimits): boolean {
  return limits.maxDrawdown !== undefined && equity <= peak * (1 - limits.maxDrawdown);
}
