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

/** From when on an observation counts, UTC ms, whatever its document claims: no revisable copy before its retrieval. */
export const knownFrom = ({ series, available_at, retrieved_at }: Observation): number =>
  isRevisable(series) ? Math.max(available_at, retrieved_at) : available_at;
