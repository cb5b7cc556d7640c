import { DEMA, EMA, StochasticOscillator, TEMA } from 'trading-signals';
import { describe, expect, it } from 'vitest';
import { backtest } from '../../engine/backtester.js';
import { randomBars } from '../../engine/fixtures/random-market.js';
import { bars, flatBars } from '../../engine/fixtures/scripted.js';
import { Strategy, type Indicator, type IndicatorFactory } from '../base.js';
import { fromCandleSignal, fromSignal } from '../trading-signals.js';
import { INDICATOR_KINDS } from './names.js';
import { declare, indicatorSchema, outputNames, specOf } from './indicators.js';
import { libraryIndicators } from './library-indicators.js';

const COUNT = 300;
const market = randomBars(7, COUNT);

function valuesOf(make: (factory: IndicatorFactory) => Indicator, data = market): number[] {
  const values: number[] = [];
  class Records extends Strategy {
    private indicator!: Indicator;
    override init(context: IndicatorFactory): void {
      this.indicator = make(context);
    }
    onBar(): null {
      values.push(this.indicator.value);
      return null;
    }
  }
  backtest({ data: [{ bars: data }], strategy: new Records() });
  return values;
}

function ruleValues(written: Record<string, unknown>, part: string, data = market): number[] {
  const spec = specOf(indicatorSchema.parse(written));
  return valuesOf((factory) => declare(factory, spec, libraryIndicators)[part]!, data);
}

const firstKnown = (values: readonly number[]): number => values.findIndex((value) => !Number.isNaN(value));

/** First bar that has a value, as TA-Lib's lookback has it; ATR takes the first bar's range as Wilder's sheets do. */
const FIRST: readonly [written: Record<string, unknown>, first: Record<string, number>][] = [
  [{ sma: 14 }, { '': 13 }],
  [{ ema: 14 }, { '': 13 }],
  [{ rsi: 14 }, { '': 14 }],
  [{ stdev: 14 }, { '': 13 }],
  [{ roc: 14 }, { '': 14 }],
  [{ atr: 14 }, { '': 13 }],
  [{ donchian_high: 14 }, { '': 13 }],
  [{ donchian_low: 14 }, { '': 13 }],
  [{ volatility: 14 }, { '': 14 }],
  [{ bollinger: 20 }, { upper: 19, middle: 19, lower: 19 }],
  [{ macd: [12, 26, 9] }, { line: 25, signal: 33, histogram: 33 }],
  [{ macd: [5, 7, 1] }, { line: 6, signal: 6, histogram: 6 }],
  [{ wma: 14 }, { '': 13 }],
  [{ hma: 16 }, { '': 18 }],
  [{ hma: 14 }, { '': 15 }],
  [{ hma: 1 }, { '': 0 }],
  [{ dema: 14 }, { '': 26 }],
  [{ dema: 1 }, { '': 0 }],
  [{ kama: 10 }, { '': 10 }],
  [{ adx: 14 }, { '': 27 }],
  [{ cci: 14 }, { '': 13 }],
  [{ williams_r: 14 }, { '': 13 }],
  [{ mfi: 14 }, { '': 14 }],
];

describe('an indicator is unknown until it has had every bar that it needs', () => {
  it('the table names every indicator that rules know', () => {
    const named = new Set(FIRST.map(([written]) => Object.keys(written)[0]));
    expect([...named].sort()).toEqual([...INDICATOR_KINDS].sort());
    for (const [written, first] of FIRST) {
      expect(Object.keys(first)).toEqual(outputNames(specOf(indicatorSchema.parse(written))));
    }
  });

  it.each(FIRST)('%j is known from %j on, and stays known', (written, first) => {
    for (const [part, row] of Object.entries(first)) {
      const values = ruleValues(written, part);
      expect(firstKnown(values)).toBe(row);
      expect(values.slice(row).every(Number.isFinite)).toBe(true);
    }
  });

  it('indicators of the library are shown once they call themselves stable, or from the row that is asked for', () => {
    expect(firstKnown(valuesOf((c) => c.indicator(() => fromSignal(new EMA(14)))))).toBe(13);
    expect(firstKnown(valuesOf((c) => c.indicator(() => fromSignal(new TEMA(14)))))).toBe(39);
    expect(firstKnown(valuesOf((c) => c.indicator(() => fromSignal(new DEMA(14), 'close', undefined, 26))))).toBe(26);
    const percentD = (result: unknown) => (result as { stochD: number }).stochD;
    const stochastic = () =>
      fromCandleSignal(new StochasticOscillator({ kPeriod: 14, kSlowingPeriod: 3, dPeriod: 3 }), percentD);
    expect(firstKnown(valuesOf((c) => c.indicator(stochastic)))).toBe(13 + 2 + 2);
  });

  it('MACD: no cross in a steady rise', () => {
    const rise = bars(
      Array.from({ length: 120 }, (_, i) => {
        const price = 100 + i;
        return [price, price, price, price] as const;
      }),
    );
    const line = ruleValues({ macd: [12, 26, 9] }, 'line', rise);
    const signal = ruleValues({ macd: [12, 26, 9] }, 'signal', rise);
    const sides = line.map((value, i) => Math.sign(value - signal[i]!)).filter((side) => !Number.isNaN(side));
    expect(new Set(sides)).toEqual(new Set([1]));
  });
});

describe('a market that stands still', () => {
  const still = bars(flatBars(100, 0.2347));
  it.each([
    [{ rsi: 14 }, 50],
    [{ mfi: 14 }, 50],
    [{ williams_r: 14 }, -50],
    [{ cci: 14 }, 0],
    [{ adx: 14 }, 0],
    [{ atr: 14 }, 0],
    [{ stdev: 14 }, 0],
    [{ volatility: 14 }, 0],
    [{ roc: 14 }, 0],
    [{ kama: 10 }, 0.2347],
    [{ hma: 14 }, 0.2347],
    [{ dema: 14 }, 0.2347],
  ])('%j stands at %f, neither bought up nor sold off', (written, value) => {
    const known = ruleValues(written, '', still).filter((each) => !Number.isNaN(each));
    expect(known.length).toBeGreaterThan(60);
    expect(new Set(known.map((each) => each + 0))).toEqual(new Set([value]));
  });

  it('and RSI is 100 where there were gains alone, 0 where there were losses alone', () => {
    const step = (sign: number) =>
      bars(Array.from({ length: 30 }, (_, i) => [100 + sign * i, 100 + sign * i, 100 + sign * i, 100 + sign * i]));
    expect(ruleValues({ rsi: 14 }, '', step(1)).at(-1)).toBe(100);
    expect(ruleValues({ rsi: 14 }, '', step(-1)).at(-1)).toBe(0);
  });
});
