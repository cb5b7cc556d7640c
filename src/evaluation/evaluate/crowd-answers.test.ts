import { describe, expect, it } from 'vitest';
import type { HeadlineStart } from '../contamination/headline-start.js';
import type { ForecasterAnswers } from './decisions.js';
import { crowdAnswers } from './crowd-answers.js';

const start = (from: HeadlineStart['from'], because: string): HeadlineStart => ({
  from,
  because,
  parts: [{ what: 'release', at_utc: null, text: because }],
});

function answers(
  id: string,
  said: readonly (number | null)[],
  more: Partial<Pick<ForecasterAnswers, 'kind' | 'prompt' | 'headline'>> = {},
): ForecasterAnswers {
  return {
    id,
    kind: 'llm',
    version: null,
    prompt: 'regime-2@aa',
    assessments: said.map((probBull) => (probBull === null ? null : { prob_bull: probBull })),
    failures: said.map((probBull) => (probBull === null ? 'it was silent' : null)),
    calls: said.length,
    costUsd: 1,
    headline: start(0, 'nothing'),
    ...more,
  };
}

describe('the crowd of an evaluation', () => {
  it('is the mean of the models that answered a decision, where two did', () => {
    const crowd = crowdAnswers([
      answers('x/a', [0.8, 0.4, null, null]),
      answers('x/b', [0.2, 0.6, 0.9, null]),
      answers('x/c', [0.5, null, 0.3, 0.7]),
    ])!;
    expect(crowd.assessments.map((each) => each?.prob_bull ?? null)).toEqual([0.5, 0.5, 0.6, null]);
    expect(crowd.failures).toEqual([null, null, null, 'fewer than two models gave an opinion']);
    expect(crowd).toMatchObject({ id: 'crowd/linear-1', kind: 'ensemble', calls: 0, costUsd: 0, prompt: null });
    expect(crowd.members).toEqual(['x/a', 'x/b', 'x/c']);
  });

  it('counts a model once, whatever it was asked with, and neither baselines nor ensembles', () => {
    const crowd = crowdAnswers([
      answers('x/a', [0.8], { prompt: 'one@1' }),
      answers('x/a', [0.6], { prompt: 'two@2' }),
      answers('baseline/momentum-1', [0], { kind: 'baseline', prompt: null }),
      answers('x/a+x/b', [1], { kind: 'ensemble' }),
      answers('x/b', [0.1]),
    ])!;
    expect(crowd.assessments[0]!.prob_bull).toBeCloseTo(0.4, 15);
    expect(crowd.members).toEqual(['x/a', 'x/b']);
  });

  it('is not there where no two models answered the same decision', () => {
    expect(crowdAnswers([])).toBeNull();
    expect(crowdAnswers([answers('x/a', [0.4]), answers('x/a', [0.5], { prompt: 'two@2' })])).toBeNull();
    expect(crowdAnswers([answers('x/a', [0.4, null]), answers('x/b', [null, 0.4])])).toBeNull();
  });

  it('counts from the latest start of its members, and from nowhere where one is unknown', () => {
    const [early, late] = [start(100, 'a is of May'), start(300, 'b is of June')];
    const both = [answers('x/a', [0.4], { headline: late }), answers('x/b', [0.5], { headline: early })];
    expect(crowdAnswers(both)!.headline).toMatchObject({ from: 300, because: 'b is of June' });
    expect(crowdAnswers(both)!.headline.parts.map(({ text }) => text)).toEqual(['b is of June', 'a is of May']);
    const third = answers('x/c', [0.5], { headline: start('unknown', 'nobody knows c') });
    expect(crowdAnswers([...both, third])!.headline).toMatchObject({ from: 'unknown', because: 'nobody knows c' });
  });
});
