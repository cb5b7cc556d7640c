import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BarSeries } from '../core/bars.js';
import { seededRandom } from '../core/ports/random.js';
import { DAY, HOUR } from '../core/time.js';
import { Strategy, type AccountState, type Bar, type Order, type StrategyContext } from '../strategies/base.js';
import { backtest } from './backtester.js';
import { feedAccount } from './fixtures/feed-account.js';
import { RandomTrader } from './fixtures/random-market.js';
import { bars, flatBars, Scripted } from './fixtures/scripted.js';

const free = { makerFee: 0, takerFee: 0, slippage: { bps: 0 }, initialEquity: 1_000, leverage: 5 };

/** Bars from the start of a day on whose log returns are those of `common` in this share, and their own else. */
function movingBars(symbol: string, common: number, hours = 10 * 24): BarSeries {
  const [shared, own] = [seededRandom(1), seededRandom(symbol.charCodeAt(0) + 7)];
  let price = 100;
  return BarSeries.fromRows(
    symbol,
    HOUR,
    Array.from({ length: hours }, (_, i) => {
      const open = price;
      price *= Math.exp(0.004 * (common * (shared.next() - 0.5) + (1 - common) * (own.next() - 0.5)));
      const [high, low] = [Math.max(open, price), Math.min(open, price)];
      return { openTime: 20_000 * DAY + i * HOUR, open, high, low, close: price, volume: 1 };
    }),
  );
}

/** Wants the same of every symbol from a bar on. */
class Wants extends Strategy {
  constructor(
    private readonly size: (symbol: string) => number,
    private readonly from = 0,
  ) {
    super();
  }
  onBar(bar: Bar, account: AccountState, context: StrategyContext): Order | null {
    if (bar.index !== this.from) return null;
    const size = this.size(bar.symbol);
    return size > 0 ? context.long(size) : context.short(-size);
  }
}

/** What is held at the end, times equity. */
function held(names: readonly [symbol: string, common: number][], strategy: Strategy, limits: object) {
  const data = names.map(([symbol, common]) => ({ bars: movingBars(symbol, common) }));
  const { openPositions, finalEquity } = backtest({ data, strategy, ...free, limits });
  const sizes = data.map(({ bars: { symbol, close, length } }) => {
    const quantity = openPositions.find((each) => each.symbol === symbol)?.quantity ?? 0;
    return (quantity * close[length - 1]!) / finalEquity;
  });
  return { sizes };
}

describe('net exposure', () => {
  it('is what longs exceed shorts by: a hedge that is held makes room', () => {
    const script: Record<string, Record<number, Order>> = {
      A: { 0: { side: 'short', size: 0.4 } },
      B: { 2: { side: 'long', size: 1 } },
    };
    const result = backtest({
      data: ['A', 'B'].map((symbol) => ({ bars: bars(flatBars(5), symbol) })),
      strategy: new Scripted((bar) => script[bar.symbol]?.[bar.index] ?? null),
      ...free,
      limits: { maxNetExposure: 0.5 },
    });
    expect([...result.fills].map(({ symbol, quantity }) => [symbol, Number(quantity.toFixed(9))])).toEqual([
      ['A', -4],
      ['B', 9],
    ]);
    expect(result.counters.limited_orders).toBe(1);
  });

  it('a hedge may always be closed, and what it leaves is reduced at the next bar', () => {
    const script: Record<string, Record<number, Order>> = {
      A: { 0: { side: 'short', size: 0.4 }, 3: { side: 'flat' } },
      B: { 2: { side: 'long', size: 0.9 } },
    };
    const result = backtest({
      data: ['A', 'B'].map((symbol) => ({ bars: bars(flatBars(7), symbol) })),
      strategy: new Scripted((bar) => script[bar.symbol]?.[bar.index] ?? null),
      ...free,
      limits: { maxNetExposure: 0.5 },
    });
    expect(
      [...result.fills].map(({ bar, symbol, quantity, reason }) => [bar, symbol, Number(quantity.toFixed(9)), reason]),
    ).toEqual([
      [1, 'A', -4, 'order'],
      [3, 'B', 9, 'order'],
      [4, 'A', 4, 'order'],
      [5, 'B', -4, 'drift'],
    ]);
  });
});

describe('exposure of symbols that move together', () => {
  const limits = { maxGroupExposure: 0.5, groupBars: 100 };
  const wantsHalf = (from: number) => new Wants(() => 0.5, from);

  it('counts symbols that were not seen long enough as one bet', () => {
    const { sizes } = held([['A', 0], ['B', 0], ['C', 0]], wantsHalf(0), limits); // prettier-ignore
    expect(sizes.map((size) => Number(size.toFixed(1)))).toEqual([0.5, 0, 0]);
  });

  it('lets what moves on its own be held beside what moves together, once that is measured', () => {
    const names: [string, number][] = [['A', 0.9], ['B', 0], ['C', 0.9]]; // prettier-ignore
    const { sizes } = held(names, wantsHalf(5 * 24), limits);
    expect(sizes.map((size) => Number(size.toFixed(1)))).toEqual([0.5, 0.5, 0]);
  });

  it('takes longs and shorts of a group for two bets, and no short for a hedge', () => {
    const names: [string, number][] = [['A', 0.9], ['B', 0.9], ['C', 0.9]]; // prettier-ignore
    const size = (symbol: string): number => ({ A: 0.5, B: -0.5 })[symbol] ?? 0.3;
    const { sizes } = held(names, new Wants(size, 5 * 24), limits);
    expect(sizes.map((each) => Number(each.toFixed(1)))).toEqual([0.5, -0.5, 0]);
  });
});

it('whatever is wanted, a group stays within 1.05 of its limit and what a bar moves', () => {
  const names = ['A', 'B', 'C'];
  const data = names.map((symbol) => ({ bars: movingBars(symbol, 0.9, 300) }));
  const limits = { maxNetExposure: 0.25, maxGroupExposure: 0.3, groupCorrelation: 0.5, groupBars: 60 };
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), (seed) => {
      const options = { data, strategy: new RandomTrader(seed, true), ...free, limits };
      const { fills, counters, equity } = backtest(options);
      expect(feedAccount(options, (step) => step % 17 === 0).fills).toStrictEqual([...fills]);
      expect(counters.limited_orders).toBeGreaterThan(0);
      const position: Record<string, number> = { A: 0, B: 0, C: 0 };
      const all = [...fills];
      for (let step = 0, next = 0; step < equity.length; step++) {
        for (; all[next]?.bar === step; next++) position[all[next]!.symbol] = all[next]!.position;
        const sizes = data.map(({ bars: { symbol, close } }) => (position[symbol]! * close[step]!) / equity[step]!);
        const sideOf = (side: number) => sizes.reduce((sum, size) => sum + Math.max(0, size * side), 0);
        for (const side of [1, -1]) expect(sideOf(side)).toBeLessThan(0.3 * 1.06);
      }
    }),
    { numRuns: 20, seed: 7 },
  );
});
