export interface Quadratic {
  readonly value: number;
  readonly gradient: readonly number[];
  readonly hessian: readonly (readonly number[])[];
}

const MOST_STEPS = 200;
/** Steps shorter than this end the search: weights are then known to about their rounding. */
const SHORTEST_STEP = 1e-12;
/** What a sum of many terms may be off by, a fraction of it: near the minimum a better point need not look better. */
const ROUNDING = 1e-12;
/** A fixed weight is freed only where its pull is above the rounding of the gradient. */
const LEAST_PULL = 1e-9;

/**
 * Minimises a smooth convex function over w ≥ 0, Σw = 1: Newton steps within the weights that are above 0, backtracking; a
 * weight that reaches 0 is fixed there, and freed again where the multipliers say that it pays. Nocedal & Wright, "Numerical
 * Optimization" (2006), chapter 16, active sets.
 */
export function minimiseOnSimplex(
  start: readonly number[],
  at: (weights: readonly number[]) => Quadratic,
): readonly number[] {
  let w = [...start];
  let free = w.map((_, i) => i);
  let here = at(w);
  for (let step = 0; step < MOST_STEPS; step++) {
    const { direction, multiplier } = newtonStep(here, free);
    const length = Math.max(...direction.map(Math.abs));
    const next = length < SHORTEST_STEP ? null : descend(w, here, spread(direction, free, w.length), at);
    if (next === null) {
      const freed = mostPulled(here.gradient, free, multiplier);
      if (freed === null) break;
      free = [...free, freed].sort((a, b) => a - b);
      continue;
    }
    ({ weights: w, quadratic: here } = next);
    free = free.filter((i) => w[i]! > 0);
  }
  return w;
}

/** The fixed weight whose growth would lower the function most, or null. */
function mostPulled(gradient: readonly number[], free: readonly number[], multiplier: number): number | null {
  let found: number | null = null;
  let least = -LEAST_PULL;
  gradient.forEach((g, i) => {
    if (free.includes(i) || g + multiplier >= least) return;
    least = g + multiplier;
    found = i;
  });
  return found;
}

/** Solves [H 1; 1ᵀ 0]·[d; ν] = [−g; 0] over the free weights: d sums to 0. */
function newtonStep({ gradient, hessian }: Quadratic, free: readonly number[]) {
  const rows = free.map((i) => [...free.map((j) => hessian[i]![j]!), 1, -gradient[i]!]);
  rows.push([...free.map(() => 1), 0, 0]);
  const solved = solve(rows);
  return { direction: solved.slice(0, free.length), multiplier: solved[free.length]! };
}

const spread = (direction: readonly number[], free: readonly number[], count: number): number[] => {
  const whole = new Array<number>(count).fill(0);
  free.forEach((i, k) => (whole[i] = direction[k]!));
  return whole;
};

/** The longest halving of the step that stays at w ≥ 0 and lowers the function (Armijo); null where none does. */
function descend(
  w: readonly number[],
  from: Quadratic,
  direction: readonly number[],
  at: (weights: readonly number[]) => Quadratic,
) {
  const slope = direction.reduce((sum, d, i) => sum + d * from.gradient[i]!, 0);
  let wall = -1;
  let length = 1;
  direction.forEach((d, i) => {
    if (d < 0 && w[i]! + length * d <= 0) [wall, length] = [i, w[i]! / -d];
  });
  for (let halving = 0; halving < 60; halving++, length /= 2, wall = -1) {
    const weights = w.map((weight, i) => (i === wall ? 0 : Math.max(weight + length * direction[i]!, 0)));
    const quadratic = at(weights);
    const bound = from.value + 1e-4 * length * slope + ROUNDING * Math.abs(from.value);
    if (quadratic.value <= bound) return { weights, quadratic };
  }
  return null;
}

/** Gaussian elimination with partial pivoting of an augmented matrix, which it overwrites. */
function solve(rows: number[][]): number[] {
  const n = rows.length;
  for (let k = 0; k < n; k++) {
    let pivot = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(rows[i]![k]!) > Math.abs(rows[pivot]![k]!)) pivot = i;
    [rows[k], rows[pivot]] = [rows[pivot]!, rows[k]!];
    for (let i = k + 1; i < n; i++) {
      const factor = rows[i]![k]! / rows[k]![k]!;
      for (let j = k; j <= n; j++) rows[i]![j]! -= factor * rows[k]![j]!;
    }
  }
  const solution = new Array<number>(n).fill(0);
  for (let i = n - 1; i >= 0; i--) {
    let value = rows[i]![n]!;
    for (let j = i + 1; j < n; j++) value -= rows[i]![j]! * solution[j]!;
    solution[i] = value / rows[i]![i]!;
  }
  return solution;
}
