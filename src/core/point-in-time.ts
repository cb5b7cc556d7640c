import type { Observation } from './observation.js';
import { SERIES, type SeriesInfo, type SeriesName } from './series.js';

/** Whether the publisher changes past values of a series later, so that a copy fetched today sees the future. */
export const isRevisable = (series: SeriesName): boolean => (SERIES[series] as SeriesInfo).revisable === true;

/**
 * When a copy of a value could first have been known, UTC ms: at the time the rule of its source gives, or when it arrived if
 * that was earlier. A copy of a revisable series is known from its retrieval alone: what stood there before it was fetched may
 * have been another number.
 */
export const availableFrom = (series: SeriesName, byRule: number, retrievedAt: number): number =>
  isRevisable(series) ? retrievedAt : Math.min(byRule, retrievedAt);

/** The end of what a value speaks of, UTC ms: a bar, a daily total. Nobody can know it before. */
export const spanEnd = ({ series, observed_at }: Pick<Observation, 'series' | 'observed_at'>): number =>
  observed_at + SERIES[series].spanMs;

/** Whether an observation claims to have been known before what it speaks of had ended. */
export const claimsTooEarly = (observation: Observation): boolean => observation.available_at < spanEnd(observation);

/**
 * From when on an observation counts, UTC ms, whatever its document claims: nothing before its span has ended, and no revisable
 * copy before its retrieval.
 */
export const knownFrom = (observation: Observation): number => {
  const ended = Math.max(observation.available_at, spanEnd(observation));
  return isRevisable(observation.series) ? Math.max(ended, observation.retrieved_at) : ended;
};

/** The same observations, where none claims to be known before its span has ended, and how many did. */
export function movedToSpanEnd(observations: readonly Observation[]): {
  readonly observations: Observation[];
  readonly moved: number;
} {
  let moved = 0;
  const all = observations.map((each) => {
    if (!claimsTooEarly(each)) return each;
    moved += 1;
    return { ...each, available_at: spanEnd(each) };
  });
  return { observations: all, moved };
}

/** How far ahead of this machine's clock a venue's stamp may lie before it counts as wrong, ms. */
export const MAX_SKEW_MS = 120_000;

/**
 * When a value that has just been received was observed: the venue's stamp, or the moment of receipt where the stamp is
 * absent or slightly ahead (it is here, so it was known by now). Null where the stamp lies further in the future than
 * clocks differ. An old stamp is kept: how old a value may be is judged where it is used.
 */
export function arrivalTime(stampMs: number | null | undefined, receivedAt: number): number | null {
  if (stampMs === null || stampMs === undefined) return receivedAt;
  if (!Number.isFinite(stampMs) || stampMs > receivedAt + MAX_SKEW_MS) return null;
  return Math.min(stampMs, receivedAt);
}
