import type { Observation } from '../observation.js';
import type { SeriesName } from '../series.js';

const keyOf = (series: string, symbol: string): string => `${series}|${symbol}`;

/**
 * Observations by series and symbol, ordered by the moment they speak of, then by when they could be known. Building it
 * once lets thousands of snapshots be taken from one history, each at the cost of what it looks at.
 */
export class ObservationIndex {
  readonly #series = new Map<string, Observation[]>();

  constructor(observations: readonly Observation[]) {
    for (const observation of observations) {
      const key = keyOf(observation.series, observation.symbol);
      const list = this.#series.get(key);
      if (list === undefined) this.#series.set(key, [observation]);
      else list.push(observation);
    }
    for (const list of this.#series.values()) {
      list.sort(
        (a, b) => a.observed_at - b.observed_at || a.available_at - b.available_at || a.retrieved_at - b.retrieved_at,
      );
    }
  }

  /**
   * What was known at `asOf` of a series from `since` (by `observed_at`, inclusive) on, oldest first: one row per moment,
   * the last version of it that was available. Rows that speak of a moment after `asOf` do not exist yet.
   */
  known(series: SeriesName, symbol: string, asOf: number, since = -Infinity): Observation[] {
    const list = this.#series.get(keyOf(series, symbol)) ?? [];
    const rows: Observation[] = [];
    for (let i = firstAfter(list, asOf) - 1; i >= 0; i--) {
      const row = list[i]!;
      if (row.observed_at < since) break;
      if (row.available_at <= asOf && rows.at(-1)?.observed_at !== row.observed_at) rows.push(row);
    }
    return rows.reverse();
  }

  /** Every known row, versions and same-moment rows included: headlines may share a minute. */
  knownAll(series: SeriesName, symbol: string, asOf: number, since: number): Observation[] {
    const list = this.#series.get(keyOf(series, symbol)) ?? [];
    return list.slice(0, firstAfter(list, asOf)).filter((row) => row.observed_at >= since && row.available_at <= asOf);
  }

  /** The newest known row of a series, or undefined. */
  latest(series: SeriesName, symbol: string, asOf: number): Observation | undefined {
    const list = this.#series.get(keyOf(series, symbol)) ?? [];
    for (let i = firstAfter(list, asOf) - 1; i >= 0; i--) {
      if (list[i]!.available_at <= asOf) return list[i];
    }
    return undefined;
  }
}

/** Index of the first row that speaks of a moment after `time`. */
function firstAfter(list: readonly Observation[], time: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (list[middle]!.observed_at <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}
