import { describe, expect, it } from 'vitest';
import { barsOfCloses, bucketCandles } from './candle-buckets.js';

const N = 1_000_000;
const times = Float64Array.from({ length: N }, (_, i) => i * 60_000);
const close = Float64Array.from({ length: N }, (_, i) => 100 + Math.sin(i / 5_000));
const open = Float64Array.from({ length: N }, (_, i) => close[Math.max(0, i - 1)]!);
const high = close.map((value, i) => Math.max(value, open[i]!) + 0.5);
const low = close.map((value, i) => Math.min(value, open[i]!) - 0.5);
high[123_456] = 900;
low[765_432] = 1;
const bars = { open, high, low, close };

describe('candles of a million bars', () => {
  const whole = bucketCandles(times, bars, [0, N], 1_000);

  it('keep wicks that no close shows', () => {
    expect(whole.time).toHaveLength(1_000);
    expect([Math.max(...whole.high), Math.min(...whole.low)]).toEqual([900, 1]);
    expect([whole.high[123], whole.low[765]]).toEqual([900, 1]);
    expect([whole.open[0], whole.close.at(-1)]).toEqual([open[0], close[N - 1]]);
  });

  it('are the bars themselves in a window that is short enough', () => {
    const near = bucketCandles(times, bars, [123_400, 123_500], 1_000);
    expect(near.time).toEqual([...times.subarray(123_400, 123_500)]);
    expect(near.high).toEqual([...high.subarray(123_400, 123_500)]);
  });

  it('stay the same where the window moves, and reach out of it whole', () => {
    const one = bucketCandles(times, bars, [1_050, 101_050], 1_000);
    const moved = bucketCandles(times, bars, [3_070, 103_070], 1_000);
    const at = one.time.indexOf(moved.time[0]!);
    expect(at).toBeGreaterThan(0);
    expect(moved.high.slice(0, 500)).toEqual(one.high.slice(at, at + 500));
    expect([one.time[0], one.time.length]).toEqual([times[1_000], 1_001]);
  });
});

describe('bars of closes', () => {
  it('open where the one before closed, over a hole too, and have no wicks', () => {
    const made = barsOfCloses([NaN, 5, NaN, 3, 4]);
    const candles = bucketCandles([0, 1, 2, 3, 4], made, [0, 5], 5);
    expect(candles).toEqual({ time: [1, 3, 4], open: [5, 5, 3], high: [5, 5, 4], low: [5, 3, 3], close: [5, 3, 4] });
  });

  it('give no candle where there is no close', () => {
    expect(bucketCandles([0, 1], barsOfCloses([NaN, NaN]), [0, 2], 1).time).toEqual([]);
  });
});
