import { describe, expect, it } from 'vitest';
import { simulate } from '../simulation/simulate.js';
import golden from '../simulation/simulation.golden.json' with { type: 'json' };

const IS_NIGHTLY = process.env.TEST_SIZE === 'nightly';
const { figures } = golden.simulation;
const [SEEDS, DAYS] = (IS_NIGHTLY ? figures['seeds, days at night'] : figures['seeds, days']) as [number, number];
/** `TEST_SEED=…`: others than the usual ones. */
const FIRST = Number(process.env.TEST_SEED ?? 100);
const GROUP = 20;
const groups = Array.from({ length: Math.ceil(SEEDS / GROUP) }, (_, group) => FIRST + group * GROUP);

describe(`${DAYS} days of a session in a bad world, ${SEEDS} times`, { timeout: 3_600_000 }, () => {
  it.each(groups)('keep every rule, seeds from %d on', async (first) => {
    for (let seed = first; seed < Math.min(first + GROUP, FIRST + SEEDS); seed++)
      expect((await simulate(seed, DAYS)).violations, `seed ${seed}`).toEqual([]);
  });

  it('come out the same from the same seed', async () => {
    const [once, again] = [await simulate(FIRST, DAYS), await simulate(FIRST, DAYS)];
    expect(again.hash).toBe(once.hash);
    expect(once.moments).toBeGreaterThan(0.9 * DAYS * 24);
  });
});
