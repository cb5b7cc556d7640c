import { describe, expect, it } from 'vitest';
import type { IndicatorInput, IndicatorKernel } from '../../strategies/base.js';
import { DemaKernel, HmaKernel, WmaKernel } from '../../strategies/indicators/weighted.js';
import { BandKernel, VolatilityKernel } from './dispersion.js';
import { MacdKernel } from './momentum.js';
import { EmaKernel, SmaKernel } from './moving.js';
import { seededRandom } from '../../core/ports/random.js';

function run(kernel: IndicatorKernel, close: readonly number[]): number[] {
  const column = Float64Array.from(close);
  const bars: IndicatorInput = {
    open: column,
    high: column,
    low: column,
    close: column,
    volume: column,
    openTime: column,
  };
  const out = new Float64Array(2 ** Math.ceil(Math.log2(close.length + 1)));
  // In chunks, as the engine does.
  for (let from = 0; from < close.length; from += 100) {
    kernel.advance(bars, from, Math.min(close.length, from + 100), out, out.length - 1);
  }
  return [...out.subarray(0, close.length)];
}

/** Mean and population deviation in two passes over distances from the window's middle value. */
function twoPass(window: readonly number[]): { mean: number; deviation: number } {
  const origin = window[Math.floor(window.length / 2)]!;
  const mean = origin + window.reduce((sum, x) => sum + (x - origin), 0) / window.length;
  const squares = window.reduce((sum, x) => sum + (x - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / window.length) };
}

function walk(seed: number, count: number, start = 100): number[] {
  const random = seededRandom(seed);
  let price = start;
  return Array.from({ length: count }, () => (price *= 1 + (random.next() - 0.5) * 0.01));
}

const near = (a: number, b: number, tolerance: number): boolean =>
  Math.abs(a - b) <= tolerance * Math.abs(b) || a === b;

const markets: Record<string, number[]> = {
  ordinary: walk(1, 6_000),
  collapse: [...walk(2, 1_000, 80), ...walk(3, 5_000, 8e-5)],
  'slow collapse': walk(4, 6_000).map((price, i) => price * 0.99 ** i),
  'rise from nothing': walk(5, 6_000).map((price, i) => price * 1.01 ** (i / 2)),
  'step to flat': [...walk(7, 1_000), ...Array.from({ length: 2_000 }, () => 0.2347), ...walk(8, 500)],
  'one tick up in a flat market': Array.from({ length: 3_000 }, (_, i) => (i % 500 === 0 ? 0.2348 : 0.2347)),
};
for (const size of [1e4, 1e6, 1e8, 1e10, 1e12, 1e-8]) {
  markets[`one bad tick × ${size}`] = walk(6, 6_000).map((price, i) => (i === 700 ? price * size : price));
}

describe.each(Object.entries(markets))('a sliding window knows only what is in it: %s', (_, close) => {
  it.each([1, 2, 5, 20, 50, 1_000])('over %i bars', (period) => {
    const sma = run(new SmaKernel(period, 'close'), close);
    const middle = run(new BandKernel(period, 'close', 1, 0), close);
    const deviation = run(new BandKernel(period, 'close', 0, 1), close);
    const volatility = run(new VolatilityKernel(period), close);
    const returns = close.map((price, i) => (i === 0 ? NaN : Math.log(price / close[i - 1]!)));
    const wrong: unknown[] = [];
    for (let i = 0; i < close.length; i += period > 100 ? 37 : 1) {
      if (i < period - 1) {
        if (!Number.isNaN(sma[i]! + 0) || !Number.isNaN(deviation[i]!)) wrong.push({ i, sma: sma[i] });
        continue;
      }
      const expected = twoPass(close.slice(i - period + 1, i + 1));
      if (!near(sma[i]!, expected.mean, 1e-14)) wrong.push({ i, sma: sma[i], expected });
      if (!near(middle[i]!, expected.mean, 1e-14)) wrong.push({ i, middle: middle[i], expected });
      const flat = expected.deviation <= 4e-16 * expected.mean;
      if (!near(deviation[i]!, expected.deviation, 1e-9) && !flat) wrong.push({ i, deviation: deviation[i], expected });
      if (i < period) continue;
      const { deviation: vol } = twoPass(returns.slice(i - period + 1, i + 1));
      if (!near(volatility[i]!, vol, 1e-9) && vol > 1e-17) wrong.push({ i, volatility: volatility[i], vol });
    }
    expect(wrong.slice(0, 3)).toEqual([]);
  });
});

describe('equal windows give equal numbers', () => {
  const flats = walk(9, 40, 0.3).map((price) => Number(price.toFixed(4)));
  const before = walk(10, 3_000, 0.25).map((price) => Number(price.toFixed(4)));

  it.each(flats)('a flat market at %f after a moving one: every average is the price', (price) => {
    const close = [...before, ...Array.from({ length: 400 }, () => price)];
    for (const period of [1, 2, 3, 5, 7, 10, 20, 49, 50, 100, 200]) {
      const averages = {
        sma: run(new SmaKernel(period, 'close'), close),
        wma: run(new WmaKernel(period, 'close'), close),
        hma: run(new HmaKernel(period, 'close'), close),
        middle: run(new BandKernel(period, 'close', 1, 2), close),
      };
      for (const values of Object.values(averages)) {
        const settled = values.slice(before.length + period + Math.ceil(Math.sqrt(period)));
        expect(new Set(settled)).toEqual(new Set([price]));
      }
    }
  });

  it('a market that never moved: every exponential average is the price from its first value on', () => {
    for (const price of flats) {
      const close = Array.from({ length: 300 }, () => price);
      for (const period of [2, 5, 14, 26]) {
        for (const kernel of [new EmaKernel(period, 'close'), new DemaKernel(period, 'close')]) {
          expect(new Set(run(kernel, close).filter((value) => !Number.isNaN(value)))).toEqual(new Set([price]));
        }
      }
      const histogram = run(new MacdKernel(12, 26, 9, 'histogram'), close);
      expect(new Set(histogram.slice(34))).toEqual(new Set([0]));
    }
  });

  it('the same values later have the same average and deviation, bit by bit', () => {
    const pattern = walk(11, 60, 0.25).map((price) => Number(price.toFixed(4)));
    const close = [...pattern, ...before, ...pattern, ...walk(12, 500, 3e4), ...pattern];
    for (const period of [5, 20, 50]) {
      for (const create of [() => new SmaKernel(period, 'close'), () => new WmaKernel(period, 'close')]) {
        const values = run(create(), close);
        const last = (end: number) => values.slice(end - (60 - period), end);
        const first = last(60);
        expect(last(60 + 3_000 + 60)).toEqual(first);
        expect(last(close.length)).toEqual(first);
      }
    }
  });

  it('averages of different lengths over the same turns of a market are the same number', () => {
    for (const [a, b] of [
      [0.2347, 0.2348],
      [100.1, 100.2],
      [3.3, 7.7],
    ] as const) {
      const close = [...before, ...Array.from({ length: 400 }, (_, i) => (i % 2 === 0 ? a : b))];
      const settled = [4, 10, 20, 50, 100].map((n) => new Set(run(new SmaKernel(n, 'close'), close).slice(3_100)));
      for (const each of settled) expect(each).toEqual(settled[0]);
      expect(settled[0]!.size).toBe(1);
    }
  });
});
