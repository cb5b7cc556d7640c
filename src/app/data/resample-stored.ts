import { resampleBars } from '../../core/resample.js';
import { parseInterval } from '../../core/interval.js';
import type { BarSeries } from '../../core/bars.js';
import type { BarStore, SeriesKey } from '../../infra/store/bars/bar-store.js';
import { intervalName } from '../../infra/store/bars/interval-name.js';
import type { Prefer } from '../../infra/store/bars/merge-bars.js';

export interface Resampled {
  readonly bars: BarSeries;
  /** Buckets left out because the data start or end inside them. */
  readonly dropped_partial: number;
  /** Bars made although fine bars are missing inside them, as an exchange makes its own. */
  readonly with_holes: number;
}

/** Coarser bars, with what was left out and what has holes. @throws InputError where the interval is not a multiple */
export function resampleCounted(bars: BarSeries, intervalMs: number): Resampled {
  const coarse = resampleBars(bars, intervalMs);
  const perBucket = intervalMs / bars.intervalMs;
  let [used, withHoles] = [0, 0];
  for (let row = 0; row < coarse.length; row++) {
    const from = bars.indexAtOrAfter(coarse.openTime[row]!);
    const to = bars.indexAtOrAfter(coarse.openTime[row]! + intervalMs);
    used += to - from;
    if (to - from < perBucket) withHoles++;
  }
  // Only the first and the last bucket can be partial, and each is one run of fine bars that no coarse bar used.
  const firstUsed = coarse.length === 0 ? bars.length : bars.indexAtOrAfter(coarse.openTime[0]!);
  const partialAtStart = firstUsed > 0 && coarse.length > 0;
  const partialAtEnd = firstUsed + used < bars.length;
  const dropped = coarse.length === 0 ? bucketsOf(bars, intervalMs) : Number(partialAtStart) + Number(partialAtEnd);
  return { bars: coarse, dropped_partial: dropped, with_holes: withHoles };
}

function bucketsOf(bars: BarSeries, intervalMs: number): number {
  if (bars.length === 0) return 0;
  const first = Math.floor(bars.openTime[0]! / intervalMs);
  return Math.floor(bars.openTime[bars.length - 1]! / intervalMs) - first + 1;
}

/** What `data resample` did. */
export interface ResampleResult extends SeriesKey {
  readonly from_interval: string;
  readonly rows: number;
  readonly added: number;
  readonly replaced: number;
  readonly dropped_partial: number;
  readonly with_holes: number;
}

/** Makes a stored series of a coarser interval from a stored finer one, under the same source. */
export async function resampleStored(
  store: BarStore,
  key: SeriesKey,
  interval: string,
  prefer: Prefer = 'error',
): Promise<ResampleResult> {
  const made = resampleCounted(await store.load(key), parseInterval(interval));
  const target = { ...key, interval: intervalName(made.bars.intervalMs) };
  const { added, replaced, bars } = await store.merge(target, made.bars, prefer);
  const { dropped_partial, with_holes } = made;
  return { ...target, from_interval: key.interval, rows: bars.length, added, replaced, dropped_partial, with_holes };
}
