import { describe, expect, it } from 'vitest';
import { assessmentOf } from '../../engine/fixtures/opinions.js';
import { buildMarketSnapshot } from '../market-snapshot/index.js';
import type { ModelUsage } from '../ports/regime-model.js';
import type { StreamOptions, TextModel, TextRequest, TextResponse } from '../ports/text-model.js';
import { completeAssessment } from './complete-assessment.js';
import { promptedRegimeModel } from './prompted-model.js';
import { addUsage } from './usage.js';
import { withoutNews } from './without-news.js';

const AS_OF = Date.UTC(2024, 0, 10);
const snapshot = buildMarketSnapshot([], { asOf: AS_OF, baseAsset: 'BTCUSDT', horizonHours: 24 });
const opinion = assessmentOf(0.7, { regime_label: 'bull', timestamp_utc: '2024-01-10T00:00:00.000Z' });

describe('what an answer repeats of the question', () => {
  const complete = (change: object) => completeAssessment({ ...opinion, ...change }, snapshot);

  it.each([
    {},
    { base_asset: 'BTC' },
    { base_asset: 'btc/usd' },
    { timestamp_utc: '2024-01-10T00:00:00Z' },
    { base_asset: null, horizon_hours: null, timestamp_utc: null },
  ])('is no mistake: %j', (change) => {
    expect(complete(change)).toEqual({ assessment: { ...opinion, ...change, ...asked }, corrections: [] });
  });

  const asked = { base_asset: 'BTCUSDT', horizon_hours: 24, timestamp_utc: '2024-01-10T00:00:00.000Z' };

  it.each([
    [{ base_asset: 'ETH' }, 'base_asset was ETH, but the snapshot is about BTCUSDT.'],
    [{ base_asset: 'the coin' }, 'base_asset was the coin, but the snapshot is about BTCUSDT.'],
    [{ horizon_hours: 48 }, 'horizon_hours was 48, but 24 was asked for.'],
    [
      { timestamp_utc: '2024-01-11T00:00:00Z' },
      'timestamp_utc was 2024-01-11T00:00:00Z, but the snapshot is of 2024-01-10T00:00:00.000Z.',
    ],
  ])('is set right and told: %j', (change, correction) => {
    expect(complete(change)).toEqual({ assessment: { ...opinion, ...asked }, corrections: [correction] });
  });
});

describe('usage of two decisions', () => {
  const a: ModelUsage = {
    prompt_tokens: 100,
    completion_tokens: 20,
    calls: 1,
    latency_ms: 500,
    cost_usd: 0.01,
    replayed: true,
  };
  const b: ModelUsage = { ...a, prompt_tokens: 30, completion_tokens: 5, calls: 2, latency_ms: 200, cost_usd: 0.02 };

  it('adds up', () => {
    expect(addUsage(a, b)).toEqual({
      prompt_tokens: 130,
      completion_tokens: 25,
      calls: 3,
      latency_ms: 700,
      cost_usd: 0.03,
      replayed: true,
    });
  });

  it('is unknown where one of them is', () => {
    const unknown = { ...a, prompt_tokens: null, completion_tokens: null, cost_usd: null };
    for (const found of [addUsage(unknown, b), addUsage(b, unknown)]) {
      expect(found).toMatchObject({ prompt_tokens: null, completion_tokens: null, cost_usd: null, calls: 3 });
    }
  });

  it('is that of the one that called anything', () => {
    expect(addUsage(a, null)).toBe(a);
    expect(addUsage(null, a)).toBe(a);
    expect(addUsage(null, null)).toBeNull();
  });

  it('was replayed only where both were', () => {
    expect(addUsage({ ...a, replayed: false }, b)!.replayed).toBe(false);
    expect(addUsage(a, { ...b, replayed: false })!.replayed).toBe(false);
  });

  it('counts cached tokens where they are told', () => {
    expect(addUsage({ ...a, cached_prompt_tokens: 7 }, { ...b, cached_prompt_tokens: 4 })!.cached_prompt_tokens).toBe(
      11,
    );
    expect(addUsage({ ...a, cached_prompt_tokens: 7 }, b)!.cached_prompt_tokens).toBe(7);
    expect('cached_prompt_tokens' in addUsage(a, b)!).toBe(false);
  });
});

it('a snapshot without its news is the same but for them', () => {
  const news = {
    source: 'Wire',
    time_utc: '2024-01-09T00:00:00.000Z',
    sentiment: null,
    impact_score: null,
    text: 'Up',
  };
  const bare = withoutNews({ ...snapshot, news: [news] });
  expect(bare.news).toEqual([]);
  expect(bare.market).toBe(snapshot.market);
  expect(bare.data_quality.fields).toEqual({
    ...snapshot.data_quality.fields,
    news: {
      source: null,
      observed_at: null,
      age_seconds: null,
      stale: false,
      missing_because: 'none in this snapshot',
    },
  });
});

describe('a text model as a regime model', () => {
  function asked(change: Partial<TextResponse> = {}) {
    const calls: { request: TextRequest; options: StreamOptions | undefined }[] = [];
    const text: TextModel = {
      id: 'test/one',
      generate(request, options) {
        calls.push({ request, options });
        return Promise.resolve({
          text: JSON.stringify(opinion),
          finishReason: 'stop',
          usage: { prompt_tokens: 9, completion_tokens: 3 },
          latencyMs: 40,
          costUsd: 0.5,
          provider: 'test',
          model: 'one',
          modelVersion: 'v1',
          replayed: false,
          ...change,
        });
      },
    };
    return { calls, model: promptedRegimeModel(text) };
  }

  it('asks once, for JSON, and nothing that was not wanted', async () => {
    const { calls, model } = asked();
    const decision = await model.assess(snapshot);
    expect(model).toMatchObject({ id: 'test/one', kind: 'llm' });
    expect(calls).toHaveLength(1);
    const { request, options } = calls[0]!;
    expect(Object.keys(request).sort()).toEqual(['format', 'system', 'task', 'temperature', 'user']);
    expect(request).toMatchObject({ format: { type: 'json' }, task: 'regime', temperature: 0 });
    expect(options).toEqual({});
    expect(decision).toMatchObject({
      assessment: { prob_bull: 0.7, base_asset: 'BTCUSDT' },
      model: { id: 'test/one', kind: 'llm', version: 'v1' },
      usage: { prompt_tokens: 9, completion_tokens: 3, calls: 1, latency_ms: 40, cost_usd: 0.5, replayed: false },
      warnings: [],
    });
  });

  it('passes on what it was given', async () => {
    const { calls, model } = asked();
    const { signal } = new AbortController();
    const onText = () => undefined;
    await model.assess(snapshot, { temperature: 0.7, variant: 'without-news', sampleIndex: 0, signal, onText });
    expect(calls[0]!.request).toMatchObject({ temperature: 0.7, variant: 'without-news', sampleIndex: 0 });
    expect(calls[0]!.options).toEqual({ signal, onText });
  });

  it('tells what was set right', async () => {
    const { model } = asked({ text: JSON.stringify({ ...opinion, horizon_hours: 48 }) });
    expect((await model.assess(snapshot)).warnings).toEqual(['horizon_hours was 48, but 24 was asked for.']);
  });

  it('takes no answer that was cut', async () => {
    await expect(asked({ finishReason: 'length' }).model.assess(snapshot)).rejects.toMatchObject({
      code: 'model.incomplete',
      message: 'test/one did not finish its answer (length).',
      where: 'test/one',
    });
  });

  it('takes no answer that is none', async () => {
    await expect(asked({ text: 'It will rise.' }).model.assess(snapshot)).rejects.toThrow();
  });
});
