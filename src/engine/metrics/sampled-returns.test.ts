import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../core/ports/random.js';
import { sampleReturns } from './sampled-returns.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** By definition: the last step that has closed by the end of the period, or the initial equity. */
function byDefinition(times: readonly number[], equity: readonly number[], period: number, start: number, end: number) {
  const values = [1_000];
  for (let close = start + period; close <= end; close += period) {
    const row = times.findLastIndex((time) => time + HOUR <= close);
    values.push(row < 0 ? 1_000 : equity[row]!);
  }
  return values;
}

/** Hourly steps of which a share is missing, in stretches. */
function steps(seed: number, count: number, missing: number) {
  const random = seededRandom(seed);
  const times: number[] = [];
  let gone = false;
  for (let i = 0; i < count; i++) {
    if (random.next() < 0.08) gone = random.next() < missing;
    if (i === 0 || !gone) times.push(i * HOUR);
  }
  return { times, equity: times.map(() => 900 + 200 * random.next()) };
}

describe('an equity curve at the ends of periods', () => {
  it.each([0, 0.3, 0.9])('is what had closed by then, with %d of the steps missing', (missing) => {
    for (let seed = 1; seed <= 30; seed++) {
      const { times, equity } = steps(seed, 400, missing);
      for (const period of [HOUR, 5 * HOUR, DAY, 90 * HOUR]) {
        const sampled = sampleReturns(Float64Array.from(times), Float64Array.from(equity), 1_000, HOUR, period);
        const values = byDefinition(times, equity, period, 0, times.at(-1)! + HOUR);
        expect([...sampled.values]).toEqual(values);
        expect([...sampled.returns]).toEqual(values.slice(1).map((value, k) => value / values[k]! - 1));
        expect(sampled.periodMs).toBe(period);
      }
    }
  });

  it('may begin before the first step and end after the last', () => {
    for (let seed = 40; seed <= 60; seed++) {
      const { times, equity } = steps(seed, 120, 0.5);
      const late = times.map((time) => time + 100 * HOUR);
      const sampled = sampleReturns(Float64Array.from(late), Float64Array.from(equity), 1_000, HOUR, DAY, 0, 20 * DAY);
      expect([...sampled.values]).toEqual(byDefinition(late, equity, DAY, 0, 20 * DAY));
      expect(sampled.values).toHaveLength(21);
    }
  });

  it('takes days, or the bars where they are longer', () => {
    const times = Float64Array.from({ length: 5 }, (_, i) => i * 7 * DAY);
    const weekly = sampleReturns(times, Float64Array.of(1, 2, 3, 4, 5), 1, 7 * DAY);
    expect(weekly.periodMs).toBe(7 * DAY);
    expect([...weekly.values]).toEqual([1, 1, 2, 3, 4, 5]);
    const hours = Float64Array.from({ length: 49 }, (_, i) => i * HOUR);
    const hourly = sampleReturns(
      hours,
      hours.map((time) => 1 + time / HOUR),
      1,
      HOUR,
    );
    expect(hourly.periodMs).toBe(DAY);
    expect([...hourly.values]).toEqual([1, 24, 48]);
  });

  it('has nothing of no steps, and no returns after ruin', () => {
    const none = sampleReturns(new Float64Array(0), new Float64Array(0), 5, HOUR);
    expect([...none.values]).toEqual([5]);
    expect(none.returns).toHaveLength(0);
    const spanned = sampleReturns(new Float64Array(0), new Float64Array(0), 5, HOUR, DAY, 0, 3 * DAY);
    expect([...spanned.values]).toEqual([5]);
    const days = Float64Array.of(0, DAY, 2 * DAY, 3 * DAY);
    for (const [ruin, after] of [
      [0, 0],
      [-3, -3],
      [0, 7],
    ] as const) {
      const { returns } = sampleReturns(days, Float64Array.of(10, ruin, after, 8), 10, DAY);
      expect([...returns.slice(0, 3)]).toEqual([0, ruin / 10 - 1, 0]);
    }
  });
});
