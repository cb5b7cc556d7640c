import { InputError } from '../../core/errors.js';
import type {
  Indicator,
  IndicatorFactory,
  IndicatorInput,
  IndicatorKernel,
  PriceColumn,
} from '../../strategies/base.js';
import { BandKernel, VolatilityKernel } from '../indicators/dispersion.js';
import { ExtremeKernel } from '../indicators/extremes.js';
import { AtrKernel, MacdKernel, RocKernel, RsiKernel } from '../indicators/momentum.js';
import { EmaKernel, SmaKernel } from '../indicators/moving.js';

/** How far back `at` reaches. */
export const LOOK_BACK = 1024;

/** Where the current bar is: the loop moves it, indicators read it. */
export interface IndicatorCursor {
  readonly index: number;
}

/** Rows of a ring over the run's own bars: a chunk and the look-back before it. A constant, so that reading is cheap. */
export const RING = 4096;

/**
 * One declared indicator: its values lie in a ring that holds the chunk being run and the look-back before it, so that ten
 * million bars need no column of their own. `value` reads at the cursor and nothing lies beyond it for the strategy.
 */
class RingIndicator implements Indicator {
  /** Ring of the symbol being shown. */
  ring: Float64Array;
  readonly rings: readonly Float64Array[];
  readonly kernels: readonly IndicatorKernel[];

  constructor(
    /** For messages: `sma(50)`. */
    readonly name: string,
    create: () => IndicatorKernel,
    symbols: number,
    capacity: number,
    protected readonly cursor: IndicatorCursor,
  ) {
    this.rings = Array.from({ length: symbols }, () => new Float64Array(capacity).fill(NaN));
    this.kernels = Array.from({ length: symbols }, create);
    this.ring = this.rings[0]!;
  }

  get value(): number {
    // RING − 1 as a literal: V8 inlines a getter into the loop whatever else is there only up to 27 bytes of bytecode, and
    // the imported constant makes it 30 (measured: 10 ns a bar).
    return this.ring[this.cursor.index & 0xfff]!;
  }

  at(barsAgo: number): number {
    if (!(Number.isInteger(barsAgo) && barsAgo >= 0 && barsAgo <= LOOK_BACK)) {
      throw new InputError(
        'strategy.look-back',
        `Indicator.at(${barsAgo}): whole bars from 0 to ${LOOK_BACK} can be asked.`,
      );
    }
    const row = this.cursor.index - barsAgo;
    return row < 0 ? NaN : this.ring[row & (this.ring.length - 1)]!;
  }
}

/** The same over a ring of another length, as coarser timeframes have it. */
class WideIndicator extends RingIndicator {
  override get value(): number {
    return this.ring[this.cursor.index & (this.ring.length - 1)]!;
  }
}

/** Declares and computes indicators over the series of each symbol. */
export class IndicatorSet implements IndicatorFactory {
  private readonly indicators: RingIndicator[] = [];
  private readonly computedTo: Int32Array;
  /** Longest period that was declared, in bars of this set; 0: none. What indicators of its own need is not known. */
  longest = 0;
  /** Closed once the run has begun: an indicator declared then would have missed its past. */
  sealed = false;

  /** @param capacity a power of two, at least chunk + look-back */
  constructor(
    private readonly series: readonly IndicatorInput[],
    private readonly cursor: IndicatorCursor,
    private readonly capacity: number,
  ) {
    this.computedTo = new Int32Array(series.length);
  }

  /** Computes rows up to `to` (exclusive) of one symbol. */
  computeTo(symbol: number, to: number): void {
    const from = this.computedTo[symbol]!;
    if (to <= from) return;
    for (const { kernels, rings } of this.indicators) {
      kernels[symbol]!.advance(this.series[symbol]!, from, to, rings[symbol]!, this.capacity - 1);
    }
    this.computedTo[symbol] = to;
  }

  /** Shows the values of one symbol. */
  show(symbol: number): void {
    for (const indicator of this.indicators) indicator.ring = indicator.rings[symbol]!;
  }

  /** Names of the indicators that have no value for any symbol, each once: call at the end of a run. */
  neverKnown(): string[] {
    const unknown = this.indicators.filter(({ rings }) => rings.every((ring) => ring.every(Number.isNaN)));
    return [...new Set(unknown.map(({ name }) => name))];
  }

  indicator(create: () => IndicatorKernel): Indicator {
    return this.add('an indicator of its own', create);
  }

  private add(name: string, create: () => IndicatorKernel): Indicator {
    if (this.sealed) {
      throw new InputError('strategy.declare', 'Indicators are declared in init, not in onBar.', {
        remedy: 'move the call to init(context) and keep the result in a field',
      });
    }
    const { capacity, cursor, series } = this;
    const Ring = capacity === RING ? RingIndicator : WideIndicator;
    const indicator = new Ring(name, create, series.length, capacity, cursor);
    this.indicators.push(indicator);
    return indicator;
  }

  private period(name: string, period: number): number {
    if (!(Number.isInteger(period) && period >= 1)) {
      throw new InputError('strategy.period', `${name}(${period}): the period must be a whole number of bars from 1.`);
    }
    this.longest = Math.max(this.longest, period);
    return period;
  }

  sma(period: number, source: PriceColumn = 'close'): Indicator {
    const n = this.period('sma', period);
    return this.add(`sma(${n})`, () => new SmaKernel(n, source));
  }
  ema(period: number, source: PriceColumn = 'close'): Indicator {
    const n = this.period('ema', period);
    return this.add(`ema(${n})`, () => new EmaKernel(n, source));
  }
  rsi(period: number, source: PriceColumn = 'close'): Indicator {
    const n = this.period('rsi', period);
    return this.add(`rsi(${n})`, () => new RsiKernel(n, source));
  }
  atr(period: number): Indicator {
    const n = this.period('atr', period);
    return this.add(`atr(${n})`, () => new AtrKernel(n));
  }
  donchianHigh(period: number): Indicator {
    const n = this.period('donchianHigh', period);
    return this.add(`donchianHigh(${n})`, () => new ExtremeKernel(n, 'high', 1));
  }
  donchianLow(period: number): Indicator {
    const n = this.period('donchianLow', period);
    return this.add(`donchianLow(${n})`, () => new ExtremeKernel(n, 'low', -1));
  }
  stdev(period: number, source: PriceColumn = 'close'): Indicator {
    const n = this.period('stdev', period);
    return this.add(`stdev(${n})`, () => new BandKernel(n, source, 0, 1));
  }
  volatility(period: number): Indicator {
    const n = this.period('volatility', period);
    return this.add(`volatility(${n})`, () => new VolatilityKernel(n));
  }
  roc(period: number, source: PriceColumn = 'close'): Indicator {
    const n = this.period('roc', period);
    return this.add(`roc(${n})`, () => new RocKernel(n, source));
  }
  bollinger(period: number, deviations = 2): { upper: Indicator; middle: Indicator; lower: Indicator } {
    const n = this.period('bollinger', period);
    const band = (times: number) => this.add(`bollinger(${n})`, () => new BandKernel(n, 'close', 1, times));
    return { upper: band(deviations), middle: band(0), lower: band(-deviations) };
  }
  macd(fast = 12, slow = 26, signal = 9): { line: Indicator; signal: Indicator; histogram: Indicator } {
    for (const period of [fast, slow, signal]) this.period('macd', period);
    const part = (show: 'line' | 'signal' | 'histogram') =>
      this.add(`macd(${fast}, ${slow}, ${signal})`, () => new MacdKernel(fast, slow, signal, show));
    return { line: part('line'), signal: part('signal'), histogram: part('histogram') };
  }
}
