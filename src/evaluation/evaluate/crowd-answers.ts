import { crowdProbability, CROWD_ID } from '../ensemble/crowd.js';
import type { HeadlineStart } from '../contamination/headline-start.js';
import type { ForecasterAnswers } from './decisions.js';

/** Why a crowd says nothing of a moment. */
const TOO_FEW = 'fewer than two models gave an opinion';

/**
 * What the crowd of the language models said at each decision: nobody is asked for it, and it costs nothing. Baselines are what a crowd is
 * measured against, and an ensemble says again what its members said: neither has a vote.
 * @param asked whoever was asked, about the same decisions
 * @returns null where two models have never answered the same decision
 */
export function crowdAnswers(asked: readonly ForecasterAnswers[]): ForecasterAnswers | null {
  const voters = asked.filter(({ kind }) => kind === 'llm');
  const decisions = voters[0]?.assessments.length ?? 0;
  const said = Array.from({ length: decisions }, (_, i) =>
    crowdProbability(
      voters.flatMap(({ id, assessments }) => {
        const probBull = assessments[i]?.prob_bull;
        return probBull === undefined ? [] : [{ model: id, probBull }];
      }),
    ),
  );
  if (said.every((probBull) => probBull === null)) return null;
  return {
    id: CROWD_ID,
    kind: 'ensemble',
    version: null,
    prompt: null,
    members: [...new Set(voters.map(({ id }) => id))],
    assessments: said.map((probBull) => (probBull === null ? null : { prob_bull: probBull })),
    failures: said.map((probBull) => (probBull === null ? TOO_FEW : null)),
    calls: 0,
    costUsd: 0,
    headline: crowdHeadline(voters.map(({ headline }) => headline)),
  };
}

/** The latest of its members: what one of them may remember is in the mean. Unknown where one of them is. */
function crowdHeadline(starts: readonly HeadlineStart[]): HeadlineStart {
  const unknown = starts.filter(({ from }) => from === 'unknown');
  const latest = starts.reduce((best, start) => (Number(start.from) > Number(best.from) ? start : best));
  const texts = new Set<string>();
  return {
    from: unknown.length > 0 ? 'unknown' : latest.from,
    because: unknown.length > 0 ? [...new Set(unknown.map(({ because }) => because))].join('; ') : latest.because,
    parts: starts.flatMap(({ parts }) => parts).filter(({ text }) => !texts.has(text) && texts.add(text)),
  };
}
