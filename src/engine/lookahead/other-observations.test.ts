import { describe, expect, it } from 'vitest';
import type { Observation } from '../../core/observation.js';
import { knownObservations, replacedObservations } from './other-observations.js';

const HOUR = 3_600_000;
const T = Date.UTC(2024, 0, 1);
const row = (hour: number, value: Observation['value'], series: Observation['series']): Observation => ({
  series,
  symbol: 'BTCUSDT',
  value,
  observed_at: T + hour * HOUR,
  available_at: T + hour * HOUR,
  source: 'x',
  retrieved_at: T,
});
const bar = (low: number, high: number): Observation['value'] => ({
  open: low,
  high,
  low,
  close: high,
  volume: 1,
  quote_volume: null,
});

describe('observations of a rerun', () => {
  const rows = [
    row(0, 100, 'spot_price'),
    row(1, 110, 'spot_price'),
    row(0, bar(90, 100), 'bar_1h'),
    row(1, bar(100, 125), 'bar_1h'),
    row(1, -0.5, 'funding_rate'),
    row(1, { source: 'S', title: 'Up', body: null, url: null, sentiment: 0.5, impact_score: null }, 'news'),
  ];
  const cut = T + HOUR - 1;

  it('end where the data end: a bar by its close, whatever it claims', () => {
    expect(knownObservations(rows, cut)).toEqual([rows[0]]);
    expect(knownObservations(rows, T + HOUR)).toEqual([rows[0], rows[1], rows[2], rows[4], rows[5]]);
  });

  it('have the same past and another future', () => {
    const other = replacedObservations(rows, T + HOUR);
    expect([other[0], other[1], other[2]]).toEqual([rows[0], rows[1], rows[2]]);
    expect(other[3]!.value).toEqual({ ...(bar(80, 100) as object), open: 100, close: 80 });
    const earlier = replacedObservations(rows, cut);
    expect(earlier[1]!.value).toBeCloseTo(100 ** 2 / 110, 12);
    expect(earlier[4]!.value).toBe(0.5);
    expect(earlier[5]!.value).toMatchObject({ title: 'Not so: Up', sentiment: -0.5 });
    expect(earlier.map(({ observed_at }) => observed_at)).toEqual(rows.map(({ observed_at }) => observed_at));
  });
});
