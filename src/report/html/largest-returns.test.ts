import { describe, expect, it } from 'vitest';
import { sampleResult } from './fixtures/sample-result.js';
import { largestReturns } from './largest-returns.js';

describe('the largest returns', () => {
  const { trades } = sampleResult({ bars: 400, barsPerTrade: 2 });
  const [one] = trades;

  it.each([0, 1, 7, 60, 150, 500])('are those a stable sort of all would begin with: %s', (most) => {
    const sorted = trades.toSorted((a, b) => Math.abs(b.return) - Math.abs(a.return));
    expect(largestReturns(trades, most)).toEqual(sorted.slice(0, most));
  });

  it('are the earlier ones of equals, whatever their sign', () => {
    const equals = Array.from({ length: 50 }, (_, i) => ({ ...one!, open_bar: i, return: i % 2 === 0 ? 0.01 : -0.01 }));
    const found = largestReturns([...equals, { ...one!, open_bar: 99, return: -0.02 }], 4);
    expect(found.map((trade) => trade.open_bar)).toEqual([99, 0, 1, 2]);
  });
});
