import { describe, expect, it } from 'vitest';
import { fundingGaps, missingFunding } from './funding-gaps.js';
import type { FundingSeries } from './funding.js';

const HOUR = 3_600_000;
const START = Date.UTC(2024, 0, 1);
const at = (hour: number): number => START + hour * HOUR;

/** Settlements at these hours, with the interval that the record states, if any. */
function record(hours: readonly number[], interval?: (hour: number) => number): FundingSeries {
  return {
    time: Float64Array.from(hours, at),
    rate: new Float64Array(hours.length),
    mark: new Float64Array(hours.length).fill(NaN),
    ...(interval === undefined ? {} : { interval: Float64Array.from(hours, (hour) => interval(hour) * HOUR) }),
  };
}
/** Every `step` hours from the first (included) to the last (excluded). */
const every = (step: number, from: number, to: number): number[] =>
  Array.from({ length: Math.ceil((to - from) / step) }, (_, i) => from + i * step);
const without = (hours: readonly number[], ...gone: number[]): number[] => hours.filter((hour) => !gone.includes(hour));

/** 8 h for ten days, 1 h for ten days, 8 h for eleven. */
const CHANGING = [...every(8, 0, 240), ...every(1, 240, 480), ...every(8, 480, 744)];
const changingInterval = (hour: number): number => (hour >= 240 && hour < 480 ? 1 : 8);
const missing = (hours: readonly number[], interval?: (hour: number) => number, to = 744, from = 0): number =>
  missingFunding(record(hours, interval), at(from), at(to));

describe.each<[string, ((hour: number) => number) | undefined]>([
  ['with the interval stated', changingInterval],
  ['with the interval stated of the time before', (hour) => (hour > 240 && hour <= 480 ? 1 : 8)],
  ['without it', undefined],
])('a record that changes 8 h, 1 h, 8 h, %s', (_, interval) => {
  it.each<[string, number[], number]>([
    ['complete', CHANGING, 0],
    ['one missing within the hours', without(CHANGING, 300), 1],
    ['five missing within the hours', without(CHANGING, 300, 301, 302, 303, 304), 5],
    ['as many missing within the hours as 8 h hold', without(CHANGING, ...every(1, 305, 312)), 7],
    ['several holes within the hours', without(CHANGING, 250, 260, 261, 300, 470), 5],
    ['one missing in the first stretch', without(CHANGING, 80), 1],
    ['one missing in the last stretch', without(CHANGING, 600), 1],
    ['two apart in the last stretch', without(CHANGING, 600, 616), 2],
    ['the change itself missing, to hours', without(CHANGING, 240, 241), 2],
    ['the change itself missing, to 8 h', without(CHANGING, 480), 1],
    ['the end missing', CHANGING.filter((hour) => hour < 720), 3],
    ['the start missing', CHANGING.filter((hour) => hour >= 24), 2],
  ])('%s', (_name, hours, expected) => {
    expect(missing(hours, interval)).toBe(expected);
  });
});

it.each<[string, number[], number]>([
  ['4 h to 8 h', [...every(4, 0, 480), ...every(8, 480, 744)], 0],
  ['8 h to 4 h', [...every(8, 0, 480), ...every(4, 480, 744)], 0],
  ['8 h to 4 h on the second day', [...every(8, 0, 24), ...every(4, 24, 744)], 0],
  ['8 h, 4 h, 2 h, 1 h', [...every(8, 0, 168), ...every(4, 168, 336), ...every(2, 336, 504), ...every(1, 504, 744)], 0],
  ['hours throughout', every(1, 0, 744), 0],
  ['one half day at 4 h', [...every(8, 0, 240), ...every(4, 240, 252), ...every(8, 256, 744)], 0],
  ['a hole of weeks', [...every(8, 0, 240), ...every(8, 720, 744)], 60],
  ['a record of the first ten days', every(8, 0, 240), 63],
  ['two holes of one length', without(every(1, 0, 744), 100, 102), 2],
  ['one record', [8], 91],
  ['none', [], 92],
])('without a stated interval: %s', (_, hours, expected) => {
  expect(missing(hours)).toBe(expected);
});

it('counts neither the start nor the end of the range, where nothing is held', () => {
  expect(missing(every(8, 0, 744))).toBe(0);
  expect(missing(every(8, 8, 745)), 'stamped at the end of the month too').toBe(0);
  expect(missing(every(8, 8, 744))).toBe(0);
  expect(missing(every(8, 0, 7440), undefined, 744), 'a record that goes on').toBe(0);
  expect(missing(without(every(8, 0, 7440), 736, 744), undefined, 744), 'a hole over the end').toBe(1);
});

it('says when the missing ones were due', () => {
  expect(fundingGaps(record(without(CHANGING, 300, 301, 600)), at(0), at(744))).toEqual([
    { from: at(300), to: at(301), missing: 2 },
    { from: at(600), to: at(600), missing: 1 },
  ]);
});
