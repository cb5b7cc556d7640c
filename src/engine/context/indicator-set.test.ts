import { describe, expect, it } from 'vitest';
import { HOUR } from '../../core/time.js';
import { Strategy, type Indicator, type IndicatorFactory, type StrategyContext } from '../../strategies/base.js';
import { backtest } from '../backtester.js';
import { bars, flatBars, type Ohlc } from '../fixtures/scripted.js';
import { StrategyHost } from '../hosted/strategy-host.js';

const closes = (...of: number[]): Ohlc[] => of.map((price) => [price, price, price, price]);

/** Declares indicators, and keeps what they show at each bar. */
class Shows extends Strategy {
  readonly seen: number[][] = [];
  private shown: readonly Indicator[] = [];
  constructor(
    private readonly declare: (context: StrategyContext) => readonly Indicator[],
    private readonly look = (indicator: Indicator): number => indicator.value,
  ) {
    super();
  }
  override init(context: StrategyContext): void {
    this.shown = this.declare(context);
  }
  onBar(): null {
    this.seen.push(this.shown.map(this.look));
    return null;
  }
}

function shown(rows: readonly Ohlc[], ...of: ConstructorParameters<typeof Shows>): number[][] {
  const strategy = new Shows(...of);
  backtest({ data: [{ bars: bars(rows) }], strategy });
  return strategy.seen;
}

const ONE_PERIOD: Record<string, (of: IndicatorFactory, period: number) => Indicator> = {
  sma: (of, n) => of.sma(n),
  ema: (of, n) => of.ema(n),
  rsi: (of, n) => of.rsi(n),
  atr: (of, n) => of.atr(n),
  donchianHigh: (of, n) => of.donchianHigh(n),
  donchianLow: (of, n) => of.donchianLow(n),
  stdev: (of, n) => of.stdev(n),
  volatility: (of, n) => of.volatility(n),
  roc: (of, n) => of.roc(n),
  bollinger: (of, n) => of.bollinger(n).upper,
};

describe('an indicator is told by its name', () => {
  const neverKnown = (declare: (context: StrategyContext) => readonly Indicator[], ...lengths: number[]) =>
    backtest({
      data: lengths.map((length, i) => ({ bars: bars(flatBars(length), `S${i}`) })),
      strategy: new Shows(declare),
    }).neverKnown;

  it.each(Object.entries(ONE_PERIOD))('%s', (name, of) => {
    expect(neverKnown((context) => [of(context, 30)], 20)).toEqual([`${name}(30)`]);
    expect(() => neverKnown((context) => [of(context, 1.5)], 20)).toThrow(
      `${name}(1.5): the period must be a whole number of bars from 1.`,
    );
  });

  it('macd, by all its periods, and one of the strategy’s own', () => {
    expect(neverKnown((context) => [context.macd(5, 30, 9).line], 20)).toEqual(['macd(5, 30, 9)']);
    for (const periods of [
      [0, 2, 3],
      [1, -2, 3],
      [1, 2, 0],
    ] as const) {
      expect(() => neverKnown((context) => [context.macd(...periods).line], 20)).toThrow(
        expect.objectContaining({
          code: 'strategy.period',
          message: expect.stringMatching(/^macd\((0|-2)\): the period/),
        }),
      );
    }
    const nothing = { advance: () => undefined };
    expect(neverKnown((context) => [context.indicator(() => nothing)], 20)).toEqual(['an indicator of its own']);
  });

  it('not where one of several symbols has come to a value', () => {
    expect(neverKnown((context) => [context.sma(30)], 20, 40)).toEqual([]);
    expect(neverKnown((context) => [context.sma(30), context.timeframe('4h').sma(30)], 20, 40)).toEqual(['sma(30)']);
  });
});

describe('values by hand', () => {
  it('Bollinger bands of 1 and 3, one deviation wide: 2 ± 1', () => {
    const rows = shown(closes(1, 3), (context) => Object.values(context.bollinger(2, 1)));
    expect(rows[1]).toEqual([3, 2, 1]);
  });

  it('the rate of change from 100 to 110: 0.1, of closes unless another column is named', () => {
    const rows: Ohlc[] = [[100, 125, 100, 100, 10], [100, 200, 100, 110, 15]]; // prettier-ignore
    const seen = shown(rows, (context) => [context.roc(1), context.roc(1, 'high'), context.roc(1, 'volume')]);
    expect(seen[1]!.map((value) => Number(value.toFixed(12)))).toEqual([0.1, 0.6, 0.5]);
  });

  it('MACD of 9, 9, 15, 15: line, signal and their difference', () => {
    // EMA 2: 9, 9, 13, 43/3. EMA 3: 9, 9, 12, 13.5. Lines 1 and 5/6; their EMA 2 is 1, then 1 − 2/3 · 1/6 = 8/9.
    const [, , third, fourth] = shown(closes(9, 9, 15, 15), (context) => Object.values(context.macd(2, 3, 2)));
    expect(third).toEqual([expect.closeTo(1, 12), NaN, NaN]);
    expect(fourth).toEqual([expect.closeTo(5 / 6, 12), expect.closeTo(8 / 9, 12), expect.closeTo(-1 / 18, 12)]);
  });

  it('the value of the first bar can be asked for, none before it, and none that is yet to come', () => {
    const back = (barsAgo: number) => (indicator: Indicator) => indicator.at(barsAgo);
    expect(shown(closes(5, 6, 7), (context) => [context.sma(1)], back(0))).toEqual([[5], [6], [7]]);
    expect(shown(closes(5, 6, 7), (context) => [context.sma(1)], back(1))).toEqual([[NaN], [5], [6]]);
    // Three coarse bars lie in a ring of four: two before the first would be the last.
    const twelve = closes(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    const coarse = shown(twelve, (context) => [context.timeframe('4h').sma(1)], back(2));
    expect(coarse.map(([value]) => value)).toEqual([NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, 4]);
  });
});

describe('errors', () => {
  const thrown = (look: (context: StrategyContext, indicator: Indicator) => unknown): unknown => {
    const strategy = new (class extends Strategy {
      private sma!: Indicator;
      override init(context: StrategyContext): void {
        this.sma = context.sma(2);
      }
      onBar(_bar: unknown, _account: unknown, context: StrategyContext): null {
        look(context, this.sma);
        return null;
      }
    })();
    try {
      backtest({ data: [{ bars: bars(flatBars(2)) }], strategy });
    } catch (error) {
      return error;
    }
    return null;
  };

  it('an indicator that is declared too late: where it belongs', () => {
    expect(thrown((context) => context.rsi(3))).toMatchObject({
      code: 'strategy.declare',
      message: 'Indicators are declared in init, not in onBar.',
      remedy: 'move the call to init(context) and keep the result in a field',
    });
  });

  it.each([1_025, -1, 0.5, NaN])('a look back by %d bars', (barsAgo) => {
    expect(thrown((_, sma) => sma.at(barsAgo))).toMatchObject({
      code: 'strategy.look-back',
      message: `Indicator.at(${barsAgo}): whole bars from 0 to 1024 can be asked.`,
    });
  });

  it('none for a look back by 1,024', () => {
    expect(thrown((_, sma) => sma.at(1_024))).toBeNull();
  });
});

it('the longest period counts coarser bars in bars of the run', () => {
  const longest = (declare: (context: StrategyContext) => readonly Indicator[]) =>
    new StrategyHost(
      new Shows(declare),
      { symbols: [{ symbol: 'A' }], intervalMs: HOUR, canShort: true, leverage: 1 },
      null,
    ).longestPeriod;
  expect(longest(() => [])).toBe(0);
  expect(longest((context) => [context.sma(20), context.ema(5)])).toBe(20);
  // 3 bars of four hours are 12 hours, 10 are 40; a timeframe alone needs one bar of its own.
  expect(longest((context) => [context.sma(20), context.timeframe('4h').rsi(3)])).toBe(20);
  expect(longest((context) => [context.sma(20), context.timeframe('4h').rsi(10)])).toBe(40);
  expect(longest((context) => (context.timeframe('4h'), []))).toBe(4);
});
