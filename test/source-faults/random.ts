import type { Clock } from '../../src/core/ports/clock.js';
import { seededRandom, type Random } from '../../src/core/ports/random.js';

/** FNV-1a, for seeds out of names. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
  return hash >>> 0;
}

/**
 * Jitter that depends on the seed and the simulated moment alone: replies to requests of the same moment arrive in any order, and a
 * plain sequence would hand its numbers out in that order.
 */
export const randomByTime = (seed: number, clock: Clock): Random => ({
  next: () => seededRandom(hashOf(`${seed} ${clock.now()}`)).next(),
});
