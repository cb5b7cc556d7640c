import { expect, it } from 'vitest';
import { sampleResult } from './fixtures/sample-result.js';
import { valuesOf } from './fixtures/sample-bars.js';
import { runSeries, underwater } from './series.js';

it('values buying and holding at every close, and carries a close over a missing bar', () => {
  const sample = sampleResult({ bars: 4 });
  const { benchmark, equity } = runSeries({
    ...sample,
    equity: [10_500, 10_000, 9_000, 12_000],
    prices: [{ symbol: 'BTCUSDT', close: [30_000, 31_000, null, 29_000] }],
    benchmark: { ...sample.benchmark, quantity: 0.5, entry_price: 30_000, costs: 10 },
  });
  expect(valuesOf(benchmark)).toEqual([9_990, 10_490, 10_490, 9_490]);
  expect(valuesOf(underwater(equity, 10_000))).toEqual([0, 10_000 / 10_500 - 1, 9_000 / 10_500 - 1, 0]);
});
