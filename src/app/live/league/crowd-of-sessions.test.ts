import { describe, expect, it } from 'vitest';
import { crowdOfSessions } from './crowd-of-sessions.js';
import type { ScoredOpinion } from './scored-opinions.js';

/** What one session was told, by moment: the window closes ten later, and the market rose. */
const told = (answeredBy: string, said: Readonly<Record<number, number>>, horizon = 10): Map<number, ScoredOpinion> =>
  new Map(
    Object.entries(said).map(([time, probBull]) => [
      Number(time),
      { answeredBy, probBull, outcome: 1, maturesAt: Number(time) + horizon },
    ]),
  );

describe('the crowd of sessions', () => {
  it('is the mean of the models that were asked about the same window, each with one vote', () => {
    const crowd = crowdOfSessions([
      told('x/a', { 1: 0.8, 2: 0.4, 3: 0.9 }),
      told('x/a', { 1: 0.6, 4: 0.2 }),
      told('x/b', { 1: 0.1, 2: 0.6, 4: 0.4 }),
    ])!;
    // 1: ((0.8 + 0.6) / 2 + 0.1) / 2; 3 was told by one model alone.
    expect([...crowd.scored].map(([time, { probBull }]) => [time, Number(probBull.toFixed(12))])).toEqual([
      [1, 0.4],
      [2, 0.5],
      [4, 0.3],
    ]);
    expect(crowd.scored.get(1)).toMatchObject({ outcome: 1, maturesAt: 11 });
    expect(crowd.members).toEqual(['x/a', 'x/b']);
  });

  it('hears neither baselines nor ensembles, nor who was asked about another window', () => {
    expect(crowdOfSessions([told('x/a', { 1: 0.8 }), told('baseline/momentum-1', { 1: 0.2 })])).toBeNull();
    expect(crowdOfSessions([told('x/a', { 1: 0.8 }), told('x/a+x/b', { 1: 0.2 })])).toBeNull();
    expect(crowdOfSessions([told('x/a', { 1: 0.8 }), told('3*x/b', { 1: 0.2 })])).toBeNull();
    expect(crowdOfSessions([told('x/a', { 1: 0.8 }), told('x/b', { 1: 0.2 }, 20)])).toBeNull();
  });
});
