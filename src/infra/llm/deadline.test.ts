import { describe, expect, it } from 'vitest';
import { manualClock, type ManualClock } from '../../../test/support/llm-clock.js';
import { deadlinesInLine, startCallDeadline } from './deadline.js';
import { LlmError } from './errors.js';

const expired = (): LlmError => new LlmError('llm.timeout', 'late');
/** Moves time on in steps, so that what a step wakes can sleep again. */
async function pass(clock: ManualClock, ms: number): Promise<void> {
  for (let step = 0; step < ms; step += 100) {
    clock.advance(100);
    for (let i = 0; i < 5; i++) await Promise.resolve();
  }
}

describe('a deadline', () => {
  it('ends a call when its time is over, and counts anew when it is told to', async () => {
    const clock = manualClock();
    const deadline = startCallDeadline(clock, 1_000, expired);
    await pass(clock, 900);
    deadline.restart();
    await pass(clock, 900);
    expect(deadline.signal.aborted).toBe(false);
    await pass(clock, 200);
    expect(deadline.signal.reason).toMatchObject({ code: 'llm.timeout' });
  });

  it('does not count what waits behind our own calls at a server of one slot', async () => {
    const clock = manualClock();
    const start = deadlinesInLine();
    const four = Array.from({ length: 4 }, () => start(clock, 1_000, expired));
    // Each is answered in 700 ms, one after the other: the last one after 2,800.
    for (const deadline of four) {
      await pass(clock, 700);
      expect(deadline.signal.aborted).toBe(false);
      deadline.end();
    }
    const [hangs, next] = [start(clock, 1_000, expired), start(clock, 1_000, expired)];
    await pass(clock, 500);
    next.end();
    await pass(clock, 500);
    expect(hangs.signal.aborted, 'who came later does not prolong it').toBe(true);
  });
});
