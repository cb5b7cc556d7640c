import type { ObservationGap } from '../../../core/ports/observation-store.js';
import type { SeriesName } from '../../../core/series.js';
import { DAY, HOUR } from '../../../core/time.js';

/** How far apart the rows of a series should be, ms. Series that are not here are taken when they are taken. */
const STEP_MS: Partial<Readonly<Record<SeriesName, number>>> = {
  bar_1h: HOUR,
  // The usual step; where an exchange settles more often nothing looks missing.
  funding_rate: 8 * HOUR,
  exchange_inflow: DAY,
  exchange_outflow: DAY,
  active_addresses: DAY,
  unique_addresses: DAY,
  transactions: DAY,
  hash_rate: DAY,
  mvrv: DAY,
  fear_greed: DAY,
};

export const stepOf = (series: SeriesName): number | null => STEP_MS[series] ?? null;

/** Stretches between neighbouring moments (ascending) that are longer than a step and a half. */
export function gapsIn(moments: readonly number[], stepMs: number): ObservationGap[] {
  return moments.flatMap((before, i) => {
    const after = moments[i - 1];
    if (after === undefined || before - after <= 1.5 * stepMs) return [];
    return [{ after, before, missing: Math.round((before - after) / stepMs) - 1 }];
  });
}
