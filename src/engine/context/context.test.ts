import { ADX, ATR, BollingerBands, EMA, KAMA, MACD, ROC, RSI, SMA } from 'trading-signals';
import { describe, expect, it } from 'vitest';
import {
  fromCandleSignal,
  fromSignal,
  Strategy,
  type Bar,
  type AccountState,
  type Indicator,
  type StrategyContext,
  type Timeframe,
} from '../../strategies/index.js';
import { backtest } from '../backtester.js';
import { randomBars } from '../fixtures/random-market.js';
import { bars, START, type Ohlc } from '../fixtures/scripted.js';
import { HOUR } from '../../core/time.js';

const COUNT = 6_000;
const series = randomBars(42, COUNT);

/** Records what declared indicators show at every bar. */
class Records extends Strategy {
  readonly values: Record<string, number[]> = {};
  private declared!: Record<string, Indicator>;
  constructor(private readonly declare: (context: StrategyContext) => Record<string, Indicator>) {
    super();
  }
  override init(context: StrategyContext): void {
    this.declared = this.declare(context);
    for (const name of Object.keys(this.declared)) this.values[name] = [];
  }
  onBar(): null {
    for (const [name, indicator] of Object.entries(this.declared)) this.values[name]!.push(indicator.value);
    return null;
  }
}

function record(declare: (context: StrategyContext) => Record<string, Indicator>, data = series) {
  const strategy = new Records(declare);
  backtest({ data: [{ bars: data }], strategy });
  return strategy.values;
}

/** The oracle's value at every bar, null while it warms up. */
function oracle<T>(update: (row: number) => T): T[] {
  return Array.from({ length: COUNT }, (_, i) => update(i));
}

function expectClose(ours: readonly number[], theirs: readonly (number | null | undefined)[], tolerance = 1e-9): void {
  expect(ours.length).toBe(theirs.length);
  const wrong = ours.findIndex((value, i) => {
    const other = theirs[i] ?? null;
    if (other === null) return !Number.isNaN(value);
    return !(Math.abs(value - other) <= tolerance * Math.max(1, Math.abs(other)));
  });
  expect(wrong < 0 ? null : { row: wrong, ours: ours[wrong], theirs: theirs[wrong] }).toBeNull();
}

const close = (i: number) => series.close[i]!;
const candle = (i: number) => ({
  open: series.open[i]!,
  high: series.high[i]!,
  low: series.low[i]!,
  close: close(i),
  volume: series.volume[i]!,
});

describe('indicators agree with trading-signals at every bar', () => {
  const ours = record((c) => {
    const bands = c.bollinger(20, 2);
    const macd = c.macd(12, 26, 9);
    return {
      sma: c.sma(20),
      smaVolume: c.sma(7, 'volume'),
      ema: c.ema(21),
      rsi: c.rsi(14),
      atr: c.atr(14),
      roc: c.roc(10),
      upper: bands.upper,
      middle: bands.middle,
      lower: bands.lower,
      stdev: c.stdev(20),
      line: macd.line,
      signal: macd.signal,
      histogram: macd.histogram,
      kama: c.indicator(() => fromSignal(new KAMA(10))),
      adx: c.indicator(() => fromCandleSignal(new ADX(14))),
    };
  });

  it('SMA', () => {
    const sma = new SMA(20);
    expectClose(
      ours.sma!,
      oracle((i) => sma.update(close(i), false)),
    );
    const volume = new SMA(7);
    expectClose(
      ours.smaVolume!,
      oracle((i) => volume.update(series.volume[i]!, false)),
    );
  });

  it('EMA', () => {
    const ema = new EMA(21);
    expectClose(
      ours.ema!,
      oracle((i) => {
        ema.update(close(i), false);
        return ema.isStable ? ema.getResult() : null;
      }),
    );
  });

  it('RSI', () => {
    const rsi = new RSI(14);
    expectClose(
      ours.rsi!,
      oracle((i) => rsi.update(close(i), false)),
    );
  });

  it('ATR', () => {
    const atr = new ATR(14);
    expectClose(
      ours.atr!,
      oracle((i) => atr.update(candle(i), false)),
    );
  });

  it('ROC', () => {
    const roc = new ROC(10);
    expectClose(
      ours.roc!,
      oracle((i) => roc.update(close(i), false)),
    );
  });

  it('Bollinger bands and standard deviation', () => {
    const bands = new BollingerBands(20, 2);
    const theirs = oracle((i) => bands.update(close(i), false));
    expectClose(
      ours.upper!,
      theirs.map((band) => band?.upper),
    );
    expectClose(
      ours.middle!,
      theirs.map((band) => band?.middle),
    );
    expectClose(
      ours.lower!,
      theirs.map((band) => band?.lower),
    );
    expectClose(
      ours.stdev!,
      theirs.map((band) => (band === null ? null : (band.upper - band.middle) / 2)),
    );
  });

  it('MACD', () => {
    const macd = new MACD(new EMA(12), new EMA(26), new EMA(9));
    const theirs = oracle((i) => macd.update(close(i), false));
    expectClose(
      ours.line!,
      theirs.map((value) => value?.macd),
    );
    // The library shows its signal from the first line on; ours waits until nine lines are there.
    const shown = (i: number) => i >= 26 + 9 - 2;
    expectClose(
      ours.signal!,
      theirs.map((value, i) => (shown(i) ? value?.signal : null)),
    );
    expectClose(
      ours.histogram!,
      theirs.map((value, i) => (shown(i) ? value?.histogram : null)),
    );
  });

  it('any other indicator of trading-signals can be declared', () => {
    const kama = new KAMA(10);
    expectClose(
      ours.kama!,
      oracle((i) => kama.update(close(i), false)),
    );
    const adx = new ADX(14);
    expectClose(
      ours.adx!,
      oracle((i) => adx.update(candle(i), false)),
    );
  });
});

describe('indicators checked by hand', () => {
  it('Donchian channel: the extremes of the last bars, the current one included', () => {
    const ours = record((c) => ({ high: c.donchianHigh(50), low: c.donchianLow(3) }));
    const window = (column: Float64Array, i: number, n: number) => [...column.subarray(i - n + 1, i + 1)];
    expectClose(
      ours.high!,
      oracle((i) => (i < 49 ? null : Math.max(...window(series.high, i, 50)))),
      0,
    );
    expectClose(
      ours.low!,
      oracle((i) => (i < 2 ? null : Math.min(...window(series.low, i, 3)))),
      0,
    );
  });

  it('volatility: population standard deviation of log returns', () => {
    const ours = record((c) => ({ volatility: c.volatility(30) }));
    expectClose(
      ours.volatility!,
      oracle((i) => {
        if (i < 30) return null;
        const returns = Array.from({ length: 30 }, (_, k) => Math.log(close(i - k) / close(i - k - 1)));
        const mean = returns.reduce((sum, value) => sum + value, 0) / 30;
        return Math.sqrt(returns.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 30);
      }),
    );
  });

  it('stay exact over many bars: a calm window after a wild one', () => {
    const rows: Ohlc[] = Array.from({ length: 9_000 }, (_, i) => {
      const price = i < 8_000 ? 1_000 + 900 * Math.sin(i) : 1_000;
      return [price, price, price, price];
    });
    const ours = record((c) => ({ stdev: c.stdev(20), sma: c.sma(20) }), bars(rows));
    expect(ours.stdev!.at(-1)).toBeLessThan(1e-6);
    expect(ours.sma!.at(-1)).toBeCloseTo(1_000, 7);
  });
});

describe('what a strategy can reach', () => {
  class Probe extends Strategy {
    constructor(
      private readonly onInit: (context: StrategyContext) => void,
      private readonly look: (bar: Bar, context: StrategyContext, account: AccountState) => void,
    ) {
      super();
    }
    override init(context: StrategyContext): void {
      this.onInit(context);
    }
    onBar(bar: Bar, account: AccountState, context: StrategyContext): null {
      this.look(bar, context, account);
      return null;
    }
  }
  const probe = (
    onInit: (context: StrategyContext) => void,
    look: (bar: Bar, context: StrategyContext, account: AccountState) => void,
  ) => {
    backtest({ data: [{ bars: series }], strategy: new Probe(onInit, look) });
  };

  it('indicator.at: past values up to 1,024 bars, nothing before the first, never the future', () => {
    let sma: Indicator;
    const seen: number[] = [];
    probe(
      (context) => (sma = context.sma(3)),
      (bar) => {
        seen.push(sma.value);
        for (const ago of [0, 1, 500, 1_024]) {
          const expected = bar.index - ago < 0 ? NaN : seen[bar.index - ago]!;
          expect(sma.at(ago)).toBe(expected);
        }
        if (bar.index === 10) {
          for (const wrong of [-1, 0.5, 1_025, NaN]) expect(() => sma.at(wrong)).toThrow(/whole bars from 0 to 1024/);
        }
      },
    );
    expect(seen.length).toBe(COUNT);
  });

  it('ago and window show past values only', () => {
    probe(
      () => undefined,
      (bar, context) => {
        expect(context.ago('close', 0)).toBe(bar.close);
        expect(context.ago('high', 3)).toBe(bar.index < 3 ? NaN : series.high[bar.index - 3]!);
        expect(context.ago('close', -1)).toBeNaN();
        if (bar.index % 500 === 0) {
          const window = context.window('close', 4);
          expect([...window]).toEqual([...series.close.subarray(Math.max(0, bar.index - 3), bar.index + 1)]);
        }
      },
    );
  });

  it('the bar: its close time, and a snapshot that stays', () => {
    const kept: unknown[] = [];
    probe(
      () => undefined,
      (bar) => {
        if (bar.index > 1) return;
        expect(bar.closeTime).toBe(bar.openTime + HOUR);
        kept.push(bar.snapshot());
      },
    );
    expect(kept).toEqual([series.row(0), series.row(1)]);
  });

  it('indicators and timeframes are declared in init only, with whole periods', () => {
    expect(() => {
      probe(
        () => undefined,
        (_, context) => void context.sma(3),
      );
    }).toThrow(/declared in init/);
    expect(() => {
      probe(
        () => undefined,
        (_, context) => void context.timeframe('4h'),
      );
    }).toThrow(/declared in init/);
    for (const period of [0, 2.5, -1, NaN]) {
      expect(() => {
        probe(
          (context) => void context.ema(period),
          () => undefined,
        );
      }).toThrow(/whole number of bars/);
    }
    expect(() => {
      probe(
        (context) => void context.timeframe('5x'),
        () => undefined,
      );
    }).toThrow(/not a bar interval/);
    expect(() => {
      probe(
        (context) => void context.timeframe('90m'),
        () => undefined,
      );
    }).toThrow(/whole multiple/);
  });
});

describe('coarser timeframes', () => {
  class Coarse extends Strategy {
    readonly seen: (number | boolean)[][] = [];
    private frame!: Timeframe;
    private sma!: Indicator;
    override init(context: StrategyContext): void {
      this.frame = context.timeframe('4h');
      this.sma = this.frame.sma(2);
    }
    onBar(bar: Bar): null {
      const { frame } = this;
      this.seen.push([
        bar.close,
        frame.ready,
        frame.at('openTime'),
        frame.at('close'),
        frame.at('high'),
        frame.at('close', 1),
        this.sma.value,
      ]);
      return null;
    }
  }
  // Closes 1, 2, 3 … at 01:00, 02:00 …
  const rows: Ohlc[] = Array.from({ length: 13 }, (_, i) => [i + 1, i + 1.5, i + 0.5, i + 1]);

  it('a bar of it shows once its whole interval has closed', () => {
    const strategy = new Coarse();
    backtest({ data: [{ bars: bars(rows) }], strategy });
    const hidden = (close: number) => [close, false, NaN, NaN, NaN, NaN, NaN];
    const first = (close: number) => [close, true, START, 4, 4.5, NaN, NaN];
    const second = (close: number) => [close, true, START + 4 * HOUR, 8, 8.5, 4, 6];
    const third = (close: number) => [close, true, START + 8 * HOUR, 12, 12.5, 8, 10];
    expect(strategy.seen).toEqual([
      hidden(1),
      hidden(2),
      hidden(3),
      first(4),
      first(5),
      first(6),
      first(7),
      second(8),
      second(9),
      second(10),
      second(11),
      third(12),
      third(13),
    ]);
  });

  it('a bucket that the data start inside of is not a bar', () => {
    const strategy = new Coarse();
    backtest({ data: [{ bars: bars(rows, 'BTCUSDT', HOUR, START + HOUR) }], strategy });
    expect(strategy.seen[2]![1]).toBe(false);
    expect(strategy.seen[6]).toEqual([7, true, START + 4 * HOUR, 7, 7.5, NaN, NaN]);
  });

  it('belongs to the symbol shown', () => {
    const strategy = new Coarse();
    const other = bars(
      rows.map(([o, h, l, c]) => [o * 10, h * 10, l * 10, c * 10]),
      'ETHUSDT',
    );
    backtest({ data: [{ bars: bars(rows) }, { bars: other }], strategy });
    expect(strategy.seen[14]!.slice(0, 4)).toEqual([8, true, START + 4 * HOUR, 8]);
    expect(strategy.seen[15]!.slice(0, 4)).toEqual([80, true, START + 4 * HOUR, 80]);
  });
});
