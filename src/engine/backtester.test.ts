import { describe, expect, it } from 'vitest';
import { InputError } from '../core/errors.js';
import type { Bar, Indicator, IndicatorFactory, StrategyContext } from '../strategies/base.js';
import { SmaCross } from '../strategies/sma-cross.js';
import { backtest, Backtester, type BacktestOptions } from './backtester.js';
import { bars, flatBars, Scripted } from './fixtures/scripted.js';

const data = [{ bars: bars(flatBars(20)) }];

/** Callers may be JavaScript. */
function wrong(options: unknown): string {
  try {
    new Backtester(options as BacktestOptions).finish();
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  throw new Error('nothing was wrong');
}

describe('a strategy in the library', () => {
  it('may be any class with onBar, and an object with it', () => {
    class Plain {
      onBar(_bar: Bar, _account: unknown, context: StrategyContext) {
        return context.long(0.5);
      }
    }
    expect(new Backtester({ data, strategy: new Plain() }).finish().openPositions).toHaveLength(1);
    expect(backtest({ data, strategy: { onBar: () => ({ side: 'long', size: 0.5 }) } }).openPositions).toHaveLength(1);
    class WithInit extends Plain {
      average!: Indicator;
      init(context: IndicatorFactory) {
        this.average = context.sma(5);
      }
    }
    const strategy = new WithInit();
    backtest({ data, strategy });
    expect(strategy.average.value).toBe(100);
  });

  it.each([
    [{}, 'A backtest needs data: a list with { bars } for each symbol.'],
    [{ strategy: new Scripted({}) }, 'A backtest needs data: a list with { bars } for each symbol.'],
    [{ data: [], strategy: new Scripted({}) }, 'A backtest needs the bars of at least one symbol.'],
    [
      { data: [{}], strategy: new Scripted({}) },
      'A backtest needs data[0].bars: a BarSeries, such as BarSeries.fromRows',
    ],
    [{ data: [null], strategy: new Scripted({}) }, 'A backtest needs data[0].bars: a BarSeries'],
    [{ data: data[0]!.bars, strategy: new Scripted({}) }, 'A backtest needs data: a list'],
    [{ data }, 'A backtest needs strategy: an object with a method onBar.'],
    [{ data, strategy: {} }, 'A backtest needs strategy: an object with a method onBar.'],
    [{ data, strategy: SmaCross }, 'A backtest needs strategy: an instance (new Mine()), not the class.'],
  ])('what is missing is named: case %#', (options, message) => {
    expect(wrong(options)).toContain(message);
  });

  it('an error in init is not an error of a bar', () => {
    const strategy = {
      init: () => {
        throw new Error('no such thing');
      },
      onBar: () => null,
    };
    expect(wrong({ data, strategy })).toBe(
      'Strategy Object threw before the first bar, in reset or init: no such thing',
    );
  });
});

describe('indicators that never had a value', () => {
  it('are named', () => {
    const cross = new SmaCross({ fast: 5, slow: 50, size: 1, allow_short: false });
    expect(backtest({ data, strategy: cross }).neverKnown).toEqual(['sma(50)']);
    expect(backtest({ data: [{ bars: bars(flatBars(50)) }], strategy: cross }).neverKnown).toEqual([]);
    const macd = {
      init: (context: StrategyContext) => {
        context.macd(12, 26, 9);
        context.timeframe('4h').rsi(14);
      },
      onBar: () => null,
    };
    expect(backtest({ data, strategy: macd }).neverKnown).toEqual(['macd(12, 26, 9)', 'rsi(14)']);
  });
});
