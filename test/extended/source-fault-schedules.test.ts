import { describe, expect, it } from 'vitest';
import { runSchedule } from '../source-faults/run-schedule.js';

/** `TEST_SIZE=nightly` runs 500 schedules of 50 calls; without it 40, after those of the ordinary run. */
const SCHEDULES = process.env.TEST_SIZE === 'nightly' ? 500 : 40;
const SEED = Number(process.env.TEST_SEED ?? 10_000);

describe(`random schedules of 50 calls, each twice (seeds ${SEED} to ${SEED + SCHEDULES - 1})`, () => {
  it.each(Array.from({ length: SCHEDULES }, (_, i) => SEED + i))('keep their invariants: seed %i', async (seed) => {
    const { violations, trace } = await runSchedule(seed);
    expect(violations, violations.join('; ')).toEqual([]);
    expect((await runSchedule(seed)).trace, 'F7').toEqual(trace);
  });
});
