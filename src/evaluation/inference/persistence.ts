import { mean } from '../../core/statistics/moments.js';

/** How much of what is measured may persist, and for how long: a prior over shapes of the spectrum near frequency 0. */
export interface PersistencePrior {
  /** Prior chance that nothing persists beyond the overlap of the windows. */
  readonly nothing: number;
  /** Half-lives in rows that are thought possible, equally. */
  readonly halfLives: readonly number[];
  /** Long-run variance of what persists over that of the rest, equally. */
  readonly ratios: readonly number[];
}

/** Forecasts that last longer than this are as good as a constant to a market of regimes. */
const LONG = 20;

/** Half-lives that anything is thought to have, in rows. */
const HALF_LIVES = [3, 6, 12, 25, 50, 100, 200, 400];

/**
 * Whether one hardly changes his mind, so that a sample may show him one regime of a market only.
 * @param memory of the forecasts, see `memoryOf`
 */
export const changesSlowly = (memory: number): boolean => memory > LONG;

/** How much of n rows a single regime may fill: all of them up to the longest half-life, then in proportion. */
export const oneRegimeShare = (n: number): number => Math.min(1, Math.max(...HALF_LIVES) / n);

/**
 * For intervals: anything from nothing to nearly all may persist, for up to half of the sample. Who hardly changes his mind depends on
 * the market's regimes alone, and a sample may have seen only one of them: there more is thought to last, up to the whole sample.
 * Chosen for coverage: see `test/evaluation/judgement.ts`.
 * @param memory of the forecasts, see `memoryOf`
 */
export function cautious(n: number, overlap: number, memory = 0): PersistencePrior {
  const slow = changesSlowly(memory);
  const longest = slow ? n : n / 2;
  return {
    nothing: slow ? 0.2 : 0.5,
    halfLives: HALF_LIVES.filter((halfLife) => halfLife >= overlap && halfLife <= longest),
    ratios: [1, 3, 10, 30, 100, 300],
  };
}

/**
 * For tests of skill: a product with the forecast persists no longer than the forecast does, so that one who changes his mind each day
 * cannot be lucky for a season.
 * @param memory rows after which the forecasts' correlation has halved
 */
export const asLongAs = (memory: number, n: number, overlap: number): PersistencePrior => ({
  nothing: 0.97,
  halfLives: [25, 50, 100, 200, 400].filter((h) => h >= overlap && h <= n && h <= 1.5 * memory),
  ratios: [3, 10, 30, 100, 300],
});

/** Standard deviation of forecasts that no market could tell from a constant: their skill is at most 4 · 0.02² = 0.0016. */
const FLAT = 0.02;

/** Longest half-life above divided by 1.5: a longer memory makes no difference. */
const LONGEST = 270;

/**
 * Rows after which the autocorrelation of forecasts has fallen to half of its first, or below what chance shows (2/√n); all rows where
 * they vary so little that they are as good as a constant.
 */
export function memoryOf(values: Float64Array): number {
  const n = values.length;
  const centre = mean(values);
  const centred = values.map((value) => value - centre);
  const variance = centred.reduce((sum, value) => sum + value * value, 0);
  if (!(variance > n * FLAT ** 2)) return n;
  let first = 0;
  for (let lag = 1; lag < Math.min(LONGEST, n / 2); lag++) {
    let sum = 0;
    for (let i = lag; i < n; i++) sum += centred[i]! * centred[i - lag]!;
    const correlation = sum / variance;
    if (lag === 1) first = correlation;
    if (correlation < 2 / Math.sqrt(n) || correlation < first / 2) return lag;
  }
  return Math.min(LONGEST, n / 2);
}

export interface SpectralShape {
  /** Variance at the frequencies πj/n, j = 1 …, relative to that at 0. */
  readonly at: Float64Array;
  /** Prior weight; they sum to 1. */
  readonly weight: number;
}

/**
 * Every shape that the prior holds possible: rows without correlation, or that of m overlapping windows (Fejér's kernel), plus a
 * first-order autoregression of each half-life and size.
 */
export function spectralShapes(n: number, overlap: number, terms: number, prior: PersistencePrior): SpectralShape[] {
  const { halfLives, ratios } = prior;
  const nothing = halfLives.length === 0 ? 1 : prior.nothing;
  const angles = Float64Array.from({ length: terms }, (_, j) => (Math.PI * (j + 1)) / n);
  const flat = angles.map(() => 1);
  const overlapping = angles.map((w) => (Math.sin((overlap * w) / 2) / (overlap * Math.sin(w / 2))) ** 2);
  const rests = overlap === 1 ? [flat] : [flat, overlapping];
  const weight = (1 - nothing) / (rests.length * halfLives.length * ratios.length);
  const lasting = halfLives.map((halfLife) => {
    const rho = 0.5 ** (1 / halfLife);
    return angles.map((w) => (1 - rho) ** 2 / (1 - 2 * rho * Math.cos(w) + rho * rho));
  });
  return rests.flatMap((rest) => [
    { at: rest, weight: nothing / rests.length },
    ...lasting.flatMap((shape) =>
      ratios.map((ratio) => ({ at: rest.map((value, j) => (value + ratio * shape[j]!) / (1 + ratio)), weight })),
    ),
  ]);
}
