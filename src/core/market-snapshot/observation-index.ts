import type { Observation } from '../observation.js';
import { isRevisable, knownFrom } from '../point-in-time.js';
import type { SeriesName } from '../series.js';

const keyOf = (series: string, symbol: string): string => `${series}|${symbol}`;

/** One series of one symbol in order; the times beside the rows, since searching them is most of the work. */
interface Column {
  readonly rows: readonly Observation[];
  readonly observed: Float64Array;
  readonly known: Float64Array;
}

const EMPTY: Column = { rows: [], observed: new Float64Array(0), known: new Float64Array(0) };

/**
 * Observations by series and symbol, ordered by the moment they speak of, then by when they could be known. Building it
 * once lets thousands of snapshots be taken from one history, each at the cost of what it looks at.
 *
 * This is the one place where "known at t" is decided, live and historical alike: see `knownFrom`.
 */
export class ObservationIndex {
  readonly #columns = new Map<string, Column>();
  /** When the first copy of each revisable series became known. */
  readonly #firstCopy = new Map<SeriesName, number>();

  constructor(observations: readonly Observation[]) {
    const lists = new Map<string, Observation[]>();
    for (const observation of observations) {
      const key = keyOf(observation.series, observation.symbol);
      const list = lists.get(key);
      if (list === undefined) lists.set(key, [observation]);
      else list.push(observation);
    }
    for (const [key, list] of lists) {
      list.sort(
        (a, b) => a.observed_at - b.observed_at || knownFrom(a) - knownFrom(b) || a.retrieved_at - b.retrieved_at,
      );
      const observed = Float64Array.from(list, (row) => row.observed_at);
      const known = Float64Array.from(list, knownFrom);
      this.#columns.set(key, { rows: list, observed, known });
      const { series } = list[0]!;
      if (!isRevisable(series)) continue;
      const first = known.reduce((least, at) => Math.min(least, at), this.#firstCopy.get(series) ?? Infinity);
      this.#firstCopy.set(series, first);
    }
  }

  /**
   * What was known at `asOf` of a series from `since` (by `observed_at`, inclusive) on, oldest first: one row per moment,
   * the last version of it that was available. Rows that speak of a moment after `asOf` do not exist yet.
   */
  known(series: SeriesName, symbol: string, asOf: number, since = -Infinity): Observation[] {
    const { rows, observed, known } = this.#column(series, symbol);
    const found: Observation[] = [];
    const end = firstAfter(observed, asOf);
    let last = NaN;
    for (let i = firstFrom(observed, since); i < end; i++) {
      if (known[i]! > asOf) continue;
      // A later version of the same moment takes the place of the one before.
      if (observed[i] === last) found[found.length - 1] = rows[i]!;
      else found.push(rows[i]!);
      last = observed[i]!;
    }
    return found;
  }

  /** Every known row, versions and same-moment rows included: headlines may share a minute. */
  knownAll(series: SeriesName, symbol: string, asOf: number, since: number): Observation[] {
    const { rows, observed, known } = this.#column(series, symbol);
    const found: Observation[] = [];
    const end = firstAfter(observed, asOf);
    for (let i = firstFrom(observed, since); i < end; i++) if (known[i]! <= asOf) found.push(rows[i]!);
    return found;
  }

  /** The newest known row of a series, or undefined. */
  latest(series: SeriesName, symbol: string, asOf: number): Observation | undefined {
    const { rows, observed, known } = this.#column(series, symbol);
    for (let i = firstAfter(observed, asOf) - 1; i >= 0; i--) if (known[i]! <= asOf) return rows[i];
    return undefined;
  }

  /**
   * When the first copy of a revisable series was retrieved (UTC ms), where that was after `asOf`: what is at hand then sees
   * the future, and is refused. Null otherwise.
   */
  refusedUntil(series: SeriesName, asOf: number): number | null {
    const first = this.#firstCopy.get(series);
    return first !== undefined && first > asOf ? first : null;
  }

  #column(series: SeriesName, symbol: string): Column {
    return this.#columns.get(keyOf(series, symbol)) ?? EMPTY;
  }
}

/** Index of the first time after `time`. */
function firstAfter(times: Float64Array, time: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (times[middle]! <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Index of the first time from `time` on. */
function firstFrom(times: Float64Array, time: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (times[middle]! < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
