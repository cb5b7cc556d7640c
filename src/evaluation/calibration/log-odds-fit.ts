import { fitLogistic, unboundedLogOdds, type LogisticFit } from '../baselines/logistic/fit-logistic.js';
import type { Groups } from './groups.js';

export interface TargetOptions {
  /**
   * Platt's targets (1999, "Probabilistic outputs for support vector machines"): (N₊ + 1)/(N₊ + 2) in place of 1 and
   * 1/(N₋ + 2) in place of 0, the posterior means under a uniform prior. Without them rows that a threshold separates have no
   * finite solution. Default true.
   */
  readonly smoothTargets?: boolean;
}

/** Each group's mean target and weight, and the log-odds of the mean of all. */
export interface Targets {
  readonly target: Float64Array;
  readonly weight: Float64Array;
  readonly constant: number;
}

export function targetsOf(groups: Groups, { smoothTargets = true }: TargetOptions): Targets {
  const bulls = groups.bulls.reduce((sum, value) => sum + value, 0);
  const count = groups.count.reduce((sum, value) => sum + value, 0);
  const one = smoothTargets ? (bulls + 1) / (bulls + 2) : 1;
  const zero = smoothTargets ? 1 / (count - bulls + 2) : 0;
  const target = (ofBulls: number, of: number): number => (ofBulls * one + (of - ofBulls) * zero) / of;
  return {
    target: groups.count.map((of, i) => target(groups.bulls[i]!, of)),
    weight: groups.count,
    constant: unboundedLogOdds(target(bulls, count)),
  };
}

/** Maximum likelihood on one or two transforms of p. */
export const fitTransforms = (
  { p }: Groups,
  { target, weight }: Targets,
  transforms: readonly ((p: number) => number)[],
): LogisticFit =>
  fitLogistic({ x: transforms.map((transform) => p.map((value) => transform(value))), target, weight, penalty: 0 });
