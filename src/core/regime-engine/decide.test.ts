import { describe, expect, it } from 'vitest';
import { RefusedError, UnavailableError } from '../errors.js';
import type { MarketSnapshot } from '../market-snapshot/schema.js';
import type { AssessOptions, ModelUsage, RegimeModel } from '../ports/regime-model.js';
import type { RegimeAssessment } from '../regime/schema.js';
import { decide, type DecisionBounds } from './decide.js';

const snapshotWith = (headlines: number): MarketSnapshot =>
  ({
    news: Array.from({ length: headlines }, (_, i) => ({ text: `headline ${i}` })),
    data_quality: { fields: {} },
  }) as unknown as MarketSnapshot;

const usage = (latency_ms: number): ModelUsage => ({
  prompt_tokens: 10,
  completion_tokens: 2,
  calls: 1,
  latency_ms,
  cost_usd: 0.5,
  replayed: false,
});

const opinion = (probBull: number): RegimeAssessment => ({ prob_bull: probBull }) as RegimeAssessment;

/** Answers, or fails, by what it is asked; remembers the questions. */
function model(answers: Readonly<Record<string, number | Error>>, kind: RegimeModel['kind'] = 'llm') {
  const asked: (AssessOptions & { readonly headlines: number })[] = [];
  const self: RegimeModel = {
    id: 'test/model',
    kind,
    assess: (snapshot, options = {}) => {
      asked.push({ ...options, headlines: snapshot.news.length });
      const answer = answers[options.variant ?? ''];
      if (typeof answer !== 'number') return Promise.reject(answer ?? new Error('not expected'));
      return Promise.resolve({
        assessment: opinion(answer),
        model: { id: 'test/model', kind, version: null },
        usage: usage(answer * 1000),
        warnings: [],
      });
    },
  };
  return { self, asked };
}

const CAPPED: DecisionBounds = { capsNews: true, couldMatter: () => true, fallsBack: () => true };
const down = new UnavailableError('llm.server', 'the server is down', { latencyMs: 70 });
const slow = new UnavailableError('llm.timeout', 'it took too long', { latencyMs: 30 });

describe('decide', () => {
  it('asks once without a cap, without news, and where the cap could not bind', async () => {
    const cases: [DecisionBounds, number][] = [
      [{ ...CAPPED, capsNews: false }, 2],
      [CAPPED, 0],
      [{ ...CAPPED, couldMatter: () => Promise.resolve(false) }, 2],
    ];
    for (const [bounds, headlines] of cases) {
      const { self, asked } = model({ none: 0.7 });
      const outcome = await decide(snapshotWith(headlines), self, bounds);
      expect(outcome).toMatchObject({
        answered: true,
        decision: { assessment: { prob_bull: 0.7 }, usage: { calls: 1 } },
        withoutNews: null,
        newsFailure: null,
      });
      expect(asked).toEqual([{ temperature: 0, variant: 'none', headlines }]);
    }
  });

  it('asks again without the news where the cap could bind, and adds up what both took', async () => {
    const { self, asked } = model({ none: 0.7, 'without-news': 0.4 });
    const onText = (): void => undefined;
    const { signal } = new AbortController();
    const outcome = await decide(snapshotWith(2), self, CAPPED, { temperature: 0.5, signal, onText });
    expect(outcome).toMatchObject({
      answered: true,
      decision: { assessment: { prob_bull: 0.7 }, usage: { calls: 2, latency_ms: 1100, cost_usd: 1 } },
      withoutNews: { prob_bull: 0.4 },
      newsFailure: null,
    });
    expect(asked).toEqual([
      { temperature: 0.5, variant: 'none', signal, onText, headlines: 2 },
      { temperature: 0.5, variant: 'without-news', signal, headlines: 0 },
    ]);
  });

  it('lets the answer without the news count where the question with them failed', async () => {
    const { self } = model({ none: down, 'without-news': 0.4 });
    expect(await decide(snapshotWith(1), self, CAPPED)).toMatchObject({
      answered: true,
      decision: { assessment: { prob_bull: 0.4 }, usage: { calls: 1 } },
      withoutNews: null,
      newsFailure: { reason: 'the server is down', latencyMs: 70, error: down },
    });
  });

  it('has no answer where the question without the news fails, whatever the first one said', async () => {
    const after = model({ none: 0.7, 'without-news': slow });
    const outcome = await decide(snapshotWith(1), after.self, CAPPED);
    expect(outcome).toEqual({ answered: false, failure: { reason: slow.message, latencyMs: 730, error: slow } });
    const both = model({ none: down, 'without-news': slow });
    const failed = await decide(snapshotWith(1), both.self, CAPPED);
    expect(failed).toEqual({ answered: false, failure: { reason: slow.message, latencyMs: 100, error: slow } });
  });

  it('does not fall back after an error that the caller says ends it', async () => {
    const spent = new RefusedError('llm.budget', 'the budget is spent');
    const seen: unknown[] = [];
    const { self, asked } = model({ none: spent });
    const fallsBack = (error: unknown): boolean => {
      seen.push(error);
      return false;
    };
    const outcome = await decide(snapshotWith(1), self, { ...CAPPED, fallsBack });
    expect(outcome).toEqual({ answered: false, failure: { reason: spent.message, latencyMs: 0, error: spent } });
    expect([seen, asked.length]).toEqual([[spent], 1]);
  });

  it('does not ask again what a record knows to have failed, and does not ask the caller about it', async () => {
    const known = { reason: 'it failed then', latencyMs: 20 };
    const bounds = { ...CAPPED, fallsBack: () => false };
    const { self, asked } = model({ none: 0.9, 'without-news': 0.4 });
    const outcome = await decide(snapshotWith(1), self, bounds, { knownNewsFailure: known });
    expect(outcome).toMatchObject({ answered: true, decision: { assessment: { prob_bull: 0.4 } }, newsFailure: known });
    expect(asked.map(({ variant }) => variant)).toEqual(['without-news']);
    // Such a record is of capped questions: without a cap the question is asked.
    const plain = model({ none: 0.9 });
    await decide(snapshotWith(1), plain.self, { ...bounds, capsNews: false }, { knownNewsFailure: known });
    expect(plain.asked.map(({ variant }) => variant)).toEqual(['none']);
  });

  it('measures a failure by the clock, except where it is known, and except for a rule', async () => {
    const failure = new UnavailableError('llm.server', 'the server is down');
    for (const [kind, error, latencyMs] of [
      ['llm', failure, 250],
      ['baseline', failure, 0],
      ['llm', down, 70],
    ] as const) {
      let now = 1_000;
      const clock = { now: () => (now += 250) };
      const outcome = await decide(snapshotWith(0), model({ none: error }, kind).self, CAPPED, { clock });
      expect(outcome).toMatchObject({ answered: false, failure: { latencyMs } });
    }
  });

  it('throws what the caller itself throws', async () => {
    const couldMatter = (): never => {
      throw new TypeError('a bug');
    };
    const { self } = model({ none: 0.7 });
    await expect(decide(snapshotWith(1), self, { ...CAPPED, couldMatter })).rejects.toThrow(TypeError);
  });
});
