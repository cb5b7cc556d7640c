import { DAYS, type TimeWindow } from './schema.js';
import { DAY, MINUTE } from '../../core/time.js';

/** 1 January 1970 was a Thursday. */
const FIRST_DAY = DAYS.indexOf('thu');

/** Whether a moment (UTC ms) lies in the window. Over midnight, the day is the one of the moment itself. */
export function timeTest({ days, from, to }: TimeWindow): (time: number) => boolean {
  const allowed = DAYS.map((day) => days === undefined || days.includes(day));
  const start = from === undefined ? 0 : minutesOf(from);
  const end = to === undefined ? DAY / MINUTE : minutesOf(to);
  return (time) => {
    const day = Math.floor(time / DAY);
    if (allowed[(day + FIRST_DAY) % 7] !== true) return false;
    const minute = (time - day * DAY) / MINUTE;
    return start < end ? minute >= start && minute < end : minute >= start || minute < end;
  };
}

const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
