import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../core/ports/random.js';
import type { IndicatorInput, IndicatorKernel } from '../../strategies/base.js';
import { BandKernel, VolatilityKernel } from './dispersion.js';
import { ExtremeKernel } from './extremes.js';
import { AtrKernel, MacdKernel, RocKernel, RsiKernel } from './momentum.js';
import { EmaKernel, SmaKernel } from './moving.js';

const ROWS = 90;
const random = seededRandom(21);
const close = Float64Array.from({ length: ROWS }, () => 100 + 20 * random.next());
const spread = () => 3 * random.next();
const bars: IndicatorInput = {
  open: close.map((price) => price - 0.5),
  high: close.map((price) => price + spread()),
  low: close.map((price) => price - spread()),
  close,
  volume: close.map((_, i) => (i % 4 === 0 ? 0 : 5 + 1_000 * random.next())),
  openTime: close.map((_, i) => i),
};

/** Values row by row, computed in pieces as the engine does; rows that are not asked for must be left alone. */
function run(kernel: IndicatorKernel, input = bars): number[] {
  const out = new Float64Array(128).fill(-7);
  for (const [from, to] of [
    [0, 1],
    [1, 10],
    [10, 11],
    [11, 64],
    [64, ROWS],
  ] as const) {
    kernel.advance(input, from, to, out, out.length - 1);
    expect(out[to]).toBe(-7);
  }
  return [...out.subarray(0, ROWS)];
}

/** By definition, a row at a time. */
const byRow = (value: (row: number) => number) => Array.from(close, (_, row) => value(row));
const window = (column: Float64Array, row: number, period: number) => [...column.slice(row - period + 1, row + 1)];
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

function exponential(values: readonly number[], period: number): number[] {
  let average = NaN;
  return values.map((value) => {
    if (!Number.isNaN(value)) {
      average = Number.isNaN(average) ? value : (2 / (period + 1)) * value + (1 - 2 / (period + 1)) * average;
    }
    return average;
  });
}

/** Mean of the first `period` values, then a `period`-th of the way to each further one. */
function wilder(values: readonly number[], period: number): number[] {
  let average = NaN;
  return values.map((value, i) => {
    if (i < period - 1) return NaN;
    average = i === period - 1 ? mean(values.slice(0, period)) : average + (value - average) / period;
    return average;
  });
}

function expectNear(found: readonly number[], expected: readonly number[]): void {
  expect(found).toHaveLength(expected.length);
  found.forEach((value, row) => {
    if (Number.isNaN(expected[row]!)) expect(value, `row ${row}`).toBeNaN();
    else expect(value, `row ${row}`).toBeCloseTo(expected[row]!, 9);
  });
}

describe.each([1, 2, 7, 16])('over %i bars', (n) => {
  const known = (row: number, value: () => number, first = n - 1) => (row < first ? NaN : value());

  it('averages', () => {
    expectNear(
      run(new SmaKernel(n, 'close')),
      byRow((row) => known(row, () => mean(window(close, row, n)))),
    );
    expectNear(
      run(new SmaKernel(n, 'volume')),
      byRow((row) => known(row, () => mean(window(bars.volume, row, n)))),
    );
    const ema = exponential([...bars.high], n);
    expectNear(
      run(new EmaKernel(n, 'high')),
      byRow((row) => known(row, () => ema[row]!)),
    );
  });

  it('highest and lowest', () => {
    expect(run(new ExtremeKernel(n, 'high', 1))).toEqual(
      byRow((row) => known(row, () => Math.max(...window(bars.high, row, n)))),
    );
    expect(run(new ExtremeKernel(n, 'low', -1))).toEqual(
      byRow((row) => known(row, () => Math.min(...window(bars.low, row, n)))),
    );
  });

  it('deviation, bands and volatility', () => {
    const deviation = (values: readonly number[]) => Math.sqrt(mean(values.map((v) => (v - mean(values)) ** 2)));
    expectNear(
      run(new BandKernel(n, 'close', 0, 1)),
      byRow((row) => known(row, () => deviation(window(close, row, n)))),
    );
    expectNear(
      run(new BandKernel(n, 'close', 1, -2)),
      byRow((row) => known(row, () => mean(window(close, row, n)) - 2 * deviation(window(close, row, n)))),
    );
    const returns = close.map((price, i) => (i === 0 ? NaN : Math.log(price / close[i - 1]!)));
    expectNear(
      run(new VolatilityKernel(n)),
      byRow((row) => known(row, () => deviation(window(returns, row, n)), n)),
    );
  });

  it('rate of change', () => {
    expectNear(
      run(new RocKernel(n, 'close')),
      byRow((row) => known(row, () => close[row]! / close[row - n]! - 1, n)),
    );
  });

  it('RSI', () => {
    const changes = [...close].slice(1).map((price, i) => price - close[i]!);
    const gains = wilder(
      changes.map((change) => Math.max(change, 0)),
      n,
    );
    const losses = wilder(
      changes.map((change) => Math.max(-change, 0)),
      n,
    );
    expectNear(
      run(new RsiKernel(n, 'close')),
      byRow((row) => known(row, () => (100 * gains[row - 1]!) / (gains[row - 1]! + losses[row - 1]!), n)),
    );
  });

  it('average true range', () => {
    const ranges = byRow((row) => {
      const [high, low] = [bars.high[row]!, bars.low[row]!];
      if (row === 0) return high - low;
      return Math.max(high - low, Math.abs(high - close[row - 1]!), Math.abs(low - close[row - 1]!));
    });
    expectNear(run(new AtrKernel(n)), wilder(ranges, n));
  });
});

describe('RSI at its ends', () => {
  const of = (price: (row: number) => number) =>
    run(new RsiKernel(3, 'close'), { ...bars, close: close.map((_, row) => price(row)) });
  it.each([
    ['nothing moves', () => 100, 50],
    ['only rises', (row: number) => 100 + row, 100],
    ['only falls', (row: number) => 300 - row, 0],
  ] as const)('%s', (_, price, value) => {
    const values = of(price);
    expect(values.slice(0, 3)).toEqual([NaN, NaN, NaN]);
    expect(new Set(values.slice(3))).toEqual(new Set([value]));
  });
});

describe.each([
  [12, 26, 9],
  [26, 12, 9],
  [3, 5, 1],
] as const)('MACD %i, %i, %i', (fast, slow, signal) => {
  const quick = exponential([...close], fast);
  const calm = exponential([...close], slow);
  const firstLine = Math.max(fast, slow) - 1;
  const line = byRow((row) => (row < firstLine ? NaN : quick[row]! - calm[row]!));
  const smooth = exponential(line, signal).map((value, row) => (row < firstLine + signal - 1 ? NaN : value));

  it('line, signal and histogram, none before it is full', () => {
    expectNear(run(new MacdKernel(fast, slow, signal, 'line')), line);
    expectNear(run(new MacdKernel(fast, slow, signal, 'signal')), smooth);
    expectNear(
      run(new MacdKernel(fast, slow, signal, 'histogram')),
      line.map((value, row) => value - smooth[row]!),
    );
  });
});
