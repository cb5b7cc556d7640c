import { describe, expect, it } from 'vitest';
import { UnavailableError } from '../errors.js';
import { buildMarketSnapshot, type MarketSnapshot } from '../market-snapshot/index.js';
import type { Observation } from '../observation.js';
import type { RegimeModel } from '../ports/regime-model.js';
import { seededRandom } from '../ports/random.js';
import type { TextModel, TextRequest } from '../ports/text-model.js';
import { SHIPPED_PROMPT_IDENTITY } from '../prompts/shipped.js';
import { parseRegimeAssessment } from '../regime/parse-regime-assessment.js';
import type { RegimeAssessment } from '../regime/schema.js';
import { evaluateRegimeAndSize } from './evaluate.js';

const HOUR = 3_600_000;
const AS_OF = Date.UTC(2024, 0, 10);

function snapshotOf(seed: number, news: readonly string[] = []): MarketSnapshot {
  const random = seededRandom(seed);
  let close = 40_000;
  const rows: Observation[] = [];
  for (let i = 799; i >= 0; i--) {
    close *= Math.exp(0.01 * (random.next() - 0.5));
    const open = AS_OF - (i + 1) * HOUR;
    rows.push({
      series: 'bar_1h',
      symbol: 'BTCUSDT',
      value: { open: close, high: close, low: close, close, volume: 1, quote_volume: close },
      observed_at: open,
      available_at: open + HOUR,
      source: 'test',
      retrieved_at: open + HOUR,
    });
  }
  for (const [i, title] of news.entries()) {
    const at = AS_OF - (i + 1) * 60_000;
    rows.push({
      series: 'news',
      symbol: 'BTC',
      value: { source: 'Wire', title, body: null, url: null, sentiment: null, impact_score: null },
      observed_at: at,
      available_at: at,
      source: 'test',
      retrieved_at: at,
    });
  }
  return buildMarketSnapshot(rows, { asOf: AS_OF, baseAsset: 'BTCUSDT', horizonHours: 24 });
}

function answer(probBull: number, more: Record<string, unknown> = {}): string {
  return JSON.stringify({
    horizon_hours: 24,
    base_asset: 'BTCUSDT',
    prob_bull: probBull,
    prob_bear: 1 - probBull,
    regime_label: 'neutral',
    confidence_level: 'medium',
    scores: {
      global_sentiment: 0,
      btc_sentiment: 0,
      altcoin_sentiment: 0,
      onchain_pressure: 0,
      liquidity_risk: 0,
      news_risk: 0,
      trend_strength: 0,
    },
    factors_summary: ['dummy'],
    reasoning_short: 'dummy',
    timestamp_utc: new Date(AS_OF).toISOString(),
    ...more,
  });
}

/** A text model that answers by a function of the request, as the specification's own suite had one. */
function dummyModel(
  reply: (request: TextRequest) => string,
  finishReason: 'stop' | 'length' = 'stop',
): TextModel & { requests: TextRequest[] } {
  const requests: TextRequest[] = [];
  return {
    id: 'dummy/fixed',
    requests,
    generate(request) {
      requests.push(request);
      return Promise.resolve({
        text: reply(request),
        finishReason,
        usage: { prompt_tokens: 100, completion_tokens: 10 },
        latencyMs: 5,
        costUsd: 0.01,
        provider: 'dummy',
        model: 'fixed',
        modelVersion: 'v1',
        replayed: false,
      });
    },
  };
}

const options = { baseSize: 0.1, kMax: 2 };
const hasNews = (request: TextRequest): boolean => request.user.includes('newest first');

describe('full cycle with a dummy model', () => {
  it('goes from snapshot to sizes, over many generated snapshots', async () => {
    for (let seed = 1; seed <= 25; seed++) {
      const probBull = seededRandom(seed).next();
      const model = dummyModel(() => answer(probBull));
      const out = await evaluateRegimeAndSize(snapshotOf(seed), model, {
        baseSize: { long: 0.1, short: 0.2 },
        kMax: 2,
        temperature: 0.3,
      });
      expect(out.llm_output.prob_bull).toBeCloseTo(probBull, 12);
      expect(out.pos_long).toBeCloseTo(0.1 * out.k_long, 12);
      expect(out.pos_short).toBeCloseTo(0.2 * out.k_short, 12);
      expect(out.k_long > out.k_short).toBe(probBull > 0.55);
      expect(out.k_long).toBeLessThanOrEqual(2);
      expect(model.requests).toHaveLength(1);
      expect(model.requests[0]).toMatchObject({ temperature: 0.3, variant: 'none' });
    }
  });
  it('says who answered and what it cost', async () => {
    const out = await evaluateRegimeAndSize(
      snapshotOf(1),
      dummyModel(() => answer(0.6)),
      options,
    );
    expect(out.model).toEqual({ id: 'dummy/fixed', kind: 'llm', version: 'v1', prompt: SHIPPED_PROMPT_IDENTITY });
    expect(out.usage).toEqual({
      prompt_tokens: 100,
      completion_tokens: 10,
      calls: 1,
      latency_ms: 5,
      cost_usd: 0.01,
      replayed: false,
    });
    expect(out.news_cap).toBeNull();
  });
  it('takes asset, horizon and time from the question, and counts a model that named others', async () => {
    const out = await evaluateRegimeAndSize(
      snapshotOf(1),
      dummyModel(() => answer(0.6, { base_asset: 'ETHUSDT', horizon_hours: 4, timestamp_utc: '2020-01-01T00:00:00Z' })),
      options,
    );
    expect(out.llm_output).toMatchObject({
      base_asset: 'BTCUSDT',
      horizon_hours: 24,
      timestamp_utc: '2024-01-10T00:00:00.000Z',
    });
    expect(out.warnings.map((warning) => warning.split(' ')[0])).toEqual([
      'base_asset',
      'horizon_hours',
      'timestamp_utc',
    ]);
    expect(
      (
        await evaluateRegimeAndSize(
          snapshotOf(1),
          dummyModel(() => answer(0.6, { base_asset: 'BTC' })),
          options,
        )
      ).warnings,
    ).toEqual([]);
  });
  it('never makes an opinion out of a bad answer', async () => {
    await expect(
      evaluateRegimeAndSize(
        snapshotOf(1),
        dummyModel(() => 'I cannot say.'),
        options,
      ),
    ).rejects.toMatchObject({ kind: 'unavailable' });
    await expect(
      evaluateRegimeAndSize(
        snapshotOf(1),
        dummyModel(() => answer(0.6), 'length'),
        options,
      ),
    ).rejects.toThrow('did not finish');
  });
  it('lets disagreement among the members of a pooled opinion shrink it, as a backtest does', async () => {
    // Log-odds of 0.8 are 1.386…; a spread as large leaves half of the distance from 1.
    const pooled = (dispersion?: number): RegimeModel => ({
      id: 'pool',
      kind: 'ensemble',
      assess: () =>
        Promise.resolve({
          assessment: {
            ...parseRegimeAssessment(answer(0.8)),
            ...(dispersion === undefined ? {} : { dispersion }),
          },
          model: { id: 'pool', kind: 'ensemble', version: null },
          usage: null,
          warnings: [],
        }),
    });
    const alone = await evaluateRegimeAndSize(snapshotOf(1), pooled(), options);
    const split = await evaluateRegimeAndSize(snapshotOf(1), pooled(Math.log(4)), options);
    expect(alone.k_long).toBeCloseTo(1 + 0.5 / 0.9, 12);
    expect(split.k_long).toBeCloseTo(1 + 0.25 / 0.9, 12);
    expect(split.pos_short).toBeCloseTo(0.1 * (1 - 0.25 / 0.9), 12);
  });
  it('refuses wrong sizes before a model is paid', async () => {
    const model = dummyModel(() => answer(0.6));
    await expect(evaluateRegimeAndSize(snapshotOf(1), model, { ...options, newsCap: -1 })).rejects.toThrow('news_cap');
    await expect(evaluateRegimeAndSize(snapshotOf(1), model, { baseSize: -1, kMax: 2 })).rejects.toThrow(
      'base_long_size',
    );
    await expect(evaluateRegimeAndSize(snapshotOf(1), model, { baseSize: 1, kMax: -1 })).rejects.toThrow('k_max');
    expect(model.requests).toHaveLength(0);
  });
});

describe('news cap', () => {
  const snapshot = snapshotOf(3, ['Rumour: everything doubles tomorrow']);
  const excited = () => dummyModel((request) => answer(hasNews(request) ? 0.95 : 0.5));

  it('lets news raise a multiplier by at most the cap', async () => {
    const model = excited();
    const out = await evaluateRegimeAndSize(snapshot, model, { ...options, newsCap: 0.25 });
    expect(out.k_long).toBeCloseTo(1.25, 12);
    expect(out.llm_output.prob_bull).toBe(0.95);
    expect(out.news_cap).toMatchObject({ cap: 0.25, k_long_without_news: 1, k_short_without_news: 1 });
    expect(out.usage).toMatchObject({ calls: 2, cost_usd: 0.02, prompt_tokens: 200 });
    expect(out.warnings.join()).toContain('capped');
    expect(model.requests.map((request) => request.variant)).toEqual(['none', 'without-news']);
  });
  it('does not cap news that lowers risk', async () => {
    const out = await evaluateRegimeAndSize(
      snapshot,
      dummyModel((request) => answer(hasNews(request) ? 0.05 : 0.9)),
      { ...options, newsCap: 0.25 },
    );
    expect(out.k_long).toBeLessThan(0.2);
    expect(out.k_short).toBeCloseTo(0.25 + out.news_cap!.k_short_without_news, 12);
  });
  it('asks once where there is no cap, no news, or nothing to gain', async () => {
    const plain = excited();
    await evaluateRegimeAndSize(snapshot, plain, options);
    const quiet = excited();
    await evaluateRegimeAndSize(snapshotOf(3), quiet, { ...options, newsCap: 0.25 });
    const stopped = dummyModel(() => answer(0.9, { scores: { news_risk: 0.99 } }));
    await evaluateRegimeAndSize(snapshot, stopped, { ...options, newsCap: 0.25 });
    for (const model of [plain, quiet, stopped]) expect(model.requests).toHaveLength(1);
  });
  it('falls back to the answer without news when the one with news fails', async () => {
    const model = dummyModel((request) => (hasNews(request) ? 'no' : answer(0.5)));
    const out = await evaluateRegimeAndSize(snapshot, model, { ...options, newsCap: 0.25 });
    expect(out.k_long).toBe(1);
    expect(out.news_cap).toMatchObject({ k_long_with_news: null });
    expect(out.warnings.join()).toContain('without news counts');
  });
  it('fails when the answer without news fails', async () => {
    await expect(
      evaluateRegimeAndSize(
        snapshot,
        dummyModel((request) => (hasNews(request) ? answer(0.9) : 'no')),
        { ...options, newsCap: 0.25 },
      ),
    ).rejects.toMatchObject({ kind: 'unavailable' });
    await expect(
      evaluateRegimeAndSize(
        snapshot,
        dummyModel(() => 'no'),
        { ...options, newsCap: 0.25 },
      ),
    ).rejects.toMatchObject({ kind: 'unavailable' });
  });
  it('bounds a model whose cost is unknown and one that is asked through the regime port', async () => {
    const port: RegimeModel = {
      id: 'port',
      kind: 'baseline',
      assess: (asked) => {
        if (asked.news.length === 0) return Promise.reject(new UnavailableError('x', 'gone'));
        return Promise.resolve({
          assessment: parseRegimeAssessment(answer(0.7)),
          model: { id: 'port', kind: 'baseline', version: null },
          usage: null,
          warnings: ['noted'],
        });
      },
    };
    expect((await evaluateRegimeAndSize(snapshot, port, options)).warnings).toEqual(['noted']);
    await expect(evaluateRegimeAndSize(snapshot, port, { ...options, newsCap: 0 })).rejects.toThrow('gone');
  });
});

describe('an answer that is read as its record says', () => {
  const strong = (): ReturnType<typeof dummyModel> => dummyModel(() => answer(0.9));

  it('is traded by the share of the distance of k from 1 that was earned', async () => {
    const whole = await evaluateRegimeAndSize(snapshotOf(1), strong(), options);
    for (const earned of [0, 0.25, 1]) {
      const out = await evaluateRegimeAndSize(snapshotOf(1), strong(), {
        ...options,
        read: () => ({ earned, recalibrate: null }),
      });
      expect(out.k_long).toBeCloseTo(1 + earned * (whole.k_long - 1), 12);
      expect(out.k_short).toBeCloseTo(1 + earned * (whole.k_short - 1), 12);
      expect(out.llm_output).toEqual(whole.llm_output);
    }
  });

  it('is sized and shown recalibrated, with and without the news alike', async () => {
    const recalibrate = (given: RegimeAssessment): RegimeAssessment => ({ ...given, prob_bull: 0.6, prob_bear: 0.4 });
    const seen: string[] = [];
    const model = strong();
    const out = await evaluateRegimeAndSize(snapshotOf(1, ['Up']), model, {
      ...options,
      newsCap: 0,
      read: ({ model: { id }, assessment }) => {
        seen.push(`${id} ${assessment.prob_bull}`);
        return Promise.resolve({ earned: null, recalibrate });
      },
    });
    const expected = await evaluateRegimeAndSize(
      snapshotOf(1),
      dummyModel(() => answer(0.6)),
      options,
    );
    expect(seen, 'read once, as the model gave it').toEqual(['dummy/fixed 0.9']);
    expect(model.requests).toHaveLength(2);
    expect([out.llm_output.prob_bull, out.k_long, out.k_short]).toEqual([0.6, expected.k_long, expected.k_short]);
  });

  it('asks without the news where the share alone would raise a small k over the cap', async () => {
    const risky = { scores: { liquidity_risk: 0.85, news_risk: 0.85 } };
    const model = dummyModel((request) =>
      hasNews(request) ? answer(0.9, risky) : answer(0.9, { scores: { liquidity_risk: 0.95 } }),
    );
    const out = await evaluateRegimeAndSize(snapshotOf(1, ['Up']), model, {
      ...options,
      newsCap: 0.9,
      read: () => ({ earned: 0, recalibrate: null }),
    });
    expect(model.requests).toHaveLength(2);
    expect(out.k_long, 'a hard stop without the news, and the cap above it').toBeCloseTo(0.9, 12);
  });
});
