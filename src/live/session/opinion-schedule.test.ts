import { expect, it } from 'vitest';
import { HOUR } from '../../core/time.js';
import { OpinionSchedule } from './opinion-schedule.js';

const fresh = () => new OpinionSchedule({ everyMs: 4 * HOUR, intervalMs: HOUR, maxBarAge: 2 });
const close = (openTime: number): number => openTime + HOUR;

it('asks at the close of the first bar in each span', () => {
  const schedule = fresh();
  const asked: number[] = [];
  for (let open = 5 * HOUR; open < 18 * HOUR; open += HOUR) {
    const isDue = schedule.isDue(open, close(open));
    if (isDue) asked.push(close(open) / HOUR);
    schedule.done(open, isDue);
  }
  expect(asked).toEqual([8, 12, 16]);
});

it('asks nothing about bars that are made up for, and what it owes at the first that comes in time', () => {
  const schedule = fresh();
  const back = 14 * HOUR;
  const asked: number[] = [];
  for (let open = 5 * HOUR; open < 18 * HOUR; open += HOUR) {
    const isDue = schedule.isDue(open, Math.max(back, close(open)));
    if (isDue) asked.push(close(open) / HOUR);
    schedule.done(open, isDue);
  }
  // 8 was missed; at 12, two bars old, it may be asked; nothing is asked twice.
  expect(asked).toEqual([12, 16]);
});

it('counts an age of just the limit as in time, and what is beyond as owed until it is asked', () => {
  const schedule = fresh();
  expect(schedule.isDue(7 * HOUR, 8 * HOUR + 2 * HOUR)).toBe(true);
  expect(schedule.isDue(7 * HOUR, 8 * HOUR + 2 * HOUR + 1)).toBe(false);
  schedule.done(7 * HOUR, false);
  expect(schedule.isDue(8 * HOUR, 9 * HOUR)).toBe(true);
  schedule.done(8 * HOUR, true);
  expect(schedule.isDue(9 * HOUR, 10 * HOUR)).toBe(false);
});
