import { isBarValue, isNewsValue, type BarValue, type Observation } from '../../core/observation.js';
import { knownFrom } from '../../core/point-in-time.js';

/** The observations as they were at `time` (UTC ms). */
export const knownObservations = (observations: readonly Observation[], time: number): Observation[] =>
  observations.filter((each) => knownFrom(each) <= time);

/**
 * The same past with another future: what becomes known after `time` is mirrored around the last value that was known. Prices
 * and counts by division, what can be negative by its sign, news by its mood. Times stay.
 */
export function replacedObservations(observations: readonly Observation[], time: number): Observation[] {
  const last = new Map<string, Observation>();
  const key = ({ series, symbol, source }: Observation): string => `${series}|${symbol}|${source}`;
  for (const each of observations) {
    if (knownFrom(each) > time) continue;
    const before = last.get(key(each));
    if (before === undefined || each.observed_at > before.observed_at) last.set(key(each), each);
  }
  return observations.map((each) => {
    if (knownFrom(each) <= time) return each;
    return { ...each, value: mirrored(each.value, last.get(key(each))?.value ?? each.value) };
  });
}

function mirrored(value: Observation['value'], pivot: Observation['value']): Observation['value'] {
  if (typeof value === 'number') {
    const around = typeof pivot === 'number' ? pivot : value;
    return value > 0 && around > 0 ? (around * around) / value : -value;
  }
  if (isBarValue(value)) return mirroredBar(value, isBarValue(pivot) ? pivot.close : value.open);
  if (!isNewsValue(value)) return value;
  const { sentiment } = value;
  return { ...value, title: `Not so: ${value.title}`, sentiment: sentiment === null ? null : -sentiment };
}

const mirroredBar = (bar: BarValue, pivot: number): BarValue => ({
  ...bar,
  open: (pivot * pivot) / bar.open,
  high: (pivot * pivot) / bar.low,
  low: (pivot * pivot) / bar.high,
  close: (pivot * pivot) / bar.close,
});
