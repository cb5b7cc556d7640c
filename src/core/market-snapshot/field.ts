import type { Observation } from '../observation.js';
import { SERIES, type SeriesName } from '../series.js';
import { formatDuration } from './duration.js';
import type { FieldQuality } from './quality.js';
import { isoTime } from '../time.js';

/** A field's value with where it came from, or null with why. */
export interface Field {
  readonly value: number | null;
  readonly quality: FieldQuality;
}

export function missing(reason: string): Field {
  return {
    value: null,
    quality: { source: null, observed_at: null, age_seconds: null, stale: false, missing_because: reason },
  };
}

/** Age in ms of a row at `asOf`, from the end of the interval it speaks of; never negative. */
export function ageOf(row: Observation, asOf: number): number {
  return Math.max(0, asOf - row.observed_at - SERIES[row.series].spanMs);
}

/** Why a row is too old to be used at `asOf`, or null when it is not. */
export function tooOld(row: Observation, asOf: number): string | null {
  const age = ageOf(row, asOf);
  const limit = SERIES[row.series].dropAfterMs;
  if (age <= limit) return null;
  return `stale: the last ${row.series} is ${formatDuration(age / 1000)} old, over the limit of ${formatDuration(limit / 1000)}`;
}

/** A value taken or computed from rows of which `row` is the newest. A value that is not finite is missing, never shown. */
export function present(value: number, row: Observation, asOf: number): Field {
  if (!Number.isFinite(value)) return missing(`not computable from ${row.series}: the result is not a finite number`);
  const age = ageOf(row, asOf);
  return {
    value,
    quality: {
      source: row.source,
      observed_at: isoTime(row.observed_at),
      age_seconds: Math.round(age / 1000),
      stale: age > SERIES[row.series].staleAfterMs,
      missing_because: null,
    },
  };
}

/** Says why a series has nothing: what its source reported, else that nothing was known at that time. */
export type WhyMissing = (series: SeriesName) => string;
