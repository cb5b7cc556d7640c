import type { EvaluatedDecision } from '../../evaluation/evaluate/decisions.js';

/**
 * The seed of whatever is drawn in judging: 32 bits of an FNV-1a hash (G. Fowler, L. C. Noll & K.-P. Vo) over the times and outcomes of
 * the decisions. The same evidence is judged alike whoever asks, and nobody can ask again until luck is kinder.
 */
export function judgementSeed(decisions: readonly Pick<EvaluatedDecision, 'decidedAt' | 'label'>[]): number {
  let hash = 0x811c9dc5;
  const text = decisions
    .map(({ decidedAt, label }) => `${decidedAt}${label.scored ? label.outcome : label.reason}`)
    .join();
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
