import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acceptBars, type CandidateBar } from './accept-bars.js';

const HOUR = 3_600_000;
const T0 = Date.UTC(2025, 0, 1);
const NOW = T0 + 5 * HOUR + 60_000;
const bar = (index: number, change: Partial<CandidateBar['bar']> = {}, openTime = T0 + index * HOUR): CandidateBar => ({
  openTime,
  bar: { open: 100, high: 102, low: 99, close: 101, volume: 5, quote_volume: 505, ...change },
});
const series = [0, 1, 2, 3, 4].map((index) => bar(index));
const accept = (bars: readonly CandidateBar[], more: Partial<Parameters<typeof acceptBars>[1]> = {}) =>
  acceptBars(bars, { intervalMs: HOUR, now: NOW, ...more });

describe('acceptBars', () => {
  it('passes closed bars on, drops the unfinished one without a word', () => {
    expect(accept([...series, bar(5)])).toEqual({ bars: series, rejected: [], gaps: [] });
  });

  it('takes a bar at the very moment it closes and not a millisecond before', () => {
    expect(accept([bar(0)], { now: T0 + HOUR }).bars).toHaveLength(1);
    expect(accept([bar(0)], { now: T0 + HOUR - 1 }).bars).toHaveLength(0);
  });

  it('believes the slower clock: a machine that runs ahead must not trade an open bar', () => {
    expect(accept([...series, bar(5)], { now: NOW + HOUR, venueNow: NOW }).bars).toEqual(series);
    expect(accept([...series, bar(5)], { now: NOW, venueNow: NOW + 24 * HOUR }).bars).toEqual(series);
  });

  it('sorts, and keeps the fuller of two bars of one hour', () => {
    const half = bar(2, { volume: 1, close: 100 });
    const { bars, rejected } = accept([...[...series].reverse(), half, series[4]!]);
    expect(bars).toEqual(series);
    expect(rejected).toEqual([]);
  });

  it('reports holes and leaves them open', () => {
    const { bars, gaps } = accept([series[0]!, series[3]!, series[4]!]);
    expect(bars).toHaveLength(3);
    expect(gaps).toEqual([{ from: T0 + HOUR, count: 2 }]);
  });

  it.each<[string, CandidateBar, string]>([
    ['a price of 0', bar(2, { low: 0 }), 'bad low'],
    ['a negative price', bar(2, { open: -1 }), 'bad open'],
    ['NaN', bar(2, { close: Number.NaN }), 'bad close'],
    ['Infinity', bar(2, { volume: Infinity }), 'bad volume'],
    ['high below low', bar(2, { high: 98 }), 'high below'],
    ['low above close', bar(2, { low: 101.5, open: 101.7 }), 'low above'],
    ['an open time off the grid', bar(2, {}, T0 + 2 * HOUR + 1), 'multiple of its interval'],
    ['a bar of tomorrow', bar(2, {}, T0 + 30 * HOUR), 'future'],
    ['a spike of 100 times', bar(2, { open: 1e4, high: 1.02e4, low: 9.9e3, close: 1.01e4 }), 'over 20 times'],
    ['a drop to a hundredth', bar(2, { open: 1, high: 1.02, low: 0.99, close: 1.01 }), 'over 20 times'],
  ])('refuses %s with a reason and keeps the rest', (_, wrong, words) => {
    const { bars, rejected } = accept([series[0]!, series[1]!, wrong, series[3]!, series[4]!]);
    expect(bars).toEqual([series[0], series[1], series[3], series[4]]);
    expect(rejected).toEqual([expect.stringContaining(words)]);
  });

  it('refuses a spike in the last bar, and keeps a level that lasts', () => {
    const spike = { open: 1e4, high: 1.02e4, low: 9.9e3, close: 1.01e4 };
    expect(accept([...series.slice(0, 4), bar(4, spike)]).bars).toEqual(series.slice(0, 4));
    expect(accept([...series.slice(0, 3), bar(3, spike), bar(4, spike)]).bars).toHaveLength(5);
  });

  it('gives the same bars whatever the order and however often each was sent', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...series, ...series, bar(5)], { minLength: 11 }), (sent) => {
        expect(accept(sent).bars).toEqual(series);
      }),
      { seed: 1, numRuns: 100 },
    );
  });
});
