import { describe, expect, it } from 'vitest';
import { oneAtATime } from './one-at-a-time.js';

/** Work whose end is told by hand. */
function byHand() {
  const ends: (() => void)[] = [];
  const ask = oneAtATime(() => new Promise((end) => ends.push(end)));
  const settled = async (): Promise<void> => {
    for (let i = 0; i < 5; i++) await Promise.resolve();
  };
  return { ask, ends, settled };
}

describe('work that is done one at a time', () => {
  it('ends however fast it is asked for again, and is done once more for all of these', async () => {
    const { ask, ends, settled } = byHand();
    for (let i = 0; i < 5; i++) ask();
    expect(ends).toHaveLength(1);
    ends[0]!();
    await settled();
    expect(ends).toHaveLength(2);
    ends[1]!();
    await settled();
    expect(ends).toHaveLength(2);
  });

  it('begins anew where nothing is under way', async () => {
    const { ask, ends, settled } = byHand();
    ask();
    ends[0]!();
    await settled();
    ask();
    expect(ends).toHaveLength(2);
  });
});
