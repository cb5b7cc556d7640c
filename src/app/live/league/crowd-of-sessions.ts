import { crowdProbability } from '../../../evaluation/ensemble/crowd.js';
import type { ScoredOpinion } from './scored-opinions.js';

/** What the models of several sessions said together of the moments that two of them or more were asked about. */
export interface SessionCrowd {
  /** Who has a vote, by name. */
  readonly members: readonly string[];
  readonly scored: ReadonlyMap<number, Omit<ScoredOpinion, 'answeredBy'>>;
}

/** No model's name holds a `+`, and none begins with `N*`: those are ensembles, which say again what their members said. */
const isModel = (answeredBy: string): boolean => answeredBy.includes('/') && !/^baseline\/|\+|^\d+\*/.test(answeredBy);

/**
 * The crowd of sessions: at each moment the mean of what the language models said of the same window. Null where no two of them were
 * asked about one.
 */
export function crowdOfSessions(sessions: readonly ReadonlyMap<number, ScoredOpinion>[]): SessionCrowd | null {
  const said = new Map<string, { readonly decidedAt: number; readonly opinions: ScoredOpinion[] }>();
  for (const scored of sessions) {
    for (const [decidedAt, opinion] of scored) {
      if (!isModel(opinion.answeredBy)) continue;
      const key = `${decidedAt} ${opinion.maturesAt}`;
      const same = said.get(key);
      if (same === undefined) said.set(key, { decidedAt, opinions: [opinion] });
      else same.opinions.push(opinion);
    }
  }
  const members = new Set<string>();
  const scored = new Map<number, Omit<ScoredOpinion, 'answeredBy'>>();
  for (const { decidedAt, opinions } of said.values()) {
    const votes = opinions.map(({ answeredBy, probBull }) => ({ model: answeredBy, probBull }));
    const probBull = crowdProbability(votes);
    if (probBull === null) continue;
    const { outcome, maturesAt } = opinions[0]!;
    scored.set(decidedAt, { probBull, outcome, maturesAt });
    for (const { model } of votes) members.add(model);
  }
  return scored.size === 0 ? null : { members: [...members].sort(), scored };
}
