import { describe, expect, it } from 'vitest';
import { profitBySymbol } from '../../core/backtest-result/index.js';
import { deepestDrawdowns } from './drawdowns.js';
import { exposureOverTime } from './exposure.js';
import { sampleResult } from './fixtures/sample-result.js';
import { valuesOf } from './fixtures/sample-bars.js';
import { rollingMeasures } from './rolling.js';
import { yearlyReturns } from './section/years.js';

const DAY = 86_400_000;

describe('what a run was along the way', () => {
  it('lists falls from peak to recovery, deepest first', () => {
    const equity = Float64Array.from([100, 87.5, 100, 75, 50, 75, 200, 150]);
    const times = Float64Array.from(equity, (_, i) => (i + 1) * DAY);
    const start = { equity: 100, time: 0 };
    expect(deepestDrawdowns({ equity, times }, start, 2)).toEqual([
      { peak: 3 * DAY, trough: 5 * DAY, end: 7 * DAY, depth: 0.5 },
      { peak: 7 * DAY, trough: 8 * DAY, end: null, depth: 0.25 },
    ]);
    const third = { peak: DAY, trough: 2 * DAY, end: 3 * DAY, depth: 0.125 };
    expect(deepestDrawdowns({ equity, times }, start, 9)[2]).toEqual(third);
  });

  it('begins a fall at what the account began with', () => {
    const equity = Float64Array.from([75, 100, 90]);
    const times = Float64Array.of(DAY, 2 * DAY, 3 * DAY);
    const [first] = deepestDrawdowns({ equity, times }, { equity: 100, time: 0 }, 1);
    expect(first).toEqual({ peak: 0, trough: DAY, end: 2 * DAY, depth: 0.25 });
  });

  it('rolls over 90 days, over 30 in a short run, and not at all in a shorter one', () => {
    const of = (days: number) => {
      const opens = Float64Array.from({ length: days }, (_, i) => i * DAY);
      const equity = opens.map((_, i) => 100 * 1.01 ** Math.ceil((i + 1) / 2));
      return rollingMeasures(opens, equity, 100, DAY);
    };
    const long = of(200)!;
    expect([long.days, long.times.length, long.times[0]]).toEqual([90, 111, 90 * DAY]);
    // Half of the days 1 %, half 0 %: sample deviation 0.005 · √(90/89).
    expect(long.volatility[0]).toBeCloseTo(0.005 * Math.sqrt(90 / 89) * Math.sqrt(365), 9);
    expect(long.sharpe[0]).toBeCloseTo(Math.sqrt(89 / 90) * Math.sqrt(365), 6);
    expect(of(100)!.days).toBe(30);
    expect(of(50)).toBeNull();
  });

  it('counts time in the market and profit by symbol', () => {
    const result = sampleResult({ bars: 3_000, barsPerTrade: 20, symbols: ['BTCUSDT', 'ETHUSDT'] });
    const { long, short } = exposureOverTime(result)!;
    expect(long.at(2_999)! + short!.at(2_999)!).toBeCloseTo(0.5, 1);
    const longOnly = { ...result, trades: result.trades.filter(({ side }) => side === 'long') };
    const alone = exposureOverTime(longOnly)!;
    expect(alone.short).toBeNull();
    expect(valuesOf(alone.long)).toEqual(valuesOf(long));
    const [btc, eth] = profitBySymbol(result);
    expect(btc!.pnl).toBeCloseTo(
      result.trades.reduce((sum, { pnl }) => sum + pnl, 0),
      9,
    );
    expect(eth).toEqual({ symbol: 'ETHUSDT', trades: 0, won: 0, pnl: 0, unrealised_pnl: 0, costs: 0 });
  });

  it('takes a year from where the one before ended; midnight belongs to the year that ended', () => {
    const times = Float64Array.from([Date.UTC(2023, 11, 31), Date.UTC(2024, 0, 1), Date.UTC(2024, 5, 1)]);
    const years = yearlyReturns(times, Float64Array.from([110, 120, 90]), 100);
    expect([...years.keys()]).toEqual([2023, 2024]);
    expect(years.get(2023)).toBeCloseTo(0.2, 9);
    expect(years.get(2024)).toBeCloseTo(-0.25, 9);
  });
});
