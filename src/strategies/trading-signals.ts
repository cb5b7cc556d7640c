import type { IndicatorInput, IndicatorKernel, PriceColumn } from './base.js';

/** The part of a trading-signals indicator that is needed: feed a value, get a number or null while it warms up. */
interface SignalIndicator<Input> {
  update(input: Input, replace: boolean): unknown;
}

/** A bar as trading-signals' candle indicators take it. */
interface Candle {
  open: number;
  high: number;
  low: number;
  close: number;
  volume: number;
}

/**
 * Any indicator of trading-signals (https://github.com/bennycode/trading-signals) over one column:
 * `context.indicator(() => fromSignal(new KAMA(10)))`. `pick` takes a number out of a result with several.
 */
export function fromSignal(
  signal: SignalIndicator<number>,
  source: PriceColumn = 'close',
  pick: (result: unknown) => number | null = asNumber,
): IndicatorKernel {
  return kernel((bars, i) => signal.update(bars[source][i]!, false), pick);
}

/** The same for indicators over whole candles, such as ADX or PSAR. */
export function fromCandleSignal(
  signal: SignalIndicator<Candle>,
  pick: (result: unknown) => number | null = asNumber,
): IndicatorKernel {
  const candle: Candle = { open: 0, high: 0, low: 0, close: 0, volume: 0 };
  return kernel((bars, i) => {
    candle.open = bars.open[i]!;
    candle.high = bars.high[i]!;
    candle.low = bars.low[i]!;
    candle.close = bars.close[i]!;
    candle.volume = bars.volume[i]!;
    // A copy: some indicators keep the candles they are given.
    return signal.update({ ...candle }, false);
  }, pick);
}

function kernel(
  update: (bars: IndicatorInput, row: number) => unknown,
  pick: (result: unknown) => number | null,
): IndicatorKernel {
  return {
    advance(bars, from, to, out, mask) {
      for (let i = from; i < to; i++) {
        const result = update(bars, i);
        out[i & mask] = result === null ? NaN : (pick(result) ?? NaN);
      }
    },
  };
}

function asNumber(result: unknown): number | null {
  return typeof result === 'number' ? result : null;
}
