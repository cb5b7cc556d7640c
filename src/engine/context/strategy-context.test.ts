import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../core/time.js';
import { Strategy, type Bar, type Order, type StrategyContext, type Timeframe } from '../../strategies/base.js';
import { createAccount } from '../account/fed/fed-account.js';
import { backtest } from '../backtester.js';
import type { ExchangeFilters } from '../exchange-rules/filters.js';
import { FREE } from '../fixtures/free-run.js';
import { bars, flatBars, START, type Ohlc } from '../fixtures/scripted.js';
import { StrategyHost } from '../hosted/strategy-host.js';
import { GrowingBars } from './growing-bars.js';

/** Hands bar and context to a function at every bar. */
class Asks extends Strategy {
  private frame: Timeframe | null = null;
  constructor(
    private readonly ask: (bar: Bar, context: StrategyContext, frame: Timeframe) => Order | null | undefined,
    private readonly interval?: string,
  ) {
    super();
  }
  override init(context: StrategyContext): void {
    if (this.interval !== undefined) this.frame = context.timeframe(this.interval);
  }
  onBar(bar: Bar, _account: unknown, context: StrategyContext): Order | null {
    return this.ask(bar, context, this.frame!) ?? null;
  }
}
const closes = (...of: number[]): Ohlc[] => of.map((price) => [price, price, price, price]);

describe('a strategy’s context', () => {
  it('says which symbols, what length of bars, and what may be held', () => {
    const seen: unknown[] = [];
    const strategy = new Asks((_, { symbols, intervalMs, canShort, leverage }) => {
      seen.push([symbols, intervalMs, canShort, leverage]);
    });
    const data = ['A', 'B'].map((symbol) => ({ bars: bars(flatBars(1), symbol) }));
    backtest({ data, strategy, leverage: 3 });
    backtest({ data: data.slice(1), strategy, instrument: 'spot' });
    expect(seen).toEqual([
      [['A', 'B'], HOUR, true, 3],
      [['A', 'B'], HOUR, true, 3],
      [['B'], HOUR, false, 1],
    ]);
  });

  it('shows the last values as a window, fewer at the start, in one buffer', () => {
    const seen: number[][] = [];
    const buffers = new Set<Float64Array>();
    const strategy = new Asks((bar, context) => {
      const window = context.window('close', 2);
      seen.push([...window]);
      if (bar.index > 0) buffers.add(window);
    });
    backtest({ data: [{ bars: bars(closes(1, 2, 3, 4)) }], strategy });
    expect(seen).toEqual([[1], [1, 2], [2, 3], [3, 4]]);
    expect(buffers.size).toBe(1);
  });

  it('rounds a price to the tick that the symbol has then, and leaves it where there is none', () => {
    const ticks = (...of: (readonly [from: number, tickSize?: number])[]): ExchangeFilters[] =>
      of.map(([effectiveFrom, tickSize]) => ({ effectiveFrom, ...(tickSize === undefined ? {} : { tickSize }) }));
    const seen: (string | number)[][] = [];
    const strategy = new Asks((bar, context) => {
      seen.push([bar.symbol, context.toTick(100.3)]);
    });
    const data = [
      // The rules of 02:00 hold at the close of the second bar.
      { bars: bars(flatBars(2), 'A'), filters: ticks([0, 0.5], [START + 2 * HOUR, 1]) },
      { bars: bars(flatBars(2), 'B'), filters: ticks([0]) },
      { bars: bars(flatBars(2), 'C') },
    ];
    backtest({ data, strategy });
    expect(seen).toEqual([
      ['A', 100.5],
      ['B', 100.3],
      ['C', 100.3],
      ['A', 100],
      ['B', 100.3],
      ['C', 100.3],
    ]);
  });

  it.each<[string, (context: StrategyContext) => Order, object, number[]]>([
    ['long(0.5)', (context) => context.long(0.5), {}, [5]],
    ['short(0.5)', (context) => context.short(0.5), {}, [-5]],
    ['long(0), which is flat', (context) => context.long(0), {}, []],
    ['short(0), which is flat', (context) => context.short(0), {}, []],
    ['long(-0.5), which is no short', (context) => context.long(-0.5), { invalid_order: 1 }, []],
    ['short(-0.5), which is no long', (context) => context.short(-0.5), { invalid_order: 1 }, []],
  ])('makes orders: %s', (_, make, counts, quantities) => {
    const strategy = new Asks((bar, context) => (bar.index === 0 ? make(context) : null));
    const { fills, refusals } = backtest({ data: [{ bars: bars(flatBars(3)) }], strategy, ...FREE });
    expect(refusals.counts()).toEqual(counts);
    expect([...fills].map(({ quantity }) => quantity)).toEqual(quantities);
  });

  it('remembers until when an order has to wait for the answers it rests on: for the latest of them', () => {
    const hour = (n: number): number => START + n * HOUR;
    const point = (decidedAt: number, availableAt: number) => ({
      decidedAt,
      availableAt,
      assessment: null,
      onFailure: 'hold' as const,
    });
    // The answer asked for at 02:00 was there before the one asked for at 01:00.
    const points = [point(hour(1), hour(3)), point(hour(2), hour(2) + MINUTE), point(hour(4), hour(4) + MINUTE)];
    const host = new StrategyHost(
      new Asks((_, context) => void context.regime()),
      { symbols: [{ symbol: 'A' }], intervalMs: HOUR, canShort: true, leverage: 1 },
      { points },
    );
    const account = createAccount({ intervalMs: HOUR, symbols: [{ symbol: 'A' }] });
    const seen = [0, 1, 2, 3].map((n) => {
      const row = { symbol: 'A', openTime: hour(n), open: 1, high: 1, low: 1, close: 1, volume: 1 };
      account.onBar(row);
      host.ask([row], account);
      return host.seenUntil;
    });
    expect(seen).toEqual([hour(3), hour(3), hour(3), hour(4) + MINUTE]);
  });
});

describe('a coarser timeframe', () => {
  it('is not ready before a bar of it has closed, for any of several symbols', () => {
    const seen: (string | boolean | number)[][] = [];
    const strategy = new Asks((bar, _, frame) => {
      seen.push([bar.symbol, frame.ready, frame.at('close')]);
    }, '2h');
    const data = [{ bars: bars(closes(1, 2, 3, 4), 'A') }, { bars: bars(closes(10, 20, 30, 40), 'B') }];
    backtest({ data, strategy });
    expect(seen).toEqual([
      ['A', false, NaN],
      ['B', false, NaN],
      ['A', true, 2],
      ['B', true, 20],
      ['A', true, 2],
      ['B', true, 20],
      ['A', true, 4],
      ['B', true, 40],
    ]);
  });

  it('and its indicators are declared in init alone', () => {
    const data = [{ bars: bars(flatBars(4)) }];
    const late = new Asks((_, context) => void context.timeframe('4h'));
    expect(() => backtest({ data, strategy: late })).toThrow(
      expect.objectContaining({ code: 'strategy.declare', message: 'Timeframes are declared in init, not in onBar.' }),
    );
    const lateIndicator = new Asks((_, __, frame) => void frame.sma(2), '4h');
    expect(() => backtest({ data, strategy: lateIndicator })).toThrow('Indicators are declared in init, not in onBar.');
  });

  it('shows the same over bars that grow', () => {
    const seen: unknown[] = [];
    const strategy = new Asks((_, __, frame) => {
      seen.push([frame.ready, frame.at('close'), frame.at('openTime', 1)]);
    }, '2h');
    const host = new StrategyHost(
      strategy,
      { symbols: [{ symbol: 'A' }], intervalMs: HOUR, canShort: true, leverage: 1 },
      null,
    );
    const account = createAccount({ intervalMs: HOUR, symbols: [{ symbol: 'A' }] });
    for (const [n, close] of [1, 2, 3, 4, 5].entries()) {
      const row = { symbol: 'A', openTime: START + n * HOUR, open: close, high: close, low: close, close, volume: 1 };
      account.onBar(row);
      host.ask([row], account);
    }
    expect(seen).toEqual([
      [false, NaN, NaN],
      [true, 2, NaN],
      [true, 2, NaN],
      [true, 4, START],
      [true, 4, START],
    ]);
  });

  it('of bars that grow is one series, however often it is asked for', () => {
    const growing = new GrowingBars('A', HOUR);
    expect(growing.resampled(4 * HOUR)).toBe(growing.resampled(4 * HOUR));
    expect(growing.resampled(2 * HOUR)).not.toBe(growing.resampled(4 * HOUR));
  });
});
