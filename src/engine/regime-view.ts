import type { RegimeView } from '../strategies/base.js';

/**
 * Opinions of the regime model over a run, oldest decision first, made before the run. An opinion exists from its decision
 * moment on; an order that uses it cannot fill before the answer had arrived.
 */
export interface RegimeSeries {
  readonly points: readonly RegimeView[];
}

/** Row of the last opinion decided at or before `time` (UTC ms); −1 where there is none. */
export function regimeRowAt(series: RegimeSeries, time: number, hint = -1): number {
  const { points } = series;
  let row = hint >= 0 && points[hint]!.decidedAt <= time ? hint : -1;
  while (row + 1 < points.length && points[row + 1]!.decidedAt <= time) row++;
  return row;
}
