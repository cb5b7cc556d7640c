import type { Random } from '../../core/ports/random.js';

/** Unseeded randomness, for jitter between retries only. */
export const systemRandom: Random = { next: () => Math.random() };
