import { MAX_SKEW_MS, availableFrom } from '../../../core/point-in-time.js';
import type { Observation } from '../../../core/observation.js';
import type { Collected } from '../../../core/ports/observation-source.js';
import type { SeriesName } from '../../../core/series.js';
import type { Rejections } from './rejections.js';
import { isoTime } from '../../../core/time.js';

export interface PointSettings {
  readonly source: string;
  readonly series: SeriesName;
  readonly symbol: string;
  /** When the reply arrived, UTC ms. */
  readonly receivedAt: number;
  /** The vendor's publication lag: when a value of this moment can first be known, UTC ms. */
  readonly availableAt: (observedAt: number) => number;
  readonly rejections: Rejections;
}

export interface Point {
  readonly observedAt: number;
  readonly value: number;
}

/**
 * Observations from a vendor's points, oldest first. Points of the future are rejected; so are two that speak of the same
 * moment with different values, since neither can be told to be the right one (equal copies count once).
 *
 * `available_at` is the rule's time; a row that arrived even before that was known when it arrived, and a copy of a revisable
 * series only then.
 */
export function observationsFrom(points: readonly Point[], settings: PointSettings): Observation[] {
  const { source, series, symbol, receivedAt, availableAt, rejections } = settings;
  const byMoment = new Map<number, number>();
  const disputed = new Set<number>();
  for (const { observedAt, value } of points) {
    const known = byMoment.get(observedAt);
    if (observedAt > receivedAt + MAX_SKEW_MS) {
      rejections.add(series, `${isoTime(observedAt)} lies in the future`);
    } else if (known !== undefined && known !== value) {
      rejections.add(series, `there are two different values for ${isoTime(observedAt)}`);
      disputed.add(observedAt);
    } else byMoment.set(observedAt, value);
  }
  return [...byMoment]
    .filter(([moment]) => !disputed.has(moment))
    .sort(([a], [b]) => a - b)
    .map(([observed_at, value]) => ({
      series,
      symbol,
      value,
      observed_at,
      available_at: availableFrom(series, availableAt(observed_at), receivedAt),
      source,
      retrieved_at: receivedAt,
    }));
}

/**
 * What a source hands over: its observations, the rows it rejected, and for each wanted series without either that there
 * was nothing.
 */
export function collectedFrom(
  source: string,
  wanted: readonly SeriesName[],
  observations: readonly Observation[],
  rejections: Rejections,
  whyNothing: (series: SeriesName) => string,
): Collected {
  const there = new Set(observations.map(({ series }) => series));
  const empty = wanted.filter((series) => !there.has(series) && !rejections.has(series));
  const nothing = empty.map((series) => ({
    source,
    series: [series],
    code: 'source.nothing',
    reason: whyNothing(series),
  }));
  return { observations, failures: [...rejections.failures(source), ...nothing] };
}
