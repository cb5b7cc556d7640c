import { describe, expect, it } from 'vitest';
import { firstRowAt, keepExtremes } from './downsample.js';

const N = 1_000_000;
const times = Float64Array.from({ length: N }, (_, i) => i * 60_000);
const values = Float64Array.from({ length: N }, (_, i) => Math.sin(i / 5_000));
values[123_456] = 9;
values[765_432] = -9;

describe('a line of a million points', () => {
  it('keeps first, last and every extreme in a thousand', () => {
    const line = keepExtremes(times, values, [0, N], 1_000);
    expect(line.time.length).toBeLessThanOrEqual(1_002);
    expect(line.time[0]).toBe(0);
    expect(line.time.at(-1)).toBe(times[N - 1]);
    expect(line.value[line.time.indexOf(times[123_456]!)]).toBe(9);
    expect(line.value[line.time.indexOf(times[765_432]!)]).toBe(-9);
    expect(line.time).toEqual([...new Set(line.time)].sort((a, b) => a - b));
  });

  it('has the least and the greatest value of every bucket', () => {
    const line = keepExtremes(times, values, [0, N], 100);
    for (let start = 0; start < N; start += N / 50) {
      const bucket = values.subarray(start, start + N / 50);
      const kept = line.value.filter(
        (_, i) => line.time[i]! >= times[start]! && line.time[i]! < (start + N / 50) * 60_000,
      );
      expect(Math.max(...kept)).toBe(bucket.reduce((a, b) => Math.max(a, b)));
      expect(Math.min(...kept)).toBe(bucket.reduce((a, b) => Math.min(a, b)));
    }
  });
});

describe('a short line', () => {
  it('is itself', () => {
    expect(keepExtremes([1, 2, 3], [5, 1, 7], [0, 3], 1_000)).toEqual({ time: [1, 2, 3], value: [5, 1, 7] });
  });
  it('leaves out what is not there, and may be empty', () => {
    expect(keepExtremes([1, 2, 3], [5, NaN, 7], [0, 3], 1_000)).toEqual({ time: [1, 3], value: [5, 7] });
    expect(keepExtremes([], [], [0, 0], 1_000)).toEqual({ time: [], value: [] });
  });
  it('begins at the row of a time', () => {
    expect([0, 1, 15, 20, 99].map((time) => firstRowAt([1, 10, 20], time))).toEqual([0, 0, 2, 2, 3]);
  });
});
