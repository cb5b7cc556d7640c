import { describe, expect, it } from 'vitest';
import { collectedFrom, observationsFrom, type Point } from './points.js';
import { readRows, Rejections } from './rejections.js';
import { z } from 'zod';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const NOW = Date.UTC(2025, 5, 10, 10);
const day = (daysAgo: number): number => Date.UTC(2025, 5, 10) - daysAgo * DAY;

function made(points: readonly Point[]) {
  const rejections = new Rejections();
  const observations = observationsFrom(points, {
    source: 'example',
    series: 'mvrv',
    symbol: 'BTC',
    receivedAt: NOW,
    availableAt: (start) => start + 36 * HOUR,
    rejections,
  });
  return { observations, failures: rejections.failures('example') };
}

describe('observationsFrom', () => {
  it('is known by the rule, or when it arrived if that was earlier', () => {
    const { observations } = made([
      { observedAt: day(3), value: 1 },
      { observedAt: day(1), value: 2 },
    ]);
    expect(observations.map(({ available_at }) => available_at)).toEqual([day(3) + 36 * HOUR, NOW]);
    expect(observations[0]).toEqual({
      series: 'mvrv',
      symbol: 'BTC',
      value: 1,
      observed_at: day(3),
      available_at: day(3) + 36 * HOUR,
      source: 'example',
      retrieved_at: NOW,
    });
  });

  it('sorts, counts equal copies once, rejects both of two that disagree', () => {
    const { observations, failures } = made([
      { observedAt: day(2), value: 5 },
      { observedAt: day(4), value: 1 },
      { observedAt: day(3), value: 2 },
      { observedAt: day(4), value: 1 },
      { observedAt: day(3), value: 3 },
    ]);
    expect(observations.map(({ observed_at, value }) => [observed_at, value])).toEqual([
      [day(4), 1],
      [day(2), 5],
    ]);
    expect(failures).toEqual([
      {
        source: 'example',
        series: ['mvrv'],
        code: 'source.rows-rejected',
        reason: '1 row rejected, the first because there are two different values for 2025-06-07T00:00:00.000Z.',
      },
    ]);
  });

  it('tolerates a vendor clock two minutes ahead and no more', () => {
    const { observations, failures } = made([
      { observedAt: NOW + 120_000, value: 1 },
      { observedAt: NOW + 120_001, value: 2 },
    ]);
    expect(observations.map(({ value }) => value)).toEqual([1]);
    expect(failures[0]?.reason).toContain('lies in the future');
  });
});

describe('collectedFrom', () => {
  it('names each wanted series that has neither rows nor rejected ones', () => {
    const rejections = new Rejections();
    rejections.add('transactions', 'x: expected y');
    rejections.add('transactions', 'z');
    const { observations } = made([{ observedAt: day(2), value: 1 }]);
    const wanted = ['mvrv', 'transactions', 'hash_rate'] as const;
    expect(collectedFrom('example', wanted, observations, rejections, (series) => `no ${series}.`).failures).toEqual([
      {
        source: 'example',
        series: ['transactions'],
        code: 'source.rows-rejected',
        reason: '2 rows rejected, the first because x: expected y.',
      },
      { source: 'example', series: ['hash_rate'], code: 'source.nothing', reason: 'no hash_rate.' },
    ]);
  });
});

it('readRows lets one bad row go alone, and says which and why', () => {
  const rejected: [string, number][] = [];
  const schema = z.looseObject({ a: z.object({ b: z.number('expected a number') }) });
  const rows = readRows([{ a: { b: 1 } }, { a: { b: 'x' } }, null, { a: { b: 2 } }], schema, (reason, row) =>
    rejected.push([reason, row]),
  );
  expect(rows.map(({ a }) => a.b)).toEqual([1, 2]);
  expect(rejected).toEqual([
    ['a.b: expected a number', 1],
    ['the row: Invalid input: expected object, received null', 2],
  ]);
});
