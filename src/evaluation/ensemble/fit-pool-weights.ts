import { InputError } from '../../core/errors.js';
import { logOdds } from '../../core/position-sizing/shrink.js';
import type { MaturingRow } from '../matured-history.js';
import { equalWeights, probabilityOf } from './pool.js';
import { minimiseOnSimplex } from './simplex-newton.js';

/** A past decision with what each member said then; null where a member failed. */
export interface PoolRow extends MaturingRow {
  /** 0 … 1, one for each member, its samples already pooled. */
  readonly probabilities: readonly (number | null)[];
}

export interface PoolFitOptions {
  /**
   * How strongly weights are held at equal ones, ≥ 0: 1/s² of a normal prior with standard deviation s around equal
   * weights. Default 25 (s = 0.2). Estimated weights usually lose to equal ones out of sample (the "forecast combination
   * puzzle", Stock & Watson 2004; Smith & Wallis 2009), so they must be pulled away by many rows: two members whose log-odds
   * differ by 0.3 outweigh it after about 1,100 independent rows.
   */
  readonly shrinkage?: number;
  /**
   * How many decisions share one window, ceil(horizon / step), ≥ 1: each row counts 1/overlap, since overlapping windows
   * say nearly the same. Default 1.
   */
  readonly overlap?: number;
  /** Fewest rows, divided by `overlap`, to fit from; with fewer the weights are equal. Default 60. */
  readonly leastRows?: number;
}

export interface PoolFit {
  /** ≥ 0, with sum 1. */
  readonly weights: readonly number[];
  /** False where too few rows left the weights equal. */
  readonly fitted: boolean;
  /** Rows in which every member had answered: only these are fitted. */
  readonly rowsUsed: number;
  readonly rowsWithoutAll: number;
}

/**
 * Weights of a logarithmic pool: on the simplex, those that minimise
 * Σ −log p(outcome) / overlap + shrinkage/2 · Σ (w − 1/m)², with log-odds of p = Σ w·(log-odds of a member). Convex, so the
 * minimum is the only one; found by Newton's method to about 1e-12.
 * @param rows that had matured, see `MaturedHistory`
 * @throws InputError for an option out of range or rows of another number of members
 */
export function fitPoolWeights(rows: readonly PoolRow[], members: number, options: PoolFitOptions = {}): PoolFit {
  const { shrinkage = 25, overlap = 1, leastRows = 60 } = options;
  requireOption('shrinkage', shrinkage, 0);
  requireOption('overlap', overlap, 1);
  requireOption('leastRows', leastRows, 0);
  const complete: { readonly odds: readonly number[]; readonly outcome: number }[] = [];
  for (const { probabilities, label } of rows) {
    if (probabilities.length !== members) {
      throw new InputError('ensemble.rows', `A row has ${probabilities.length} members, not ${members}.`, {
        where: 'probabilities',
      });
    }
    const given = probabilities.filter((p) => p !== null);
    if (given.length === members) complete.push({ odds: given.map(logOdds), outcome: label.outcome });
  }
  const counts = { rowsUsed: complete.length, rowsWithoutAll: rows.length - complete.length };
  const equal = equalWeights(members);
  if (members < 2 || complete.length / overlap < leastRows) return { weights: equal, fitted: false, ...counts };
  const weights = minimiseOnSimplex(equal, (w) => {
    let value = 0;
    const gradient = new Array<number>(members).fill(0);
    const hessian = equal.map(() => new Array<number>(members).fill(0));
    for (const { odds, outcome } of complete) {
      const pooled = odds.reduce((sum, x, i) => sum + w[i]! * x, 0);
      const p = probabilityOf(pooled);
      // log(1 + e^z) − y·z, without overflow.
      value += (Math.max(pooled, 0) + Math.log1p(Math.exp(-Math.abs(pooled))) - outcome * pooled) / overlap;
      for (let i = 0; i < members; i++) {
        gradient[i]! += ((p - outcome) * odds[i]!) / overlap;
        for (let j = 0; j < members; j++) hessian[i]![j]! += (p * (1 - p) * odds[i]! * odds[j]!) / overlap;
      }
    }
    for (let i = 0; i < members; i++) {
      const away = w[i]! - equal[i]!;
      value += (shrinkage / 2) * away * away;
      gradient[i]! += shrinkage * away;
      hessian[i]![i]! += shrinkage;
    }
    return { value, gradient, hessian };
  });
  return { weights, fitted: true, ...counts };
}

function requireOption(name: string, value: number, least: number): void {
  if (Number.isFinite(value) && value >= least) return;
  throw new InputError('ensemble.option', `${name} is ${value}: it must be a finite number of at least ${least}.`, {
    where: name,
  });
}
