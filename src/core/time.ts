/** Lengths of time in milliseconds, and the texts of a moment: every time in the program is UTC milliseconds since 1970. */

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const WEEK = 7 * DAY;
/** 365 days: what annualised figures and yearly rates count with, leap years included. */
export const YEAR = 365 * DAY;

/** 1970 began on a Thursday. */
export const FIRST_MONDAY = 4 * DAY;

/** Where the grid of equal intervals begins: whole weeks count from Monday, as exchanges do, every other interval from 1970. */
export const gridOrigin = (intervalMs: number): number => (intervalMs % WEEK === 0 ? FIRST_MONDAY : 0);

/** Where the UTC day of this moment began. */
export const startOfDay = (time: number): number => Math.floor(time / DAY) * DAY;

/** Whether a moment is 00:00 UTC, as the stamps of daily values are. */
export const isStartOfDay = (time: number): boolean => time % DAY === 0;

/** Whether the day that starts at `day` is over at `now`: values of an unfinished day are partial. */
export const isDayOver = (day: number, now: number): boolean => day + DAY <= now;

/** `2024-01-31T13:05:09.000Z`. A time that is not finite is a RangeError, here and below. */
export const isoTime = (time: number): string => new Date(time).toISOString();

/** `2024-01-31T13:05`. */
export const isoMinute = (time: number): string => isoTime(time).slice(0, 16);

/** `2024-01-31`. */
export const isoDay = (time: number): string => isoTime(time).slice(0, 10);

/** `2024-01`. */
export const isoMonth = (time: number): string => isoTime(time).slice(0, 7);

/** `2024-01-31 13:05`: for people. */
export const minuteText = (time: number): string => minuteOf(isoTime(time));

/** `2024-01-31 13:05:09`: for people. */
export const secondText = (time: number): string => isoTime(time).slice(0, 19).replace('T', ' ');

/** Whether a date can be this time: whole milliseconds, at most 100 million days from 1970 (ECMA-262, 21.4.1.1). */
export const isTime = (time: number): boolean => Number.isInteger(time) && Math.abs(time) <= 8.64e15;

/** `2024-01-31` of `2024-01-31T13:05:09.000Z`. */
export const dayOf = (iso: string): string => iso.slice(0, 10);

/** `2024-01-31 13:05` of `2024-01-31T13:05:09.000Z`. */
export const minuteOf = (iso: string): string => iso.slice(0, 16).replace('T', ' ');
