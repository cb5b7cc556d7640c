import type { ObservationGap } from '../../../core/ports/observation-store.js';
import { SERIES, type SeriesInfo, type SeriesName } from '../../../core/series.js';

/** How far apart the rows of a series should be, ms; null where they are taken when they are taken. */
export const stepOf = (series: SeriesName): number | null => (SERIES[series] as SeriesInfo).stepMs ?? null;

/** Stretches between neighbouring moments (ascending) that are longer than a step and a half. */
export function gapsIn(moments: readonly number[], stepMs: number): ObservationGap[] {
  return moments.flatMap((before, i) => {
    const after = moments[i - 1];
    if (after === undefined || before - after <= 1.5 * stepMs) return [];
    return [{ after, before, missing: Math.round((before - after) / stepMs) - 1 }];
  });
}
