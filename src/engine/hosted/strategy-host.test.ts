import { describe, expect, it } from 'vitest';
import type { BarSeries } from '../../core/bars.js';
import { resampleBars } from '../../core/resample.js';
import { DAY, HOUR } from '../../core/time.js';
import { Strategy, type AccountState, type Bar, type Order, type StrategyContext } from '../../strategies/base.js';
import { createStrategy, STRATEGIES } from '../../strategies/index.js';
import { createAccount } from '../account/fed/fed-account.js';
import { backtest, type BacktestOptions } from '../backtester.js';
import { GrowingBars } from '../context/growing-bars.js';
import { feedAccount } from '../fixtures/feed-account.js';
import { assessmentOf } from '../fixtures/opinions.js';
import { randomBars } from '../fixtures/random-market.js';
import { StrategyHost } from './strategy-host.js';

/** More than a chunk, a ring of values and several sizes of the columns. */
const COUNT = 5_000;

/** Coarser bars, look-back and windows: what a context gives beside indicators. */
class Deep extends Strategy {
  private day!: ReturnType<StrategyContext['timeframe']>;
  private slow!: ReturnType<StrategyContext['sma']>;
  private fast!: ReturnType<StrategyContext['sma']>;

  override init(context: StrategyContext): void {
    this.day = context.timeframe('4h');
    this.slow = this.day.ema(10);
    this.fast = context.sma(5);
  }

  onBar(bar: Bar, _account: AccountState, context: StrategyContext): Order | null {
    if (!this.day.ready) return null;
    const window = context.window('close', 20);
    const rising = this.slow.value - this.slow.at(3) + (this.day.at('close') - this.day.at('open', 2));
    const edge = this.fast.value - context.ago('close', 30) + (bar.close - window[0]!);
    return rising > 0 && edge > 0 ? context.long(0.5) : rising < 0 && edge < 0 ? context.short(0.3) : context.flat();
  }
}

function expectSame(options: BacktestOptions): void {
  const expected = backtest(options);
  const fed = feedAccount(options);
  expect(fed.equity).toStrictEqual([...expected.equity]);
  expect(fed.fills).toStrictEqual([...expected.fills]);
  expect(expected.fills.length).toBeGreaterThan(0);
}

describe('a strategy that is shown one moment at a time', () => {
  const bars = randomBars(7, COUNT);
  const regime = {
    points: Array.from({ length: Math.floor(COUNT / 24) }, (_, i) => ({
      decidedAt: bars.closeTime(24 * i),
      availableAt: bars.closeTime(24 * i) + 90_000,
      assessment: i % 9 === 4 ? null : assessmentOf(0.5 + 0.4 * Math.sin(i)),
      onFailure: 'hold' as const,
    })),
  };

  it.each(STRATEGIES.map(({ name }) => name))('trades %s as a backtest does, to the last bit', (name) => {
    expectSame({ data: [{ bars }], strategy: createStrategy(name), instrument: 'perp', regime });
  });

  it('sees coarser bars, look-back and windows as in a backtest, whatever holes the bars have', () => {
    expectSame({ data: [{ bars }], strategy: new Deep(), instrument: 'perp' });
  });

  it('trades several symbols as a backtest does', () => {
    const data = ['BTCUSDT', 'ETHUSDT', 'SOLUSDT'].map((symbol, i) => ({ bars: randomBars(i + 1, 1_500, symbol) }));
    expectSame({ data, strategy: new Deep(), instrument: 'perp' });
    expectSame({ data, strategy: createStrategy('sma-cross', { size: 0.3 }), instrument: 'spot' });
  });

  it('is not asked about history before its start, and knows its indicators at the first bar', () => {
    const account = createAccount({ symbols: [{ symbol: 'BTCUSDT' }], intervalMs: HOUR, instrument: 'spot' });
    const values: number[] = [];
    class Watching extends Strategy {
      private average!: ReturnType<StrategyContext['sma']>;
      override init(context: StrategyContext): void {
        this.average = context.sma(200);
      }
      onBar(): null {
        values.push(this.average.value);
        return null;
      }
    }
    const spec = { symbols: [{ symbol: 'BTCUSDT' }], intervalMs: HOUR, canShort: false, leverage: 1 };
    const host = new StrategyHost(new Watching(), spec, null);
    const rows = Array.from({ length: 201 }, (_, i) => ({ symbol: 'BTCUSDT', ...bars.row(i) }));
    host.warmUp(rows.slice(0, 200));
    account.onBar(rows[200]!);
    host.ask(rows.slice(200), account);
    const last = bars.close.slice(1, 201);
    expect(values).toHaveLength(1);
    expect(values[0]).toBeCloseTo(last.reduce((sum, close) => sum + close, 0) / 200, 9);
  });

  it('names the bar at which the strategy throws', () => {
    class Broken extends Strategy {
      onBar(bar: Bar): null {
        if (bar.index === 1) throw new Error('no idea');
        return null;
      }
    }
    const spec = { symbols: [{ symbol: 'BTCUSDT' }], intervalMs: HOUR, canShort: false, leverage: 1 };
    const host = new StrategyHost(new Broken(), spec, null);
    const account = createAccount({ symbols: [{ symbol: 'BTCUSDT' }], intervalMs: HOUR });
    const row = (i: number) => ({ symbol: 'BTCUSDT', ...bars.row(i) });
    host.ask([row(0)], account);
    expect(() => host.ask([row(1)], account)).toThrow('Strategy Broken threw at bar 1 of BTCUSDT');
  });
});

describe('bars that grow', () => {
  it.each([0, 1, 5])('become the same coarser bars as a whole series does, cut off by %i at the start', (cut) => {
    for (const every of [HOUR, 4 * HOUR, DAY, 7 * DAY]) {
      const bars = randomBars(3, 3_000).slice(cut);
      const growing = new GrowingBars(bars.symbol, bars.intervalMs);
      const early = growing.resampled(every);
      for (let i = 0; i < bars.length; i++) {
        growing.push(bars.row(i));
        if (i % 997 === 0) expect(rowsOf(early)).toEqual(rowsOf(resampleBars(bars.slice(0, i + 1), every)));
      }
      expect(rowsOf(early)).toEqual(rowsOf(resampleBars(bars, every)));
      const late = new GrowingBars(bars.symbol, bars.intervalMs);
      for (let i = 0; i < bars.length; i++) late.push(bars.row(i));
      expect(rowsOf(late.resampled(every))).toEqual(rowsOf(early));
    }
  });
});

const rowsOf = (bars: BarSeries | GrowingBars) => Array.from({ length: bars.length }, (_, i) => bars.row(i));
