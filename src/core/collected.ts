import type { Collected, SeriesFailure } from './ports/observation-source.js';

export const NOTHING: Collected = { observations: [], failures: [] };

/** No observation, and why. */
export const lost = (failure: SeriesFailure): Collected => ({ observations: [], failures: [failure] });

export const mergeCollected = (parts: readonly Collected[]): Collected => ({
  observations: parts.flatMap((part) => part.observations),
  failures: parts.flatMap((part) => part.failures),
});

/** "a; b; c; and 4 more": enough to see what is wrong, short enough for one line. */
export function firstFew(sentences: readonly string[], most = 3): string {
  const rest = sentences.length - most;
  return sentences.slice(0, most).join('; ') + (rest > 0 ? `; and ${rest} more` : '');
}
