import { DAY } from '../../../core/time.js';

/** Whether a moment is 00:00 UTC, as the stamps of daily values are. */
export const isStartOfDay = (time: number): boolean => time % DAY === 0;

/** Whether the day that starts at `day` is over at `now`: values of an unfinished day are partial. */
export const isDayOver = (day: number, now: number): boolean => day + DAY <= now;
