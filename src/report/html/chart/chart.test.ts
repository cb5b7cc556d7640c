import { describe, expect, it } from 'vitest';
import { bands } from './bands.js';
import { histogram } from './histogram.js';
import { areaPath, linePath } from './path.js';
import { minMaxPoints } from './sample.js';
import { linearScale, logScale } from './scale.js';
import { linearTicks, logTicks, timeTicks } from './ticks.js';

describe('scales', () => {
  it('map ends to ends, and widen a domain of one value', () => {
    const scale = linearScale(10, 20, 100, 0);
    expect([scale.at(10), scale.at(15), scale.at(20)]).toEqual([100, 50, 0]);
    expect(linearScale(5, 5, 0, 10).at(5)).toBe(5);
    expect(linearScale(0, 0, 0, 10).at(0)).toBe(5);
  });

  it('the logarithmic one puts equal ratios equally far apart', () => {
    const scale = logScale(10, 1000, 0, 100);
    expect(scale.at(100)).toBeCloseTo(50, 10);
    expect(logScale(7, 7, 0, 10).at(7)).toBeCloseTo(5, 10);
  });
});

describe('ticks', () => {
  it.each([
    [0, 10, 5, [0, 2, 4, 6, 8, 10]],
    [-0.31, 0.12, 4, [-0.3, -0.2, -0.1, 0, 0.1]],
    [0.1, 0.3, 4, [0.1, 0.15, 0.2, 0.25, 0.3]],
    [3, 3, 5, [3]],
  ])('linear %d … %d', (min, max, count, ticks) => {
    expect(linearTicks(min, max, count)).toEqual(ticks);
  });

  it('logarithmic: 1, 2, 5 over decades, powers over many, linear over less than one', () => {
    expect(logTicks(900, 21_000, 5)).toEqual([1000, 2000, 5000, 10_000, 20_000]);
    expect(logTicks(1, 1e8, 4)).toEqual([1, 1000, 1e6]);
    expect(logTicks(9000, 11_000, 4)).toEqual([9000, 9500, 10_000, 10_500, 11_000]);
  });

  it('of time turn with the calendar', () => {
    const at = (text: string) => Date.parse(`${text}Z`);
    const labels = (from: string, to: string, count: number) =>
      timeTicks(at(from), at(to), count).map(({ label }) => label);
    expect(labels('2022-01-01T00:00', '2025-01-01T00:00', 4)).toEqual(['2022', '2023', '2024', '2025']);
    expect(labels('2023-11-15T00:00', '2024-03-02T00:00', 5)).toEqual(['Dec 23', '2024', 'Feb 24', 'Mar 24']);
    expect(labels('2024-02-28T18:00', '2024-02-29T06:00', 4)).toEqual(['18:00', '21:00', '29 Feb', '03:00', '06:00']);
    expect(timeTicks(at('2024-01-01T00:00'), at('2024-01-01T00:00'), 4)).toHaveLength(1);
  });
});

describe('minMaxPoints', () => {
  it('keeps the lowest and the highest of every stretch, and both ends', () => {
    const values = Float64Array.from({ length: 10_000 }, (_, i) => Math.sin(i / 300));
    values[4_321] = 99;
    values[7_777] = -99;
    const { rows, values: kept, holes } = minMaxPoints(values, 50);
    expect(rows.length).toBeLessThanOrEqual(102);
    expect(rows).toEqual(expect.arrayContaining([0, 4_321, 7_777, 9_999]));
    expect(rows).toEqual([...new Set(rows)].sort((a, b) => a - b));
    expect(kept).toEqual(rows.map((row) => values[row]));
    expect(holes).toBe(false);
    // Wherever it is: the first of a stretch, within it, or the last of all.
    for (const hole of [0, 200, 4_321, 9_999]) {
      const holed = values.slice();
      holed[hole] = NaN;
      expect(minMaxPoints(holed, 50).holes).toBe(true);
    }
  });

  it('leaves out rows without a value', () => {
    expect(minMaxPoints(Float64Array.of(NaN, 1, NaN, 2), 10)).toEqual({ rows: [1, 3], values: [1, 2], holes: true });
    const sparse = new Float64Array(1000).fill(NaN);
    sparse[500] = 1;
    expect(minMaxPoints(sparse, 10)).toEqual({ rows: [500], values: [1], holes: true });
    expect(minMaxPoints(new Float64Array(), 10)).toEqual({ rows: [], values: [], holes: false });
  });
});

describe('paths', () => {
  it('leave out points that fall on the one before', () => {
    expect(linePath([0, 0.01, 5], [1, 1.01, 2])).toBe('M0 1L5 2');
    expect(areaPath([0, 5], [1, 2], 10)).toBe('M0 10L0 1L5 2L5 10Z');
    expect(areaPath([], [], 10)).toBe('');
  });
});

describe('histogram', () => {
  it('counts every value once, with an edge at zero', () => {
    const values = Array.from({ length: 500 }, (_, i) => Math.sin(i * 7.3) * 0.05 + 0.01);
    const { bins } = histogram(values);
    expect(bins.reduce((sum, bin) => sum + bin.count, 0)).toBe(500);
    expect(bins.some((bin) => bin.from < -1e-12 && bin.to > 1e-12)).toBe(false);
    expect(bins.length).toBeLessThanOrEqual(42);
  });

  it('keeps outliers out of the range but in the count', () => {
    const values = [...Array.from({ length: 400 }, (_, i) => (i - 200) / 10_000), 50, -50];
    const { bins, below, above } = histogram(values);
    expect([below, above]).toEqual([1, 1]);
    expect(bins.at(-1)!.to).toBeLessThan(1);
    expect(bins.reduce((sum, bin) => sum + bin.count, 0)).toBe(402);
  });

  it.each([[[0.01]], [[-0.02]], [[0]], [[0.01, 0.01, 0.01]]])('stands %j', (values) => {
    expect(histogram(values).bins.reduce((sum, bin) => sum + bin.count, 0)).toBe(values.length);
  });
});

describe('bands', () => {
  const band = (from: number, to: number, className: string) => ({ from, to, className, title: className });

  it('joins neighbours of one colour and cuts at the ends', () => {
    const drawn = bands([band(-10, 20, 'bull'), band(20, 40, 'bull'), band(40, 200, 'bear')], 0, 100, 50);
    expect(drawn.map(({ text }) => /x="([\d.]+)"[^]*width="([\d.]+)"/.exec(text)!.slice(1))).toEqual([
      ['0', '400'],
      ['400', '600'],
    ]);
  });

  it('draws at most two a unit', () => {
    const list = Array.from({ length: 100_000 }, (_, i) => band(i, i + 1, i % 2 === 0 ? 'bull' : 'bear'));
    const drawn = bands(list, 0, 100_000, 50);
    expect(drawn.length).toBeLessThanOrEqual(2001);
    const bulls = drawn.filter(({ text }) => text.includes('band bull')).length;
    expect(bulls, 'one colour does not swallow the other').toBeLessThan(drawn.length);
  });

  it('does not lose all that follows a narrow band to the colour before it', () => {
    const list = Array.from({ length: 3_000 }, (_, i) => band(i, i + 1, i < 1_500 === (i % 2 === 0) ? 'bull' : 'bear'));
    const classes = bands(list, 0, 3_000, 50).map(({ text }) => /band (\w+)/.exec(text)![1]);
    expect(new Set(classes)).toEqual(new Set(['bull', 'bear']));
  });
});
