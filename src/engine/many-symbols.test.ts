import { describe, expect, it } from 'vitest';
import {
  Strategy,
  type AccountState,
  type Bar,
  type Indicator,
  type Order,
  type StrategyContext,
} from '../strategies/base.js';
import { backtest } from './backtester.js';
import { bars, flatBars, Scripted, START, type Ohlc } from './fixtures/scripted.js';
import { HOUR } from '../core/time.js';

const free = { makerFee: 0, takerFee: 0, slippage: { bps: 0 }, initialEquity: 1_000 };
const at = (price: number): Ohlc => [price, price, price, price];

/** Orders by symbol and bar. */
const perSymbol = (script: Record<string, Record<number, Order>>) =>
  new Scripted((bar) => script[bar.symbol]?.[bar.index] ?? null);

describe('one account over many symbols', () => {
  it('sizes all orders of an instant on the same equity and marks every position', () => {
    const btc = bars([at(100), at(100), at(110)]);
    const eth = bars([at(10), at(10), at(9)], 'ETHUSDT');
    const result = backtest({
      data: [{ bars: btc }, { bars: eth }],
      strategy: perSymbol({
        BTCUSDT: { 0: { side: 'long', size: 0.5 } },
        ETHUSDT: { 0: { side: 'short', size: 0.5 } },
      }),
      ...free,
      takerFee: 0.01,
    });
    expect([...result.fills].map(({ symbol, quantity }) => [symbol, quantity])).toEqual([
      ['BTCUSDT', 5],
      ['ETHUSDT', -50],
    ]);
    // 1,000 − fees of 10 + 5·10 + 50·1.
    expect(result.finalEquity).toBeCloseTo(1_090, 9);
  });

  it('lets one symbol make room for another at the same instant, in either order of symbols', () => {
    for (const [first, second] of [
      ['A', 'B'],
      ['B', 'A'],
    ] as const) {
      const result = backtest({
        data: [{ bars: bars(flatBars(4), first) }, { bars: bars(flatBars(4), second) }],
        strategy: perSymbol({
          A: { 0: { side: 'long', size: 1 }, 1: { side: 'flat' } },
          B: { 1: { side: 'long', size: 1 } },
        }),
        ...free,
      });
      expect([...result.fills].map(({ bar, symbol, quantity }) => [bar, symbol, quantity])).toEqual([
        [1, 'A', 10],
        [2, 'A', -10],
        [2, 'B', 10],
      ]);
      expect(result.refusals.total).toBe(0);
    }
  });

  it('accepts targets up to the leverage in sum, and caps exposure in sum', () => {
    const data = [{ bars: bars(flatBars(4), 'A') }, { bars: bars(flatBars(4), 'B') }];
    const strategy = perSymbol({ A: { 0: { side: 'long', size: 0.6 } }, B: { 1: { side: 'short', size: 0.6 } } });
    expect(backtest({ data, strategy, ...free }).refusals.counts()).toEqual({ over_leverage: 1 });
    const capped = backtest({ data, strategy, ...free, leverage: 2, limits: { maxExposure: 0.8 } });
    expect([...capped.fills].map((fill) => Number(fill.quantity.toFixed(9)))).toEqual([6, -2]);
  });

  it('steps through every moment at which any symbol has a bar; a hole keeps the last mark', () => {
    const btc = bars([at(100), at(100), at(120)]);
    btc.openTime[2] = START + 3 * HOUR;
    const eth = bars([at(10), at(10), at(10), at(10)], 'ETHUSDT');
    const strategy = perSymbol({ BTCUSDT: { 0: { side: 'long', size: 0.5 } } });
    const result = backtest({ data: [{ bars: btc }, { bars: eth }], strategy, ...free });
    expect([...result.times]).toEqual([0, 1, 2, 3].map((i) => START + i * HOUR));
    expect([...result.equity]).toEqual([1_000, 1_000, 1_000, 1_100]);
    expect(strategy.seen.length).toBe(7);
  });

  it('an order may name another symbol', () => {
    const result = backtest({
      data: [{ bars: bars(flatBars(3), 'A') }, { bars: bars(flatBars(3), 'B') }],
      strategy: perSymbol({ A: { 0: { side: 'long', size: 0.5, symbol: 'B' } } }),
      ...free,
    });
    expect([...result.fills]).toMatchObject([{ symbol: 'B', quantity: 5 }]);
  });

  it('indicators, account and reused orders belong to the symbol shown', () => {
    class Watches extends Strategy {
      readonly seen: string[] = [];
      private sma!: Indicator;
      override init(context: StrategyContext): void {
        this.sma = context.sma(2);
      }
      onBar(bar: Bar, account: AccountState, context: StrategyContext): Order | null {
        this.seen.push(`${bar.symbol} ${bar.close} ${this.sma.value} ${context.ago('close', 1)} ${account.position}`);
        return bar.symbol === 'A' ? context.long(0.25) : context.short(0.5);
      }
    }
    const strategy = new Watches();
    const data = [{ bars: bars([at(100), at(200)], 'A') }, { bars: bars([at(10), at(20)], 'B') }];
    backtest({ data, strategy, ...free });
    expect(strategy.seen).toEqual(['A 100 NaN NaN 0', 'B 10 NaN NaN 0', 'A 200 150 100 1.25', 'B 20 15 10 -25']);
  });
});
