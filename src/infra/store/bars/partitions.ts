import type { BarSeries } from '../../../core/bars.js';

const MINUTE = 60_000;

/** One Parquet file of a stored series. */
export interface Partition {
  /** `2024`, or `2024-03` for bars finer than a minute, so that no file grows beyond a few million rows. */
  readonly name: string;
  readonly bars: BarSeries;
}

/** Cuts a series at the turn of UTC years (of months, for bars finer than a minute). */
export function partitionsOf(bars: BarSeries): Partition[] {
  const parts: Partition[] = [];
  for (let from = 0; from < bars.length;) {
    const date = new Date(bars.openTime[from]!);
    const year = date.getUTCFullYear();
    const monthly = bars.intervalMs < MINUTE;
    const end = monthly ? Date.UTC(year, date.getUTCMonth() + 1) : Date.UTC(year + 1, 0);
    const to = bars.indexAtOrAfter(end);
    parts.push({ name: date.toISOString().slice(0, monthly ? 7 : 4), bars: bars.slice(from, to) });
    from = to;
  }
  return parts;
}
