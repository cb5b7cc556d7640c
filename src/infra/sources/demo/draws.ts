import { seededRandom, type Random } from '../../../core/ports/index.js';

/** FNV-1a, 32 bits: turns a name into a seed, so that one series' draws never depend on another's. */
function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

export interface Draws extends Random {
  /** Roughly standard normal, within ±6. */
  normal(): number;
}

/**
 * A stream of draws of its own for each (seed, name). The normal is the sum of twelve uniforms minus six: only additions,
 * so that every machine gets the same bits, which Box-Muller's logarithm and cosine do not promise.
 */
export function drawsFor(seed: number, name: string): Draws {
  const random = seededRandom(hashText(`${seed}:${name}`));
  return {
    next: () => random.next(),
    normal() {
      let sum = -6;
      for (let i = 0; i < 12; i++) sum += random.next();
      return sum;
    },
  };
}

/** Rounds away the last bits, in which `Math.exp` may differ between versions of the engine. */
export function rounded(value: number, decimals: number): number {
  const scale = 10 ** decimals;
  return Math.round(value * scale) / scale;
}

export const clampTo = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));
