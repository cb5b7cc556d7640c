/** Randomness, injected and seeded: nothing below `app` calls `Math.random`. */
export interface Random {
  /** A uniform number in [0, 1). */
  next(): number;
}

/**
 * A small seeded generator (mulberry32, public domain, Tommy Ettinger). Good enough for jitter, demo data and tests; not
 * for cryptography.
 */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return {
    next() {
      state = (state + 0x6d2b79f5) >>> 0;
      let t = state;
      t = Math.imul(t ^ (t >>> 15), t | 1);
      t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
      return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
    },
  };
}
