import { describe, expect, it } from 'vitest';
import { assessmentOf } from '../../engine/fixtures/opinions.js';
import { InputError, UnavailableError } from '../errors.js';
import { buildMarketSnapshot, type MarketSnapshot } from '../market-snapshot/index.js';
import type { AssessOptions, RegimeDecision, RegimeModel } from '../ports/regime-model.js';
import { multipliersOf } from '../position-sizing/multipliers.js';
import type { RegimeAssessment } from '../regime/schema.js';
import { evaluateRegimeAndSize } from './evaluate.js';

const calm = buildMarketSnapshot([], { asOf: Date.UTC(2024, 0, 10), baseAsset: 'BTCUSDT', horizonHours: 24 });
const item = { source: 'Wire', time_utc: calm.timestamp_utc, sentiment: null, impact_score: null, text: 'Up' };
const newsy: MarketSnapshot = { ...calm, news: [item] };

const opinion = (probBull: number): RegimeAssessment =>
  assessmentOf(probBull, { regime_label: 'neutral', timestamp_utc: calm.timestamp_utc });

/** Answers with one probability where there is news and with another where there is none, or throws what it was given. */
function modelOf(withNews: number | Error, without = 0.6) {
  const asked: (AssessOptions | undefined)[] = [];
  const model: RegimeModel = {
    id: 'test/one',
    kind: 'llm',
    assess(snapshot, options): Promise<RegimeDecision> {
      asked.push(options);
      const answer = options?.variant === 'without-news' ? without : withNews;
      if (answer instanceof Error) return Promise.reject(answer);
      const identity = { id: 'test/one', kind: 'llm', version: null, prompt: 'test' } as const;
      const usage = {
        prompt_tokens: 10,
        completion_tokens: 1,
        calls: 1,
        latency_ms: snapshot.news.length,
        cost_usd: 0,
        replayed: false,
      };
      return Promise.resolve({ assessment: opinion(answer), model: identity, usage, warnings: [] });
    },
  };
  return { asked, model };
}

describe('sizes', () => {
  it.each([-1, NaN, Infinity])('refuses a base size of %s', async (size) => {
    const wrong = evaluateRegimeAndSize(calm, modelOf(0.7).model, { baseSize: { long: 1, short: size }, kMax: 2 });
    await expect(wrong).rejects.toMatchObject({
      code: 'sizing.invalid',
      message: `base_short_size is ${size}: it must be a finite number of at least 0.`,
      where: 'base_short_size',
    });
  });

  it('each side has its own', async () => {
    const found = await evaluateRegimeAndSize(calm, modelOf(0.8).model, { baseSize: { long: 10, short: 0 }, kMax: 2 });
    expect(found.k_long).toBeGreaterThan(1);
    expect(found.pos_long).toBeCloseTo(10 * found.k_long, 12);
    expect(found.pos_short).toBe(0);
    const same = await evaluateRegimeAndSize(calm, modelOf(0.8).model, { baseSize: 4, kMax: 2 });
    expect([same.pos_long, same.pos_short]).toEqual([4 * same.k_long, 4 * same.k_short]);
  });

  it('follow the profile and the weights', async () => {
    const { model } = modelOf(0.8);
    for (const sizing of [{}, { profile: 'convex' as const }, { weights: { deadZone: 0.3 } }]) {
      const found = await evaluateRegimeAndSize(calm, model, { baseSize: 1, kMax: 2, ...sizing });
      const { kLong, kShort } = multipliersOf(opinion(0.8), 2, sizing.profile, sizing.weights);
      expect([found.k_long, found.k_short]).toEqual([kLong, kShort]);
    }
    const ks = [multipliersOf(opinion(0.8), 2), multipliersOf(opinion(0.8), 2, 'convex')].map(({ kLong }) => kLong);
    expect(ks[0]).not.toBeCloseTo(ks[1]!, 3);
  });
});

describe('what is asked', () => {
  const options = { baseSize: 1, kMax: 2 };

  it('no more than was given', async () => {
    const { asked, model } = modelOf(0.7);
    await evaluateRegimeAndSize(newsy, model, options);
    expect(asked).toEqual([{ temperature: 0, variant: 'none' }]);
    expect(Object.keys(asked[0]!).sort()).toEqual(['temperature', 'variant']);
  });

  it('everything that was given, and the text only of the first answer', async () => {
    const { asked, model } = modelOf(0.9, 0.55);
    const { signal } = new AbortController();
    const onText = () => undefined;
    await evaluateRegimeAndSize(newsy, model, { ...options, temperature: 0.5, signal, onText, newsCap: 0.1 });
    expect(asked).toEqual([
      { temperature: 0.5, signal, onText, variant: 'none' },
      { temperature: 0.5, signal, variant: 'without-news' },
    ]);
  });
});

describe('news that raise a size', () => {
  const options = { baseSize: 1, kMax: 2 };
  const k = (probBull: number) => multipliersOf(opinion(probBull), 2);

  it('are capped, and that is told', async () => {
    const found = await evaluateRegimeAndSize(newsy, modelOf(0.9, 0.55).model, { ...options, newsCap: 0.1 });
    expect(found.k_long).toBeCloseTo(k(0.55).kLong + 0.1, 12);
    expect(found.k_short).toBe(k(0.9).kShort);
    expect(found.warnings).toEqual(['News alone raised the size by more than 0.1, so it was capped.']);
    expect(found.news_cap).toEqual({
      cap: 0.1,
      k_long_without_news: k(0.55).kLong,
      k_short_without_news: k(0.55).kShort,
      k_long_with_news: k(0.9).kLong,
      k_short_with_news: k(0.9).kShort,
    });
    expect(found.usage).toMatchObject({ calls: 2, prompt_tokens: 20 });
  });

  it('are capped on the short side as well', async () => {
    const found = await evaluateRegimeAndSize(newsy, modelOf(0.1, 0.45).model, { ...options, newsCap: 0.1 });
    expect(found.k_short).toBeCloseTo(k(0.45).kShort + 0.1, 12);
    expect(found.warnings).toHaveLength(1);
  });

  it('say nothing where they change little', async () => {
    const found = await evaluateRegimeAndSize(newsy, modelOf(0.62, 0.6).model, { ...options, newsCap: 0.5 });
    expect(found.k_long).toBe(k(0.62).kLong);
    expect(found.warnings).toEqual([]);
  });
});

describe('a question with news that fails', () => {
  const down = new UnavailableError('model.down', 'It is down.');
  const options = { baseSize: 1, kMax: 2, newsCap: 0.2 };
  const aborted = () => {
    const controller = new AbortController();
    controller.abort();
    return controller.signal;
  };

  it('is asked again without them', async () => {
    const { asked, model } = modelOf(down);
    const found = await evaluateRegimeAndSize(newsy, model, options);
    expect(asked).toHaveLength(2);
    expect(found.llm_output.prob_bull).toBe(0.6);
    expect(found.warnings).toEqual(['The question with news failed (It is down.), so the answer without news counts.']);
    expect(found.news_cap).toMatchObject({ cap: 0.2, k_long_with_news: null, k_short_with_news: null });
  });

  it.each<[string, Error, MarketSnapshot, object]>([
    ['no cap is set', down, newsy, { newsCap: undefined }],
    ['there were none', down, calm, {}],
    ['it was called off', down, newsy, { signal: aborted() }],
    ['the input is wrong', new InputError('x', 'Wrong.'), newsy, {}],
    ['nobody is there', new UnavailableError('x', 'Away.', { nobodyThere: true }), newsy, {}],
  ])('fails for good where %s', async (_, error, snapshot, change) => {
    const { asked, model } = modelOf(error);
    const wanted = { ...options, ...change };
    await expect(evaluateRegimeAndSize(snapshot, model, wanted)).rejects.toBe(error);
    expect(asked).toHaveLength(1);
  });
});
