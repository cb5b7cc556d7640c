import { expect, it } from 'vitest';
import { simulate } from './simulate.js';

it('x', async () => {
  for (let seed = 1; seed < 31; seed++) {
    const t = performance.now();
    const a = await simulate(seed, 10);
    console.log(seed, Math.round(performance.now() - t), JSON.stringify({ ...a, hash: 0, faults: 0 }));
  }
  expect(1).toBe(1);
});
