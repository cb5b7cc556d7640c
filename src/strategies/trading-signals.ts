import type { IndicatorInput, IndicatorKernel, PriceColumn } from './base.js';

/** The part of a trading-signals indicator that is needed: feed a value, get a number or null while it warms up. */
interface SignalIndicator<Input> {
  update(input: Input, replace: boolean): unknown;
  /** False until it has had the values that it needs: some answer before, from averages that are not full. */
  readonly isStable?: boolean;
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
 * `context.indicator(() => fromSignal(new KAMA(10)))`. NaN while it calls itself unstable. `pick` takes a number out of a
 * result with several; `from` is the first row to show, for an indicator that shows averages of averages before the inner one
 * is full, such as DEMA (2 · period − 2).
 */
export function fromSignal(
  signal: SignalIndicator<number>,
  source: PriceColumn = 'close',
  pick: (result: unknown) => number | null = asNumber,
  from = 0,
): IndicatorKernel {
  return kernel(signal, (bars, i) => signal.update(bars[source][i]!, false), pick, from);
}

/** The same for indicators over whole candles, such as ADX or PSAR. */
export function fromCandleSignal(
  signal: SignalIndicator<Candle>,
  pick: (result: unknown) => number | null = asNumber,
  from = 0,
): IndicatorKernel {
  const candle: Candle = { open: 0, high: 0, low: 0, close: 0, volume: 0 };
  const update = (bars: IndicatorInput, i: number) => {
    candle.open = bars.open[i]!;
    candle.high = bars.high[i]!;
    candle.low = bars.low[i]!;
    candle.close = bars.close[i]!;
    candle.volume = bars.volume[i]!;
    // A copy: some indicators keep the candles they are given.
    return signal.update({ ...candle }, false);
  };
  return kernel(signal, update, pick, from);
}

function kernel(
  signal: { readonly isStable?: boolean },
  update: (bars: IndicatorInput, row: number) => unknown,
  pick: (result: unknown) => number | null,
  first: number,
): IndicatorKernel {
  let stable = false;
  return {
    advance(bars, from, to, out, mask) {
      for (let i = from; i < to; i++) {
        const result = update(bars, i);
        // Asked until it says yes: some find out by trying.
        stable ||= result !== null && signal.isStable !== false;
        out[i & mask] = stable && i >= first && result !== null ? (pick(result) ?? NaN) : NaN;
      }
    },
  };
}

function asNumber(result: unknown): number | null {
  return typeof result === 'number' ? result : null;
}
