import { InputError } from './errors.js';
import { field } from './request-field.js';
import { sum } from './statistics/moments.js';
import { LEAST_JOINT_RETURNS } from './statistics/co-movement.js';

/**
 * The limits that hold whatever a model or a strategy says; the same code bounds a backtest and live trading. (The cap on
 * what news alone may change acts earlier, on the multipliers: see position-sizing/news-cap.) Exposures are
 * signed fractions of equity (−0.5: short for half of it). An absent limit does not bind.
 */
export interface RiskLimits {
  /** Cap on the gross exposure, the sum of |exposure| over all symbols, when an order is given, > 0. */
  readonly maxExposure?: number;
  /** Cap on the net exposure, |longs − shorts| over all symbols, when an order is given, > 0. */
  readonly maxNetExposure?: number;
  /**
   * Cap on the longs, and on the shorts, of symbols that move together, when an order is given, > 0. A short is no hedge for a long
   * of its group here: correlations do not last.
   */
  readonly maxGroupExposure?: number;
  /** Correlation of log returns from which on two symbols move together, in (0, 1). Default 0.7. */
  readonly groupCorrelation?: number;
  /** Steps over which it is measured, at least 60. Default 500. */
  readonly groupBars?: number;
  /** How far |exposure| may grow in one decision, > 0. Reductions, stops and the kill switch are never slowed. */
  readonly maxChangePerDecision?: number;
  /** Loss from the highest equity so far, a fraction in (0, 1), at which everything is closed for good. */
  readonly maxDrawdown?: number;
}

export type LimitName =
  'max_exposure' | 'max_net_exposure' | 'max_group_exposure' | 'max_change_per_decision' | 'max_drawdown';

/** How symbols that move together are found where nothing else is said. */
export const DEFAULT_GROUPING = { correlation: 0.7, bars: 500 } as const;

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
  /** What the others come to on the side of the target, the worse of held and ordered. Absent: there are no others. */
  readonly sameSide?: {
    /** Longs less shorts for a long target, shorts less longs for a short one. */
    readonly net: number;
    /** Longs alone, or shorts alone, of the symbols that move together with this one. */
    readonly group: number;
  };
}

/** @throws InputError `limits.invalid` that names the first limit out of its range. */
export function assertRiskLimits(limits: RiskLimits): void {
  const wrong = (name: string, value: number, expected: string) =>
    new InputError('limits.invalid', `The limit ${name} must be ${expected}, not ${value}.`, { where: name, expected });
  for (const name of ['maxExposure', 'maxNetExposure', 'maxGroupExposure', 'maxChangePerDecision'] as const) {
    const value = limits[name];
    if (value !== undefined && !(value > 0)) throw wrong(name, value, 'above 0');
  }
  const { maxDrawdown, maxGroupExposure, groupCorrelation, groupBars } = limits;
  if (groupCorrelation !== undefined && !(groupCorrelation > 0 && groupCorrelation < 1)) {
    throw wrong('groupCorrelation', groupCorrelation, 'a correlation between 0 and 1');
  }
  if (groupBars !== undefined && !(Number.isSafeInteger(groupBars) && groupBars >= LEAST_JOINT_RETURNS)) {
    throw wrong('groupBars', groupBars, `a whole number of bars from ${LEAST_JOINT_RETURNS} on`);
  }
  for (const name of ['groupCorrelation', 'groupBars'] as const) {
    if (limits[name] === undefined || maxGroupExposure !== undefined) continue;
    throw new InputError(
      'limits.invalid',
      `The limit ${name} does nothing where the exposure of groups is not limited: give ${field('maxGroupExposure')} as well.`,
      { where: name },
    );
  }
  if (maxDrawdown !== undefined && !(maxDrawdown > 0 && maxDrawdown < 1)) {
    throw wrong('maxDrawdown', maxDrawdown, 'a fraction between 0 and 1');
  }
}

/** The wanted target within `maxChangePerDecision` and the caps on exposure. */
export function limitTarget(request: TargetRequest, limits: RiskLimits): LimitedTarget {
  const applied: LimitName[] = [];
  let target = request.target;
  const step = limits.maxChangePerDecision;
  if (step !== undefined) {
    const slowed = slowIncrease(request.current, target, step);
    if (slowed !== target) applied.push('max_change_per_decision');
    target = slowed;
  }
  const cap = (name: LimitName, most: number | undefined, others: number): void => {
    if (most === undefined) return;
    const room = Math.max(0, most - others);
    if (!(Math.abs(target) > room)) return;
    target = Math.sign(target) * room;
    applied.push(name);
  };
  const { others, sameSide } = request;
  cap('max_exposure', limits.maxExposure, others);
  cap('max_net_exposure', limits.maxNetExposure, sameSide?.net ?? 0);
  cap('max_group_exposure', limits.maxGroupExposure, sameSide?.group ?? 0);
  return { target, applied };
}

/** Closing is free; what opens or grows, on either side, does so by at most `step`. */
function slowIncrease(current: number, target: number, step: number): number {
  const held = Math.sign(current) === Math.sign(target) ? Math.abs(current) : 0;
  return Math.abs(target) > held + step ? Math.sign(target) * (held + step) : target;
}

/**
 * By which factor each position must shrink: a sum that drifted beyond 1.05 × its cap goes back to the cap, the gross exposure by all
 * positions, the net exposure by those of the larger side, that of a group by its own of that side.
 * @param values of the positions, signed, quote units
 * @param equity above 0
 * @param group number of the group of each, below their count; null: groups are not limited
 * @param factors where they are written, 1 for what need not shrink
 * @returns false where nothing must
 */
export function driftReduction(
  values: ArrayLike<number>,
  equity: number,
  group: ArrayLike<number> | null,
  limits: RiskLimits,
  factors: Float64Array,
): boolean {
  const { maxExposure, maxNetExposure, maxGroupExposure } = limits;
  let gross = 0;
  for (let s = 0; s < values.length; s++) gross += Math.abs(values[s]!);
  gross /= equity;
  let reduces = exceeds(gross, maxExposure);
  factors.fill(reduces ? maxExposure! / gross : 1);
  if (maxNetExposure === undefined && group === null) return reduces;
  for (const side of [1, -1]) {
    const sides = Float64Array.from(values, (value) => (value * side) / equity);
    const own = positiveSum(sides);
    const other = positiveSum(sides.map((value) => -value));
    if (exceeds(own - other, maxNetExposure)) {
      reduces = true;
      for (let s = 0; s < sides.length; s++) if (sides[s]! > 0) lower(factors, s, (maxNetExposure! + other) / own);
    }
    if (group === null) continue;
    const sums = new Float64Array(sides.length);
    for (let s = 0; s < sides.length; s++) sums[group[s]!]! += Math.max(0, sides[s]!);
    for (let s = 0; s < sides.length; s++) {
      const sum = sums[group[s]!]!;
      if (!(sides[s]! > 0) || !exceeds(sum, maxGroupExposure)) continue;
      reduces = true;
      lower(factors, s, maxGroupExposure! / sum);
    }
  }
  return reduces;
}

const exceeds = (sum: number, cap: number | undefined): boolean => cap !== undefined && sum > DRIFT_TOLERANCE * cap;
const positiveSum = (values: Float64Array): number => sum(values.map((value) => Math.max(0, value)));
const lower = (factors: Float64Array, s: number, factor: number): void => {
  factors[s] = Math.min(factors[s]!, factor);
};

/** True once the loss from the peak has reached `maxDrawdown`. */
export function drawdownKills(equity: number, peak: number, limits: RiskLimits): boolean {
  return limits.maxDrawdown !== undefined && equity <= peak * (1 - limits.maxDrawdown);
}
