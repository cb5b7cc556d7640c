import { describe, expect, it } from 'vitest';
import { runSchedule } from './run-schedule.js';

const SEED = 4_711;
const SCHEDULES = 20;
/** Every so many schedules run twice, for F7. */
const TWICE = 5;

describe(`random schedules of 50 calls (seeds ${SEED} to ${SEED + SCHEDULES - 1})`, () => {
  it.each(Array.from({ length: SCHEDULES }, (_, i) => SEED + i))(
    'keep their invariants: seed %i',
    async (seed) => {
      const { violations, trace } = await runSchedule(seed);
      expect(violations, violations.join('; ')).toEqual([]);
      if ((seed - SEED) % TWICE === 0) expect((await runSchedule(seed)).trace, 'F7').toEqual(trace);
    },
    60_000,
  );
});
