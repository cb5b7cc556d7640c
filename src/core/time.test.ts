import { describe, expect, it } from 'vitest';
import {
  DAY,
  dayOf,
  FIRST_MONDAY,
  HOUR,
  isoDay,
  isoMinute,
  isoMonth,
  isoTime,
  MINUTE,
  minuteOf,
  minuteText,
  SECOND,
  startOfDay,
  WEEK,
  YEAR,
} from './time.js';

const moment = Date.UTC(2024, 0, 31, 13, 5, 9, 7);

describe('lengths of time', () => {
  it('are in milliseconds', () => {
    expect([SECOND, MINUTE, HOUR, DAY, WEEK, YEAR]).toEqual([
      1_000, 60_000, 3_600_000, 86_400_000, 604_800_000, 31_536_000_000,
    ]);
  });

  it('begin a week on Monday', () => {
    expect(new Date(FIRST_MONDAY).getUTCDay()).toBe(1);
    expect(FIRST_MONDAY).toBeLessThan(WEEK);
  });
});

describe('the texts of a moment', () => {
  it('are UTC, to the millisecond, minute, day and month', () => {
    expect(isoTime(moment)).toBe('2024-01-31T13:05:09.007Z');
    expect(isoMinute(moment)).toBe('2024-01-31T13:05');
    expect(minuteText(moment)).toBe('2024-01-31 13:05');
    expect(isoDay(moment)).toBe('2024-01-31');
    expect(isoMonth(moment)).toBe('2024-01');
  });

  it('come out of an ISO text the same', () => {
    expect(dayOf(isoTime(moment))).toBe(isoDay(moment));
    expect(minuteOf(isoTime(moment))).toBe(minuteText(moment));
  });

  it('throw for a time that is not finite', () => {
    expect(() => isoDay(NaN)).toThrow(RangeError);
  });
});

describe('startOfDay', () => {
  it.each([
    [moment, Date.UTC(2024, 0, 31)],
    [Date.UTC(2024, 0, 31), Date.UTC(2024, 0, 31)],
    [Date.UTC(2024, 0, 31) - 1, Date.UTC(2024, 0, 30)],
    [-1, -DAY],
  ])('of %d is %d', (time, start) => {
    expect(startOfDay(time)).toBe(start);
  });
});
