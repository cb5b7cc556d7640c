import type { Collected, SeriesFailure } from './ports/observation-source.js';

export const NOTHING: Collected = { observations: [], failures: [] };

/** No observation, and why. */
export const lost = (failure: SeriesFailure): Collected => ({ observations: [], failures: [failure] });

/** All of them in order; a failure that several parts report in the same words counts once. */
export function mergeCollected(parts: readonly Collected[]): Collected {
  const failures = parts.flatMap((part) => part.failures);
  return {
    observations: parts.flatMap((part) => part.observations),
    failures: [...new Map(failures.map((failure) => [JSON.stringify(failure), failure])).values()],
  };
}

/** "a; b; c; and 4 more": enough to see what is wrong, short enough for one line. */
export function firstFew(sentences: readonly string[], most = 3): string {
  const rest = sentences.length - most;
  return sentences.slice(0, most).join('; ') + (rest > 0 ? `; and ${rest} more` : '');
}
