import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startOllamaServer, type FakeOllama, type OllamaServerOptions } from '../../../../test/servers/ollama.js';
import { manualClock, realClock } from '../../../../test/support/llm-clock.js';
import type { LedgerStore } from '../../../core/ports/ledger-store.js';
import type { TextRequest } from '../../../core/ports/text-model.js';
import { openLedger } from '../../store/ledger/open-ledger.js';
import { createOllamaProvider } from '../providers/ollama/ollama.js';
import { IncompleteAnswerError } from '../errors.js';
import type { ProviderModel } from '../types.js';
import { createBudget } from './budget.js';
import { callKey, questionKey, recordedRequest } from './ledger-key.js';
import { canonicalJson } from '../../../core/canonical-json.js';
import { recordingModel } from './recording-model.js';
import { replayModel } from './replay-model.js';

let folder: string;
let ledger: LedgerStore;
const servers: FakeOllama[] = [];
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ledger-'));
  ledger = await openLedger(join(folder, 'ledger.db'));
});
afterEach(async () => {
  await ledger.close();
  await Promise.all(servers.splice(0).map((server) => server.close()));
  rmSync(folder, { recursive: true, force: true });
});

async function start(options: OllamaServerOptions = {}): Promise<{ server: FakeOllama; model: ProviderModel }> {
  const server = await startOllamaServer({ models: [{ name: 'llama3.2', digest: 'build-1' }], ...options });
  servers.push(server);
  return { server, model: createOllamaProvider({ clock: realClock, baseUrl: server.url }).textModel('llama3.2') };
}

const ask: TextRequest = { system: 'Judge.', user: 'What is the regime?', format: { type: 'json' }, temperature: 0 };

describe('keys', () => {
  const model = { provider: 'p', model: 'm', sampling: { num_ctx: 8192 } };
  const key = (request: Partial<TextRequest>, of = model): string =>
    questionKey(recordedRequest(of, { ...ask, ...request }));

  it('do not depend on the order of members', () => {
    expect(canonicalJson({ b: 1, a: { d: [2, { z: 1, y: 2 }], c: undefined } })).toBe(
      '{"a":{"d":[2,{"y":2,"z":1}]},"b":1}',
    );
  });
  it('change with whatever could change the answer, and with nothing else', () => {
    const changes: Partial<TextRequest>[] = [
      {},
      { system: 'x' },
      { user: 'x' },
      { temperature: 0.1 },
      { topP: 0.5 },
      { seed: 1 },
      { maxOutputTokens: 5 },
      { sampleIndex: 1 },
      { repairAttempt: 1 },
      { variant: 'without-news' },
      { format: { type: 'text' } },
      { format: { type: 'json-schema', name: 'a', schema: { type: 'object' } } },
      { format: { type: 'json-schema', name: 'a', schema: { type: 'array' } } },
    ];
    const keys = [
      ...changes.map((change) => key(change)),
      key({}, { ...model, provider: 'q' }),
      key({}, { ...model, model: 'n' }),
      key({}, { ...model, sampling: { num_ctx: 4096 } }),
    ];
    expect(new Set(keys).size).toBe(keys.length);
    expect(key({ task: 'regime', sampleIndex: 0, repairAttempt: 0, variant: 'none' })).toBe(key({}));
    const recorded = recordedRequest(model, ask);
    expect(
      new Set([callKey(recorded, null), callKey(recorded, 'a'), callKey(recorded, 'b'), callKey(recorded, 'null')])
        .size,
    ).toBe(4);
  });
});

describe('recording', () => {
  it('asks a question once, and a second time only of another build', async () => {
    const { server, model } = await start({ answers: (call) => `answer ${call}` });
    const recorded = recordingModel(model, { ledger, clock: realClock });
    const first = await recorded.generate(ask);
    const again = await recorded.generate(ask);
    expect(again).toEqual({ ...first, replayed: true });
    expect(server.chats).toHaveLength(1);

    server.setModels([{ name: 'llama3.2', digest: 'build-2' }]);
    const fresh = createOllamaProvider({ clock: realClock, baseUrl: server.url }).textModel('llama3.2');
    expect((await recordingModel(fresh, { ledger, clock: realClock }).generate(ask)).text).toBe('answer 1');
    expect(server.chats).toHaveLength(2);
  });
  it('tells of a cut answer in a replay what was told when it was recorded', async () => {
    const { model } = await start({ answers: () => ({ content: '{"prob_bull": 0.', ending: 'length' }) });
    const told = async (one: ProviderModel): Promise<unknown> => {
      const error: unknown = await one.generate(ask).catch((e: unknown) => e);
      if (!(error instanceof IncompleteAnswerError)) throw error;
      return { message: error.message, kind: error.failureKind, remedy: error.remedy };
    };
    const live = await told(recordingModel(model, { ledger, clock: realClock }));
    expect(live).toMatchObject({ kind: 'answer-tokens', message: expect.stringContaining('2048 answer tokens') });
    expect(await told(recordingModel(model, { ledger, clock: realClock }))).toEqual(live);
    expect(await told(replayModel(model, ledger))).toEqual(live);
  });

  it('records an answer that was cut, and fails alike the second time', async () => {
    const { server, model } = await start({ answers: () => ({ content: '{"prob_bull": 0.', ending: 'length' }) });
    const recorded = recordingModel(model, { ledger, clock: realClock });
    await expect(recorded.generate(ask)).rejects.toMatchObject({ code: 'llm.incomplete' });
    await expect(recorded.generate(ask)).rejects.toMatchObject({ code: 'llm.incomplete' });
    expect(server.chats).toHaveLength(1);
  });
  it('records nothing of a call that failed', async () => {
    const { server, model } = await start({
      answers: (call) => (call === 0 ? { status: 500, body: '{"error":"boom"}' } : 'fine'),
    });
    const recorded = recordingModel(model, { ledger, clock: realClock });
    await expect(recorded.generate(ask)).rejects.toThrow();
    expect((await recorded.generate(ask)).text).toBe('fine');
    expect(server.chats).toHaveLength(2);
  });
});

describe('replay', () => {
  it('answers with no server there, and with the recorded latency', async () => {
    const { server, model } = await start({ answers: () => 'recorded' });
    const first = await recordingModel(model, { ledger, clock: realClock }).generate(ask);
    await server.close();
    expect(await replayModel(model, ledger).generate(ask)).toEqual({ ...first, replayed: true });
  });
  it('fails on a question that was never asked, and sends nothing', async () => {
    const { server, model } = await start({ answers: () => 'recorded' });
    await expect(replayModel(model, ledger).generate(ask)).rejects.toMatchObject({ code: 'llm.replay-miss' });
    expect(server.requests).toHaveLength(0);
  });
});

describe('budget', () => {
  const priced = (model: ProviderModel, usd: number): ProviderModel => ({
    ...model,
    outputTokens: 1_000,
    price: { inputPerMillion: 0, outputPerMillion: usd * 1_000 },
    generate: async (request, options) => ({ ...(await model.generate(request, options)), costUsd: usd / 2 }),
  });
  const noon = Date.UTC(2026, 0, 5, 12);

  it('refuses the call that could exceed it before it is sent', async () => {
    const { server, model } = await start({ answers: () => 'x' });
    const clock = manualClock(noon);
    const budget = createBudget({ perRunUsd: 2, perDayUsd: null }, ledger, clock);
    const paid = recordingModel(priced(model, 1), { ledger, clock, budget });
    for (const [i, user] of ['a', 'b', 'c'].entries()) {
      // Each may cost 1 and costs 0.5: after the third 1.5 is spent.
      await paid.generate({ ...ask, user });
      expect(server.chats).toHaveLength(i + 1);
    }
    await expect(paid.generate({ ...ask, user: 'd' })).rejects.toMatchObject({
      kind: 'refused',
      code: 'budget.exceeded',
    });
    expect((await paid.generate({ ...ask, user: 'a' })).replayed, 'the ledger costs nothing').toBe(true);
    expect(server.chats).toHaveLength(3);
  });
  it('counts calls under way: side by side they cannot all see the same room', async () => {
    const { server, model } = await start({ answers: () => ({ content: 'x', delayMs: 150 }), parallel: 8 });
    const clock = manualClock(noon);
    const budget = createBudget({ perRunUsd: 3, perDayUsd: null }, ledger, clock);
    const paid = recordingModel(priced(model, 1), { ledger, clock, budget });
    const outcomes = await Promise.allSettled(
      ['a', 'b', 'c', 'd', 'e', 'f'].map((user) => paid.generate({ ...ask, user })),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    expect(server.chats).toHaveLength(3);
  });
  it('keeps a day across runs, and starts anew with the next UTC day', async () => {
    const { model } = await start({ answers: () => 'x' });
    const clock = manualClock(noon);
    const run = () =>
      recordingModel(priced(model, 1), {
        ledger,
        clock,
        budget: createBudget({ perRunUsd: null, perDayUsd: 1.2 }, ledger, clock),
      });
    await run().generate({ ...ask, user: 'a' });
    await expect(run().generate({ ...ask, user: 'b' })).rejects.toMatchObject({ where: 'llm.budget_usd_per_day' });
    clock.advance(12 * 3_600_000);
    await run().generate({ ...ask, user: 'b' });
  });
  it('gives back what a failed call had set aside', async () => {
    const { model } = await start({
      answers: (call) => (call === 0 ? { status: 500, body: '{"error":"boom"}' } : 'x'),
    });
    const clock = manualClock(noon);
    const paid = recordingModel(priced(model, 1), {
      ledger,
      clock,
      budget: createBudget({ perRunUsd: 1, perDayUsd: null }, ledger, clock),
    });
    await expect(paid.generate(ask)).rejects.toThrow('boom');
    expect((await paid.generate(ask)).text).toBe('x');
  });
  it('counts a call that broke off in full, since its tokens are billed too', async () => {
    const { server, model } = await start({ answers: () => ({ content: 'half', ending: 'error' }) });
    const clock = manualClock(noon);
    const limits = { perRunUsd: null, perDayUsd: 1.5 };
    const paid = recordingModel(priced(model, 1), { ledger, clock, budget: createBudget(limits, ledger, clock) });
    await expect(paid.generate(ask)).rejects.toMatchObject({ code: 'llm.stream-error' });
    await expect(paid.generate(ask)).rejects.toMatchObject({ code: 'budget.exceeded' });
    expect(server.chats).toHaveLength(1);
  });
  it('counts nothing where nobody could be reached', async () => {
    const { server, model } = await start();
    await server.close();
    const clock = manualClock(noon);
    const limits = { perRunUsd: 1, perDayUsd: null };
    const versioned = { ...priced(model, 1), version: () => Promise.resolve('build-1') };
    const paid = recordingModel(versioned, { ledger, clock, budget: createBudget(limits, ledger, clock) });
    for (let i = 0; i < 3; i += 1)
      await expect(paid.generate(ask)).rejects.toMatchObject({ code: 'llm.network', neverSent: true });
  });
  it('fails closed where the price is unknown, and does nothing where no limit is set', async () => {
    const { server, model } = await start({ answers: () => 'x' });
    const unknown = { ...model, price: null };
    const clock = manualClock(noon);
    const limited = recordingModel(unknown, {
      ledger,
      clock,
      budget: createBudget({ perRunUsd: null, perDayUsd: 5 }, ledger, clock),
    });
    await expect(limited.generate(ask)).rejects.toMatchObject({ kind: 'refused', code: 'budget.price-unknown' });
    expect(server.chats).toHaveLength(0);
    const free = recordingModel(unknown, {
      ledger,
      clock,
      budget: createBudget({ perRunUsd: null, perDayUsd: null }, ledger, clock),
    });
    expect((await free.generate(ask)).text).toBe('x');
  });
});
