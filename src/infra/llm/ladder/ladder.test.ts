import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import {
  hostileAnswers,
  inTurn,
  plausibleAnswers,
  regimeDocument,
  thinkingAnswers,
  type AnswerSource,
} from '../../../../test/servers/answers.js';
import { startOllamaServer, type FakeOllama, type OllamaServerOptions } from '../../../../test/servers/ollama.js';
import { startOpenAIServer, type OpenAIServerOptions } from '../../../../test/servers/openai.js';
import { realClock } from '../../../../test/support/llm-clock.js';
import { newsSnapshot } from '../../../../test/support/llm-snapshot.js';
import { InputError, RefusedError } from '../../../core/errors.js';
import type { RegimeDecision } from '../../../core/ports/regime-model.js';
import { regimeAssessmentSchema } from '../../../core/regime/schema.js';
import { openLedger } from '../../store/ledger/open-ledger.js';
import { NoRegimeError } from '../errors.js';
import { recordingModel } from '../ledger/recording-model.js';
import { createFailureLog } from '../ledger/failure-log.js';
import { DOCUMENT_PROMPT, SHIPPED_PROMPT_IDENTITY } from '../../../core/prompts/shipped.js';
import { replayModel } from '../ledger/replay-model.js';
import { createProvider } from '../providers/create-provider.js';
import { createOllamaProvider, type OllamaSettings } from '../providers/ollama/ollama.js';
import type { ProviderModel } from '../types.js';
import { createLlmRegimeModel, type LlmRegimeModelOptions } from './ladder.js';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

async function ollama(
  answers: AnswerSource,
  options: OllamaServerOptions = {},
  settings: Partial<OllamaSettings> = {},
): Promise<{ server: FakeOllama; model: ProviderModel }> {
  const server = await startOllamaServer({ models: [{ name: 'llama3.2', digest: 'd1' }], answers, ...options });
  open.push(server);
  return {
    server,
    model: createOllamaProvider({ clock: realClock, baseUrl: server.url, ...settings }).textModel('llama3.2'),
  };
}

async function compatible(id: string, answers: AnswerSource, options: OpenAIServerOptions = {}) {
  const server = await startOpenAIServer({ answers, ...options });
  open.push(server);
  const settings = { type: 'openai-compatible', id, clock: realClock, baseUrl: `${server.url}/v1` } as const;
  return { server, model: createProvider(settings).textModel('local') };
}

/** A prompt that shows all the news it is given. */
const longPrompts = { ...DOCUMENT_PROMPT, system: DOCUMENT_PROMPT.renderSystem, user: DOCUMENT_PROMPT.renderUser };

const snapshot = newsSnapshot([{ text: 'ETF inflows rise' }]);
const document = regimeDocument({ timestamp_utc: snapshot.timestamp_utc });
const good = JSON.stringify(document);
const out = JSON.stringify({ ...document, prob_bull: 1.4 });

const ladder = (models: readonly ProviderModel[], options: Partial<LlmRegimeModelOptions> = {}) =>
  createLlmRegimeModel({ models, clock: realClock, ...options });

const noRegime = async (call: Promise<RegimeDecision>): Promise<NoRegimeError> => {
  const error: unknown = await call.then(
    () => new Error('it gave a regime'),
    (e: unknown) => e,
  );
  if (!(error instanceof NoRegimeError)) throw error;
  return error;
};

describe('the ladder', () => {
  it('takes a good first answer as it is', async () => {
    const { server, model } = await ollama(() => good);
    const regime = ladder([model]);
    const deltas: string[] = [];
    const decision = await regime.assess(snapshot, { temperature: 0.3, onText: (d) => deltas.push(d) });
    expect(decision.assessment).toMatchObject({ prob_bull: 0.62, base_asset: 'BTCUSDT', horizon_hours: 24 });
    expect(regimeAssessmentSchema.safeParse(decision.assessment).success).toBe(true);
    expect(decision.model).toEqual({
      id: 'ollama/llama3.2',
      kind: 'llm',
      version: 'd1',
      prompt: SHIPPED_PROMPT_IDENTITY,
    });
    expect(decision.usage).toMatchObject({ calls: 1, cost_usd: 0, replayed: false });
    expect(decision.usage?.prompt_tokens).toBeGreaterThan(500);
    expect(decision.warnings).toEqual([]);
    expect(deltas.join('')).toBe(good);
    expect(server.chats[0]?.body).toMatchObject({ options: { temperature: 0.3 }, format: { type: 'object' } });
    expect(regime).toMatchObject({ id: 'ollama/llama3.2', kind: 'llm' });
  });

  it('asks once more, showing what was wrong, and takes the mended answer', async () => {
    const { server, model } = await ollama(inTurn(out, good));
    const regime = ladder([model]);
    const decision = await regime.assess(snapshot);
    expect(decision.assessment.prob_bull).toBe(0.62);
    expect(decision.usage?.calls).toBe(2);
    expect(decision.warnings).toHaveLength(1);
    expect(decision.warnings[0]).toContain('prob_bull is 1.4');
    const [first, second] = server.chats.map((c) => (c.body?.messages as { content: string }[])[1]?.content ?? '');
    expect(second?.startsWith(first ?? '-')).toBe(true);
    expect(second).toContain('prob_bull is 1.4 but must be from 0 to 1');
    expect(second).toContain(JSON.stringify(out));
    expect(regime.counters()).toMatchObject({
      decisions: 1,
      calls: 2,
      rejected: 1,
      repaired: 1,
      fallbacks: 0,
      failed: 0,
    });
  });

  it('repairs once for each model, then asks the next', async () => {
    const first = await ollama(() => out);
    const second = await compatible('lab', inTurn('no JSON at all', good));
    const regime = ladder([first.model, second.model]);
    const decision = await regime.assess(snapshot);
    expect(decision.model.id).toBe('lab/local');
    expect(first.server.chats).toHaveLength(2);
    expect(second.server.chats).toHaveLength(2);
    expect(decision.usage).toMatchObject({ calls: 4, cost_usd: null });
    expect(regime.counters()).toMatchObject({ calls: 4, rejected: 3, repaired: 1, fallbacks: 1 });
    expect(decision.warnings.some((w) => w.startsWith('ollama/llama3.2 gave no regime'))).toBe(true);
  });

  it.each([
    ['prob_bull and prob_bear that do not add up', JSON.stringify({ ...document, prob_bear: 0.9 })],
    ['an infinite number', good.replace('0.62', '1e999')],
    ['a refusal', 'I cannot give financial advice.'],
    ['an unclosed thought', `<think>let me see ${good}`],
    ['two objects', `${good}\n${good.replace('0.62', '0.7').replace('0.38', '0.3')}`],
    ['nothing', ''],
  ])('never makes a regime of %s', async (_name, text) => {
    const { server, model } = await ollama(() => text);
    const regime = ladder([model]);
    const error = await noRegime(regime.assess(snapshot));
    expect(error.attempts).toHaveLength(1);
    expect(error.message).toContain('ollama/llama3.2');
    expect(server.chats).toHaveLength(2);
    expect(regime.counters()).toMatchObject({ rejected: 2, failed: 1 });
  });

  it.each(['length', 'eof'] as const)('never takes a whole-looking answer that ended with %s', async (ending) => {
    const { server, model } = await ollama(() => ({ content: good, ending }));
    const error = await noRegime(ladder([model]).assess(snapshot));
    // The user reads what happened; what the model is told to do is for the model.
    expect(error.message).not.toMatch(/be brief/i);
    expect(error.remedy).not.toMatch(/another model may answer in valid JSON/i);
    if (ending === 'length') expect(error.message).toMatch(/used up its [\d,]+ answer tokens/);
    expect(server.chats).toHaveLength(2);
    const repair = (server.chats[1]?.body?.messages as { content: string }[])[1]?.content;
    expect(repair).toContain(ending === 'length' ? 'Be brief' : 'before it was complete');
  });

  it('nor one that a model of another make returns unfinished', async () => {
    const { model } = await ollama(() => good);
    const careless: ProviderModel = {
      ...model,
      generate: async (r, o) => ({ ...(await model.generate(r, o)), finishReason: 'length' }),
    };
    await noRegime(ladder([careless]).assess(snapshot));
  });

  it('goes down to JSON mode and to text where a format is refused, and remembers', async () => {
    const { server, model } = await compatible('lab', () => good, { refuseFormats: ['json_schema', 'json_object'] });
    const regime = ladder([model]);
    await regime.assess(snapshot);
    await regime.assess(snapshot);
    const asked = server.chats.map((c) => (c.body?.response_format as { type: string } | undefined)?.type ?? 'text');
    expect(asked).toEqual(['json_schema', 'json_object', 'text', 'text']);
    expect(regime.counters()).toMatchObject({ formatDowngrades: 2, decisions: 2, calls: 4 });
  });

  it('a repair stays in the format that was found', async () => {
    const { server, model } = await compatible('lab', inTurn('nonsense', good), { refuseFormats: ['json_schema'] });
    await ladder([model]).assess(snapshot);
    const asked = server.chats.map((c) => (c.body?.response_format as { type: string } | undefined)?.type);
    expect(asked).toEqual(['json_schema', 'json_object', 'json_object']);
  });

  it('a failing server is passed over', async () => {
    const dead = await ollama(() => ({ status: 500, body: '{"error":"boom"}' }));
    const alive = await compatible('lab', () => good);
    const decision = await ladder([dead.model, alive.model]).assess(snapshot);
    expect(decision.model.id).toBe('lab/local');
    expect(decision.warnings[0]).toContain('boom');
    expect(dead.server.chats).toHaveLength(1);
  });

  it('without any model there is no regime', async () => {
    const error = await noRegime(ladder([]).assess(snapshot));
    expect(error.message).toContain('no model is configured');
    expect(error.kind).toBe('unavailable');
  });

  it('fills in asset, horizon and time, and sets right what the model copied wrongly', async () => {
    const bare: Record<string, unknown> = { ...document };
    for (const name of ['base_asset', 'horizon_hours', 'timestamp_utc']) Reflect.deleteProperty(bare, name);
    const wrong = {
      ...document,
      base_asset: 'ETH',
      horizon_hours: 48,
      timestamp_utc: '2020-01-01T00:00:00Z',
      regime_label: 'bear',
    };
    const { model } = await ollama(inTurn(JSON.stringify(bare), JSON.stringify(wrong)));
    const regime = ladder([model]);
    const filled = await regime.assess(snapshot);
    expect(filled.assessment).toMatchObject({
      base_asset: 'BTCUSDT',
      horizon_hours: 24,
      timestamp_utc: snapshot.timestamp_utc,
    });
    expect(filled.warnings).toEqual([]);
    const mended = await regime.assess(snapshot);
    expect(mended.assessment).toEqual(filled.assessment);
    expect(mended.warnings.join(' ')).toMatch(
      /regime_label was bear.*base_asset was ETH.*horizon_hours was 48.*timestamp_utc was 2020/,
    );
    expect(regime.counters().corrected).toBe(4);
  });

  it('leaves out news that does not fit the context, and says so', async () => {
    const news = Array.from({ length: 60 }, (_, i) => ({
      text: `headline ${i} ${'about the market '.repeat(20)}`.slice(0, 400),
    }));
    const { server, model } = await ollama(() => good, {}, { numCtx: 8_192 });
    const decision = await ladder([model], { prompts: longPrompts }).assess(newsSnapshot(news));
    expect(decision.warnings[0]).toMatch(/ollama\/llama3.2: \d+ of 60 news items were left out/);
    const sent = (server.chats[0]?.body?.messages as { content: string }[])[1]?.content ?? '';
    expect(sent).toContain('headline 0 ');
    expect(sent).not.toContain('headline 59 ');
  });

  it('a context too small for the prompt is that model’s failure only', async () => {
    const small = await ollama(() => good, {}, { numCtx: 3_000 });
    const large = await compatible('lab', () => good);
    const decision = await ladder([small.model, large.model], { prompts: longPrompts }).assess(snapshot);
    expect(decision.model.id).toBe('lab/local');
    expect(small.server.chats).toHaveLength(0);
    expect(decision.warnings[0]).toContain('without any news');
  });
});

describe('limits of one decision', () => {
  it('time: it ends, with the slot of the server freed', async () => {
    const { server, model } = await ollama(() => ({ content: good, ending: 'hang' }));
    const next = await compatible('lab', () => good);
    const startedAt = Date.now();
    const error = await noRegime(ladder([model, next.model], { limits: { timeMs: 400 } }).assess(snapshot));
    expect(Date.now() - startedAt).toBeLessThan(1_500);
    expect(error.attempts).toMatchObject([{ model: 'ollama/llama3.2', code: 'llm.decision-timeout' }]);
    expect(next.server.chats, 'there is no time left for another').toHaveLength(0);
    await expect.poll(() => server.busy).toBe(0);
  });

  it('tokens: no call is sent that could go over', async () => {
    const { server, model } = await ollama(() => out);
    const error = await noRegime(ladder([model], { limits: { tokens: 9_000 }, prompts: longPrompts }).assess(snapshot));
    expect(server.chats).toHaveLength(1);
    expect(error.attempts[0]?.code).toBe('llm.decision-limit');
  });

  it('cost: neither', async () => {
    const { server, model } = await ollama(
      () => good,
      {},
      { prices: { 'ollama/*': { inputPerMillion: 0, outputPerMillion: 1_000 } } },
    );
    await noRegime(ladder([model]).assess(snapshot));
    expect(server.chats).toHaveLength(0);
    expect((await ladder([model], { limits: { costUsd: 3 } }).assess(snapshot)).usage?.cost_usd).toBeGreaterThan(0);
  });
});

describe('what is no failure of a model', () => {
  it('the caller gives up', async () => {
    const { server, model } = await ollama(() => ({ content: good, ending: 'hang' }));
    const controller = new AbortController();
    const call = ladder([model, model]).assess(snapshot, {
      signal: controller.signal,
      onText: () => controller.abort(),
    });
    await expect(call).rejects.toMatchObject({ code: 'llm.aborted' });
    expect(server.chats).toHaveLength(1);
  });

  it('a bug or a mistake of the user is not swallowed', async () => {
    const { model } = await ollama(() => good);
    const buggy: ProviderModel = { ...model, generate: () => Promise.reject(new TypeError('a bug')) };
    await expect(ladder([buggy, model]).assess(snapshot)).rejects.toThrow(TypeError);
    const wrong: ProviderModel = { ...model, generate: () => Promise.reject(new InputError('x', 'your mistake')) };
    await expect(ladder([wrong, model]).assess(snapshot)).rejects.toThrow('your mistake');
  });

  it('a budget refuses one model: a free one may answer; where all are refused, that is the error', async () => {
    const { model } = await ollama(() => good);
    const dear: ProviderModel = {
      ...model,
      id: 'dear',
      generate: () => Promise.reject(new RefusedError('budget.exceeded', 'too dear')),
    };
    expect((await ladder([dear, model]).assess(snapshot)).warnings[0]).toContain('too dear');
    await expect(ladder([dear, dear]).assess(snapshot)).rejects.toMatchObject({ kind: 'refused' });
  });
});

describe('replay', () => {
  it('repeats a decision with its repair and its fallback, without a server', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ladder-'));
    const ledger = await openLedger(join(folder, 'ledger.db'));
    const first = await ollama(() => out);
    const second = await compatible('lab', inTurn('nonsense', good));
    const recorded = [first.model, second.model].map((model) => recordingModel(model, { ledger, clock: realClock }));
    const decision = await ladder(recorded).assess(snapshot);
    await Promise.all([first.server.close(), second.server.close()]);
    const replayed = ladder([first.model, second.model].map((model) => replayModel(model, ledger)));
    const again = await replayed.assess(snapshot);
    expect(again).toEqual({ ...decision, usage: { ...decision.usage, replayed: true } });
    // Another snapshot was never asked about: that is no lack of opinion, which a baseline might stand in for.
    const missed = replayed.assess(newsSnapshot([{ text: 'other news' }]));
    await expect(missed).rejects.toMatchObject({ code: 'llm.replay-miss' });
    await ledger.close();
    rmSync(folder, { recursive: true, force: true });
  });
});

describe('replay of a model that refused a format', () => {
  it('finds the answer under the format that was taken', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ladder-'));
    const ledger = await openLedger(join(folder, 'ledger.db'));
    const { server, model } = await compatible('lab', () => good, { refuseFormats: ['json_schema'] });
    const failures = createFailureLog(ledger, realClock);
    const record = () => ladder([recordingModel(model, { ledger, clock: realClock })], { failures });
    const other = newsSnapshot([{ text: 'other news' }]);
    const recording = record();
    const decisions = [await recording.assess(snapshot), await recording.assess(other)];
    expect(
      decisions.map(({ usage }) => usage?.calls),
      'the second knows what is refused',
    ).toEqual([2, 1]);
    const rerun = record();
    const same = decisions.map((each) => ({ ...each, usage: { ...each.usage, replayed: true } }));
    expect([await rerun.assess(snapshot), await rerun.assess(other)], 'a rerun counts the refusal alike').toEqual(same);
    await server.close();
    expect(server.chats).toHaveLength(3);
    const again = ladder([replayModel(model, ledger)]);
    // In any order: what one decision has learnt of a format changes no other one.
    expect([await again.assess(other), await again.assess(snapshot)]).toEqual([...same].reverse());
    await ledger.close();
    rmSync(folder, { recursive: true, force: true });
  });
});

describe('replay of failures', () => {
  it('fails alike: the same words, the same time, and no further model where the time was up', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ladder-'));
    const ledger = await openLedger(join(folder, 'ledger.db'));
    const hangs = await ollama(() => ({ content: good, ending: 'hang' }));
    const next = await compatible('lab', () => good);
    const models = [hangs.model, next.model];
    const recording = ladder(
      models.map((model) => recordingModel(model, { ledger, clock: realClock })),
      { limits: { timeMs: 300 }, failures: createFailureLog(ledger, realClock) },
    );
    const error = await noRegime(recording.assess(snapshot));
    expect(error.latencyMs).toBeGreaterThanOrEqual(290);
    await Promise.all([hangs.server.close(), next.server.close()]);
    const replay = () => ladder(models.map((model) => replayModel(model, ledger))).assess(snapshot);
    const again = await noRegime(replay());
    expect({ message: again.message, attempts: again.attempts, latencyMs: again.latencyMs }).toEqual({
      message: error.message,
      attempts: error.attempts,
      latencyMs: error.latencyMs,
    });
    await ledger.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('counts the time of a model that failed before the one that answered', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ladder-'));
    const ledger = await openLedger(join(folder, 'ledger.db'));
    const dead = await ollama(() => ({ status: 500, body: '{"error":"boom"}', delayMs: 60 }));
    const alive = await compatible('lab', () => good);
    const models = [dead.model, alive.model];
    const record = () =>
      ladder(
        models.map((model) => recordingModel(model, { ledger, clock: realClock })),
        { failures: createFailureLog(ledger, realClock) },
      ).assess(snapshot);
    const first = await record();
    expect(first.usage?.calls).toBe(2);
    await record();
    expect(dead.server.chats, 'a recording run asks a failed question again').toHaveLength(2);
    expect(alive.server.chats, 'but pays for no answer twice').toHaveLength(1);
    const last = await record();
    await Promise.all([dead.server.close(), alive.server.close()]);
    const again = await ladder(models.map((model) => replayModel(model, ledger))).assess(snapshot);
    expect(again, 'a replay repeats the last run').toEqual({ ...last, usage: { ...last.usage, replayed: true } });
    await ledger.close();
    rmSync(folder, { recursive: true, force: true });
  });
});

describe('streams of a whole model', () => {
  const run = async (answers: AnswerSource, count: number, settings: Partial<OllamaSettings> = {}) => {
    const models = [{ name: 'llama3.2', digest: 'd1', capabilities: ['completion', 'thinking'] }];
    const { model } = await ollama(answers, { models }, settings);
    const regime = ladder([model]);
    let accepted = 0;
    for (let i = 0; i < count; i += 1) {
      try {
        const { assessment } = await regime.assess(snapshot);
        expect(regimeAssessmentSchema.safeParse(assessment).success, `decision ${i}`).toBe(true);
        expect(assessment.prob_bull + assessment.prob_bear, `decision ${i}`).toBeCloseTo(1, 9);
        accepted += 1;
      } catch (error) {
        expect(error, `decision ${i}`).toBeInstanceOf(NoRegimeError);
      }
    }
    return { accepted, counters: regime.counters() };
  };

  it('hostile: nothing is accepted', async () => {
    const { accepted, counters } = await run(hostileAnswers(11), 40);
    expect(accepted).toBe(0);
    expect(counters).toMatchObject({ decisions: 40, failed: 40 });
    expect(counters.rejected).toBeGreaterThan(30);
  });

  it('plausible: everything is accepted at once', async () => {
    const { accepted, counters } = await run(plausibleAnswers(12), 40);
    expect(accepted).toBe(40);
    expect(counters).toMatchObject({ calls: 40, rejected: 0 });
  });

  it('thinking: what was closed or set aside is accepted, at the latest after a repair', async () => {
    const { accepted, counters } = await run(thinkingAnswers(13), 40, { think: true });
    expect(accepted).toBeGreaterThan(30);
    expect(counters.rejected).toBeGreaterThan(3);
    expect(counters.repaired).toBe(accepted - (40 - (counters.calls - 40)));
  });
});
