import { describe, expect, it } from 'vitest';
import { InputError, UnavailableError } from '../../core/errors.js';
import type { Observation } from '../../core/observation.js';
import type { RegimeModel } from '../../core/ports/regime-model.js';
import { createStrategy } from '../../strategies/index.js';
import { backtest } from '../backtester.js';
import { decisionOf, scriptedModel, type Answer } from '../fixtures/opinions.js';
import { bars, flatBars } from '../fixtures/scripted.js';
import { askRegimes } from './ask-regimes.js';
import type { RegimeRequest } from './request.js';
import { decisionTimes } from './decision-times.js';
import { runObservations } from './run-observations.js';
import { visiblePoints } from './visible-points.js';
import { HOUR } from '../../core/time.js';

const DAY = 24 * HOUR;
const series = bars(flatBars(24 * 5));
/** Four decisions; only the last has news. */
const times = decisionTimes(series, DAY).slice(0, 4);
const NEWS = 3;

const headline = (): Observation => {
  const at = times[NEWS]! - HOUR;
  return {
    series: 'news',
    symbol: 'BTC',
    value: { source: 'Wire', title: 'All is well', body: null, url: null, sentiment: null, impact_score: null },
    observed_at: at,
    available_at: at,
    source: 'test',
    retrieved_at: at,
  };
};

const request = (model: RegimeModel, more: Partial<RegimeRequest> = {}): RegimeRequest => ({
  model,
  observations: [...runObservations({ bars: series, times }), headline()],
  times,
  baseAsset: 'BTCUSDT',
  horizonMs: DAY,
  onFailure: 'hold',
  concurrency: 1,
  newsCap: 0.25,
  ...more,
});

const latency = 1_000;
const excited: Answer = (snapshot) => decisionOf(snapshot, snapshot.news.length > 0 ? 0.95 : 0.6, latency);
const failing =
  (which: 'with' | 'without'): Answer =>
  (snapshot, call, options) => {
    const isWith = snapshot.news.length > 0;
    if (isWith ? which === 'with' : which === 'without' && options.variant === 'without-news') {
      throw new UnavailableError('regime.none', `nothing ${which} news`);
    }
    return excited(snapshot, call, options);
  };

describe('a news cap', () => {
  it('asks a second time, without the news, where there are some, and adds up what both took', async () => {
    const variants: (string | undefined)[] = [];
    const model = scriptedModel((snapshot, call, options) => {
      variants.push(options.variant);
      return excited(snapshot, call, options);
    });
    const asked = await askRegimes(request(model));
    expect(variants).toEqual(['none', 'none', 'none', 'none', 'without-news']);
    expect(model.asked.map(({ news }) => news.length)).toEqual([0, 0, 0, 1, 0]);
    expect(asked.outcomes[NEWS]).toMatchObject({
      availableAt: times[NEWS]! + 2 * latency,
      assessment: { prob_bull: 0.95 },
      withoutNews: { prob_bull: 0.6 },
      usage: { calls: 2, latency_ms: 2 * latency, cost_usd: 1, prompt_tokens: 200 },
    });
    expect(asked.points.map(({ bounds }) => bounds?.withoutNews?.prob_bull ?? null)).toEqual([null, null, null, 0.6]);
    expect(asked.points.every(({ bounds }) => bounds?.newsCap === 0.25)).toBe(true);
    expect(asked.totals).toMatchObject({ calls: 5, asked_without_news: 1, news_failed: 0, failed: 0 });
  });

  it('is off unless it is asked for, and leaves no trace then', async () => {
    const model = scriptedModel(excited);
    const { newsCap, ...plain } = request(model);
    expect(newsCap).toBe(0.25);
    const asked = await askRegimes(plain);
    expect(model.asked).toHaveLength(4);
    expect(asked.points.every((point) => !('bounds' in point))).toBe(true);
    expect(Object.keys(asked.totals)).not.toContain('asked_without_news');
  });

  it('does not ask where no k_max would let it bind', async () => {
    const stopped = scriptedModel((snapshot) => {
      const decision = decisionOf(snapshot, 0.9);
      const scores = { ...decision.assessment.scores, news_risk: 0.95 };
      return { ...decision, assessment: { ...decision.assessment, scores } };
    });
    await askRegimes(request(stopped));
    expect(stopped.asked, 'a hard stop').toHaveLength(4);
    const wide = scriptedModel(excited);
    // d = (0.9 − 0.1) / 0.9: k_long = 1 + d = 1.888…, and no k_max makes it more.
    await askRegimes(request(wide, { newsCap: 1.89 }));
    expect(wide.asked).toHaveLength(4);
    const narrow = scriptedModel(excited);
    await askRegimes(request(narrow, { newsCap: 1.88 }));
    expect(narrow.asked).toHaveLength(5);
  });

  it('takes the answer without the news where the question with them fails, after both latencies', async () => {
    let now = 0;
    const model = scriptedModel((snapshot, call, options) => {
      now += 700;
      return failing('with')(snapshot, call, options);
    });
    const asked = await askRegimes(request(model, { clock: { now: () => now } }));
    expect(asked.outcomes[NEWS]).toMatchObject({
      assessment: { prob_bull: 0.6 },
      failure: null,
      newsFailure: { reason: 'nothing with news', latencyMs: 700 },
      availableAt: times[NEWS]! + 700 + latency,
    });
    expect(asked.totals).toMatchObject({ failed: 0, news_failed: 1, asked_without_news: 1 });
    // Sized by that answer alone: it is not an answer that the news has touched.
    expect(asked.points[NEWS]!.bounds).toEqual({ withoutNews: null, newsCap: 0.25, earned: null });
  });

  it('comes out the same from the record of that failure, without asking again', async () => {
    const clock = { now: () => 0 };
    const first = await askRegimes(request(scriptedModel(failing('with')), { clock }));
    const model = scriptedModel(excited);
    const knownNewsFailures = new Map([[times[NEWS]!, first.outcomes[NEWS]!.newsFailure!]]);
    const again = await askRegimes(request(model, { knownNewsFailures }));
    expect(again).toEqual(first);
    expect(model.asked.every(({ news }) => news.length === 0)).toBe(true);
  });

  it('is a failed decision where the question without the news fails', async () => {
    const asked = await askRegimes(request(scriptedModel(failing('without'))));
    expect(asked.outcomes[NEWS]).toMatchObject({
      assessment: null,
      failure: 'nothing without news',
      availableAt: times[NEWS]! + latency,
    });
    const baseline: RegimeModel = { ...scriptedModel((snapshot) => decisionOf(snapshot, 0.3)), kind: 'baseline' };
    const answered = await askRegimes(request(scriptedModel(failing('without')), { onFailure: 'baseline', baseline }));
    expect(answered.points[NEWS]!.assessment?.prob_bull).toBe(0.3);
  });

  it('bounds what is traded', async () => {
    const asked = await askRegimes(request(scriptedModel(excited)));
    const size = ({ points }: typeof asked): number => {
      const { openPositions } = backtest({
        data: [{ bars: series }],
        strategy: createStrategy('llm-regime', { base_size: 0.1 }),
        regime: { points: points.slice(NEWS) },
        slippage: { bps: 0 },
      });
      // Every price is 100, and the account starts with 10,000.
      return (openPositions[0]!.quantity * 100) / 10_000;
    };
    // Without the news d = 0.1/0.9: k0 = 1.111…; with them 1.888….
    expect(size(asked)).toBeCloseTo(0.1 * (1 + 0.1 / 0.9 + 0.25), 12);
    const open = await askRegimes(request(scriptedModel(excited), { newsCap: 5 }));
    expect(size(open)).toBeCloseTo(0.1 * (1 + 0.8 / 0.9), 12);
  });

  it('is refused at another temperature than 0, and where it is not a number from 0 on', async () => {
    const model = scriptedModel(excited);
    await expect(askRegimes(request(model, { temperature: 0.7 }))).rejects.toThrow(
      /needs temperature 0, and it is 0.7/,
    );
    for (const newsCap of [-1, NaN, Infinity]) {
      await expect(askRegimes(request(model, { newsCap }))).rejects.toThrow(InputError);
    }
    expect(model.asked).toHaveLength(0);
    const baseline = { ...scriptedModel(excited), kind: 'baseline' as const };
    expect((await askRegimes(request(baseline, { temperature: 0.7 }))).points).toHaveLength(4);
  });
});

describe('bounds of a run', () => {
  const flip = scriptedModel(excited);
  const halved = (bull: number): number => 0.5 + (bull - 0.5) / 2;
  const recalibrate: NonNullable<RegimeRequest['bounds']>['recalibrate'] = (assessment) => {
    const prob_bull = halved(assessment.prob_bull);
    return { ...assessment, prob_bull, prob_bear: 1 - prob_bull };
  };

  it('give each opinion its earned share, by its moment', async () => {
    const byTime = await askRegimes(
      request(flip, { bounds: { earned: (decidedAt) => times.indexOf(decidedAt) / 10 } }),
    );
    expect(byTime.points.map(({ bounds }) => bounds?.earned)).toEqual([0, 0.1, 0.2, 0.3]);
    const { newsCap, ...plain } = request(flip, { bounds: { earned: 0.4 } });
    expect(newsCap).toBe(0.25);
    expect((await askRegimes(plain)).points[0]!.bounds).toEqual({ withoutNews: null, newsCap: null, earned: 0.4 });
    await expect(askRegimes(request(flip, { bounds: { earned: 1.5 } }))).rejects.toThrow(
      'The earned share at 2024-01-02T00:00:00.000Z is 1.5',
    );
  });

  it('read both answers anew, leave the outcomes as they were given, and can be set afterwards', async () => {
    const asked = await askRegimes(request(scriptedModel(excited), { bounds: { recalibrate } }));
    expect(asked.points.map(({ assessment }) => assessment?.prob_bull)).toEqual([0.6, 0.6, 0.6, 0.95].map(halved));
    expect(asked.points[NEWS]!.bounds?.withoutNews?.prob_bull).toBe(halved(0.6));
    expect(asked.outcomes.map(({ assessment }) => assessment?.prob_bull)).toEqual([0.6, 0.6, 0.6, 0.95]);
    const plain = await askRegimes(request(scriptedModel(excited)));
    const policy = { onFailure: 'hold', horizonMs: DAY, newsCap: 0.25, bounds: { recalibrate } } as const;
    expect(visiblePoints(plain.outcomes, policy)).toEqual(asked.points);
  });

  it('ask without the news whatever the cap, since another reading may be larger', async () => {
    const model = scriptedModel(excited);
    await askRegimes(request(model, { newsCap: 1.89, bounds: { recalibrate } }));
    expect(model.asked).toHaveLength(5);
  });

  it('leave the opinion of a baseline that stands in alone', async () => {
    const baseline: RegimeModel = { ...scriptedModel((snapshot) => decisionOf(snapshot, 0.3)), kind: 'baseline' };
    const model = scriptedModel((snapshot, call) => {
      if (call === 0) throw new UnavailableError('regime.none', 'none');
      return decisionOf(snapshot, 0.9);
    });
    const asked = await askRegimes(request(model, { onFailure: 'baseline', baseline, bounds: { recalibrate } }));
    expect(asked.points[0]!.assessment?.prob_bull).toBe(0.3);
    expect(asked.points[2]!.assessment?.prob_bull).toBe(halved(0.9));
  });
});
