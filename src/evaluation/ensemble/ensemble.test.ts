import { describe, expect, it } from 'vitest';
import { newsSnapshot } from '../../../test/support/llm-snapshot.js';
import { InputError, RefusedError, UnavailableError } from '../../core/errors.js';
import type { AssessOptions, ModelUsage, RegimeDecision, RegimeModel } from '../../core/ports/regime-model.js';
import { logOdds } from '../../core/position-sizing/shrink.js';
import { regimeAssessmentSchema, type RegimeAssessment, type RegimeScores } from '../../core/regime/schema.js';
import { createEnsemble } from './ensemble.js';
import { probabilityOf } from './pool.js';

const snapshot = newsSnapshot();
const NO_SCORES: RegimeScores = {
  global_sentiment: null,
  btc_sentiment: null,
  altcoin_sentiment: null,
  onchain_pressure: null,
  liquidity_risk: null,
  news_risk: null,
  trend_strength: null,
};
const usage: ModelUsage = {
  prompt_tokens: 100,
  completion_tokens: 10,
  calls: 1,
  latency_ms: 500,
  cost_usd: 0.01,
  replayed: false,
};

type Answer = Partial<RegimeAssessment> & { prob_bull: number; usage?: ModelUsage | null; version?: string | null };

/** A member that answers, or throws, what the test says for each sample, and keeps what it was asked. */
function member(id: string, answers: (Answer | Error)[], kind: RegimeModel['kind'] = 'llm') {
  const asked: AssessOptions[] = [];
  const model: RegimeModel = {
    id,
    kind,
    assess: (_snapshot, options = {}): Promise<RegimeDecision> => {
      asked.push(options);
      const answer = answers[(options.sampleIndex ?? 0) % answers.length]!;
      if (answer instanceof Error) return Promise.reject(answer);
      const { usage: used = usage, version = 'v1', ...given } = answer;
      const assessment: RegimeAssessment = {
        horizon_hours: 24,
        base_asset: 'BTC',
        prob_bear: 1 - given.prob_bull,
        regime_label: 'neutral',
        confidence_level: 'medium',
        scores: NO_SCORES,
        factors_summary: [],
        reasoning_short: '',
        timestamp_utc: null,
        ...given,
      };
      return Promise.resolve({ assessment, model: { id, kind, version }, usage: used, warnings: [] });
    },
  };
  return { model, asked };
}

const offline = (id: string) => new UnavailableError('llm.offline', `${id} does not answer.`, { retryable: true });

describe('an ensemble', () => {
  it('asks every sample of every member, and pools samples before members', async () => {
    const a = member('a', [{ prob_bull: 0.9 }, { prob_bull: 0.7 }]);
    const b = member('b', [{ prob_bull: 0.4 }]);
    const ensemble = createEnsemble({
      id: 'e',
      members: [
        { model: a.model, samples: 2 },
        { model: b.model, samples: 1 },
      ],
    });
    const { assessment, model, warnings } = await ensemble.assess(snapshot, { temperature: 0.7, variant: 'none' });
    const odds = [(logOdds(0.9) + logOdds(0.7)) / 2, logOdds(0.4)];
    const mean = (odds[0]! + odds[1]!) / 2;
    expect(assessment.prob_bull).toBeCloseTo(probabilityOf(mean), 12);
    expect(assessment.prob_bull + assessment.prob_bear).toBe(1);
    const variance = ((logOdds(0.9) - mean) ** 2 + (logOdds(0.7) - mean) ** 2) / 4 + (logOdds(0.4) - mean) ** 2 / 2;
    expect(assessment.dispersion).toBeCloseTo(Math.sqrt(variance), 12);
    expect(regimeAssessmentSchema.parse(assessment)).toEqual(assessment);
    expect(model).toEqual({ id: 'e', kind: 'ensemble', version: 'a@v1 + b@v1' });
    expect(warnings).toEqual([]);
    expect(a.asked).toEqual([
      { temperature: 0.7, variant: 'none', sampleIndex: 0 },
      { temperature: 0.7, variant: 'none', sampleIndex: 1 },
    ]);
    expect(b.asked).toEqual([{ temperature: 0.7, variant: 'none', sampleIndex: 0 }]);
    expect(assessment.reasoning_short).toContain('a 0.90, 0.70 (weight 0.50); b 0.40 (weight 0.50)');
  });

  it('asks side by side: the slowest decides, cost and calls add up', async () => {
    const waiting: (() => void)[] = [];
    const slow = (id: string, latency: number): RegimeModel => {
      const { model } = member(id, [{ prob_bull: 0.6, usage: { ...usage, latency_ms: latency } }]);
      return { ...model, assess: (s, o) => new Promise<void>((go) => waiting.push(go)).then(() => model.assess(s, o)) };
    };
    const members = [300, 900, 600].map((latency, i) => ({ model: slow(`m${i}`, latency), samples: 1 }));
    const asked = createEnsemble({ id: 'e', members }).assess(snapshot);
    await Promise.resolve();
    expect(waiting, 'all are asked before any has answered').toHaveLength(3);
    for (const go of waiting) go();
    expect((await asked).usage).toEqual({
      prompt_tokens: 300,
      completion_tokens: 30,
      calls: 3,
      latency_ms: 900,
      cost_usd: 0.03,
      replayed: false,
    });
  });

  it('weighs members as given, or as of the decision', async () => {
    const members = [0.9, 0.3].map((prob_bull, i) => ({ model: member(`m${i}`, [{ prob_bull }]).model, samples: 1 }));
    const fixed = await createEnsemble({ id: 'e', members, weights: [3, 1] }).assess(snapshot);
    expect(fixed.assessment.prob_bull).toBeCloseTo(probabilityOf(0.75 * logOdds(0.9) + 0.25 * logOdds(0.3)), 12);
    const times: number[] = [];
    const weights = (time: number) => (times.push(time), [0, 1]);
    const dated = await createEnsemble({ id: 'e', members, weights }).assess(snapshot);
    expect(dated.assessment.prob_bull).toBeCloseTo(0.3, 12);
    expect(times).toEqual([Date.parse(snapshot.timestamp_utc)]);
  });

  it('pools scores over those that gave them, confidence by the median, factors without doubles', async () => {
    const scores = (trend: number | null, risk: number | null) => ({
      ...NO_SCORES,
      trend_strength: trend,
      news_risk: risk,
    });
    const members = [
      member('a', [
        {
          prob_bull: 0.6,
          confidence_level: 'high',
          scores: scores(0.8, null),
          factors_summary: ['Funding up', 'ETF flows'],
        },
      ]),
      member('b', [
        {
          prob_bull: 0.6,
          confidence_level: 'low',
          scores: scores(0.2, null),
          factors_summary: ['funding  UP', 'Weak breadth'],
        },
      ]),
      member('c', [{ prob_bull: 0.6, confidence_level: 'medium', scores: scores(null, 0.5), factors_summary: [' '] }]),
    ].map(({ model }) => ({ model, samples: 1 }));
    const { assessment } = await createEnsemble({ id: 'e', members, weights: [2, 1, 1] }).assess(snapshot);
    expect(assessment.scores.trend_strength).toBeCloseTo((2 * 0.8 + 0.2) / 3, 12);
    expect(assessment.scores.news_risk).toBe(0.5);
    expect(assessment.scores.btc_sentiment).toBeNull();
    expect(assessment.confidence_level, 'half of the weight is at medium or below').toBe('medium');
    expect(assessment.factors_summary).toEqual(['Funding up', 'ETF flows', 'Weak breadth']);
  });

  it('caps what is united to the bounds of the schema', async () => {
    const members = Array.from({ length: 30 }, (_, i) => ({
      model: member(`${'x'.repeat(90)}${i}`, [
        { prob_bull: 0.6, factors_summary: Array.from({ length: 20 }, (_f, k) => `${i} ${k}`) },
      ]).model,
      samples: 1,
    }));
    const { assessment } = await createEnsemble({ id: 'e', members }).assess(snapshot);
    expect(assessment.factors_summary).toEqual(Array.from({ length: 20 }, (_, i) => `${i} 0`));
    expect(regimeAssessmentSchema.parse(assessment)).toEqual(assessment);
  });

  it('leaves out a member that fails, says so, and renormalises', async () => {
    const members = [
      { model: member('a', [{ prob_bull: 0.8 }]).model, samples: 1 },
      { model: member('b', [offline('b')]).model, samples: 1 },
      { model: member('c', [{ prob_bull: 0.6 }, offline('c')]).model, samples: 2 },
    ];
    const { assessment, warnings, model } = await createEnsemble({ id: 'e', members, weights: [1, 2, 1] }).assess(
      snapshot,
      {
        temperature: 1,
      },
    );
    expect(assessment.prob_bull).toBeCloseTo(probabilityOf((logOdds(0.8) + logOdds(0.6)) / 2), 12);
    expect(warnings).toEqual(['b: left out: b does not answer.', 'c: 1 of 2 samples failed: c does not answer.']);
    expect(model.version).toBe('a@v1 + c@v1');
    expect(assessment.reasoning_short).not.toContain('b ');
  });

  it('has no version where a language model has none', async () => {
    const members = [
      { model: member('a', [{ prob_bull: 0.8, version: null }]).model, samples: 1 },
      { model: member('b', [{ prob_bull: 0.8, version: null, usage: null }], 'baseline').model, samples: 1 },
    ];
    expect((await createEnsemble({ id: 'e', members }).assess(snapshot)).model.version).toBeNull();
    const rule = await createEnsemble({ id: 'e', members: [members[1]!] }).assess(snapshot);
    expect(rule).toMatchObject({ model: { version: 'b@fixed' }, usage: null, assessment: { dispersion: 0 } });
  });

  it('has no opinion when nobody has one', async () => {
    const members = ['a', 'b'].map((id) => ({ model: member(id, [offline(id)]).model, samples: 1 }));
    await expect(createEnsemble({ id: 'e', members }).assess(snapshot)).rejects.toMatchObject({
      kind: 'unavailable',
      code: 'ensemble.no-answer',
      retryable: true,
      message: 'No member of e gave a valid opinion; the first said: a does not answer.',
    });
  });

  it.each([
    ['wrong input', new InputError('x', 'wrong')],
    ['a budget that is used up', new RefusedError('x', 'budget')],
    ['a bug', new TypeError('bug')],
  ])('does not pool around %s', async (_what, error) => {
    const members = [
      { model: member('a', [{ prob_bull: 0.8 }]).model, samples: 1 },
      { model: member('b', [error]).model, samples: 1 },
    ];
    await expect(createEnsemble({ id: 'e', members }).assess(snapshot)).rejects.toBe(error);
  });

  it('stops with the reason of its signal', async () => {
    const reason = new Error('deadline');
    const members = [{ model: member('a', [offline('a')]).model, samples: 1 }];
    await expect(
      createEnsemble({ id: 'e', members }).assess(snapshot, { signal: AbortSignal.abort(reason) }),
    ).rejects.toBe(reason);
  });

  it('nests: samples of the inner ensemble keep different indices', async () => {
    const a = member('a', [{ prob_bull: 0.6 }]);
    const inner = createEnsemble({ id: 'inner', members: [{ model: a.model, samples: 2 }] });
    await createEnsemble({ id: 'outer', members: [{ model: inner, samples: 2 }] }).assess(snapshot, { temperature: 1 });
    expect(a.asked.map(({ sampleIndex }) => sampleIndex)).toEqual([0, 1, 2, 3]);
  });

  it('refuses what cannot be asked, before anything is paid', async () => {
    const a = member('a', [{ prob_bull: 0.6 }]);
    const one = { model: a.model, samples: 1 };
    expect(() => createEnsemble({ id: 'e', members: [] })).toThrow(/no members/);
    expect(() => createEnsemble({ id: 'e', members: [one, one] })).toThrow(/a is twice/);
    expect(() => createEnsemble({ id: 'e', members: [{ ...one, samples: 0 }] })).toThrow(/samples of a is 0/);
    expect(() => createEnsemble({ id: 'e', members: [one], weights: [1, 1] })).toThrow(/weights/);
    const rule = { model: member('r', [{ prob_bull: 0.6 }], 'baseline').model, samples: 2 };
    expect(() => createEnsemble({ id: 'e', members: [rule] })).toThrow(/always answers the same/);
    const twice = createEnsemble({ id: 'e', members: [{ ...one, samples: 2 }] });
    for (const options of [undefined, { temperature: 0 }]) {
      await expect(twice.assess(snapshot, options)).rejects.toMatchObject({
        kind: 'input',
        code: 'ensemble.temperature',
      });
    }
    expect(a.asked).toEqual([]);
  });
});
