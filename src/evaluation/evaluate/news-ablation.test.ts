import { describe, expect, it } from 'vitest';
import { assessmentOf } from '../../engine/fixtures/opinions.js';
import { seededRandom } from '../../core/ports/random.js';
import type { EvaluatedDecision } from './decisions.js';
import { newsAblation } from './news-ablation.js';
import { forecastsOf } from './rows.js';

const DAY = 86_400_000;
const OPTIONS = { horizonMs: DAY, stepMs: DAY, random: seededRandom(1), samples: 100 };

/** Bull every second day; every third decision has no news, every tenth another field. */
const decisions = Array.from({ length: 120 }, (_, i): EvaluatedDecision => {
  const outcome = i % 2 === 0 ? 1 : 0;
  const fields = ['market.spot_price', ...(i % 3 === 0 ? [] : ['news']), ...(i % 10 === 1 ? ['onchain.mvrv'] : [])];
  return {
    decidedAt: i * DAY,
    maturesAt: (i + 1) * DAY,
    fields,
    volatility: null,
    label: { scored: true, outcome, horizonReturn: outcome - 0.5, shareAbove: outcome },
  };
});
const hasNews = decisions.map(({ fields }) => fields.includes('news'));
const knowing = decisions.map((_, i) => assessmentOf(i % 2 === 0 ? 0.8 : 0.2));
const blind = decisions.map((_, i) => (hasNews[i]! ? assessmentOf(0.5) : null));
const rows = forecastsOf(decisions, { assessments: knowing });

describe('newsAblation', () => {
  it('compares the same decisions with and without their news, of one set of fields', () => {
    const withNews = hasNews.filter(Boolean).length;
    const odd = decisions.filter(({ fields }) => fields.length === 3).length;
    const found = newsAblation(rows, [], blind, decisions, OPTIONS);
    expect(found).toMatchObject({ scope: 'all', n: withNews - odd, left_out: odd });
    expect(found!.comparison.score).toBeCloseTo(0.04, 12);
    expect(found!.comparison.reference).toBeCloseTo(0.25, 12);
    expect(found!.comparison.difference_interval!.high).toBeLessThan(0);
  });

  it('looks at the headline alone where it had news', () => {
    const late = rows.filter(({ index }) => index >= 60);
    const found = newsAblation(rows, late, blind, decisions, OPTIONS);
    expect(found!.scope).toBe('headline');
    expect(found!.n + found!.left_out).toBe(hasNews.slice(60).filter(Boolean).length);
  });

  it('leaves out what was not answered without news, and says nothing of nothing', () => {
    const gap = blind.map((answer, i) => (i === 2 ? null : answer));
    const whole = newsAblation(rows, [], blind, decisions, OPTIONS)!;
    expect(newsAblation(rows, [], gap, decisions, OPTIONS)).toMatchObject({
      n: whole.n - 1,
      left_out: whole.left_out + 1,
    });
    expect(
      newsAblation(
        rows,
        [],
        blind.map(() => null),
        decisions,
        OPTIONS,
      ),
    ).toBeNull();
  });
});
