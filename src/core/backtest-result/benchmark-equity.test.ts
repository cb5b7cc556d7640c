import { describe, expect, it } from 'vitest';
import { HOUR } from '../time.js';
import { benchmarkEquity, benchmarkSteps } from './benchmark-equity.js';
import { smallResult } from './fixtures/small-result.js';
import { seriesOf } from './series.js';

const withClose = (close: (number | null)[]) =>
  smallResult({ prices: [smallResult().prices[1]!, { symbol: 'BTCUSDT', close }] });

describe('equity of the benchmark', () => {
  it('is cash less costs and the funding settled before each close, and the position at that close', () => {
    // 1,000 − 1 + 9 · (close − 100). The first funding is due at the close of the second hour and belongs to the third.
    expect([...benchmarkEquity(smallResult())]).toEqual([1_008, 1_017, 1_006, 1_033, 1_023, 1_041]);
  });

  it('goes on with the last close through a hole, and is not known before the first', () => {
    expect([...benchmarkEquity(withClose([null, 102, null, null, 103, null]))]).toEqual([
      NaN,
      1_017,
      1_015,
      1_015,
      1_023,
      1_023,
    ]);
  });

  it('is not known where its symbol has no closes at all', () => {
    const result = smallResult({ prices: [smallResult().prices[1]!] });
    expect([...benchmarkEquity(result)]).toEqual([NaN, NaN, NaN, NaN, NaN, NaN]);
  });

  it('pays no funding where there was none', () => {
    const spot = smallResult();
    delete spot.benchmark_funding;
    expect([...benchmarkEquity(spot)]).toEqual([1_008, 1_017, 1_008, 1_035, 1_026, 1_044]);
  });

  it.each([1, 2, 3, 4, 5])('is the same in blocks of %i steps, forwards and backwards', (size) => {
    for (const result of [smallResult(), withClose([null, 102, null, null, 103, null])]) {
      const whole = benchmarkEquity(result);
      const steps = benchmarkSteps(result, seriesOf(result));
      const firsts = Array.from({ length: Math.ceil(6 / size) }, (_, block) => block * size);
      const before = new Map<number, number>();
      const blockFrom = (first: number, last: number): Float64Array => {
        const block = new Float64Array(Math.min(size, 6 - first));
        before.set(first + size, steps(block, first, last));
        return block;
      };
      const forwards = firsts.map((first) => blockFrom(first, before.get(first) ?? NaN));
      const backwards = firsts.toReversed().map((first) => blockFrom(first, before.get(first) ?? NaN));
      expect(forwards.flatMap((block) => [...block])).toEqual([...whole]);
      expect(backwards.toReversed().flatMap((block) => [...block])).toEqual([...whole]);
    }
  });

  it('takes several settlements in one step, and those after the end not at all', () => {
    const [start] = smallResult().times;
    const due = [0.5, 0.6, 0.7, 5.9, 6, 9].map((hour) => start! + hour * HOUR);
    const result = smallResult({ benchmark_funding: { time: due, total: [1, 2, 4, 8, 16, 32] } });
    expect([...benchmarkEquity(result)]).toEqual([1_004, 1_013, 1_004, 1_031, 1_022, 1_036]);
  });
});
