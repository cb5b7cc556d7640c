import { afterEach, describe, expect, it } from 'vitest';
import { inTurn } from '../../../test/servers/answers.js';
import { startOllamaServer, type FakeOllama, type OllamaServerOptions } from '../../../test/servers/ollama.js';
import { manualClock, realClock } from '../../../test/support/llm-clock.js';
import { seededRandom } from '../../core/ports/random.js';
import type { TextRequest } from '../../core/ports/text-model.js';
import { createLlmClient, type LlmClientOptions, type StreamPart } from './client.js';
import { LlmError } from './errors.js';
import { createOllamaProvider } from './providers/ollama/ollama.js';
import { DEFAULT_RETRY, retryWaitMs } from './retry.js';

const servers: FakeOllama[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function start(server: OllamaServerOptions, options: Partial<LlmClientOptions> = {}) {
  const fake = await startOllamaServer(server);
  servers.push(fake);
  const model = createOllamaProvider({ clock: realClock, baseUrl: fake.url }).textModel('llama3.2');
  const clock = manualClock(0, true);
  // Waits between tries pass at once; deadlines, which are longer, never do.
  const patient = {
    ...clock,
    sleep: (ms: number) => (ms > 60_000 ? new Promise<void>(() => undefined) : clock.sleep(ms)),
  };
  const client = createLlmClient({ model, clock: patient, random: seededRandom(1), ...options });
  return { server: fake, client, sleeps: clock.sleeps };
}

const ask = (user = 'hi'): TextRequest => ({ system: 's', user, format: { type: 'text' }, temperature: 0 });
const busy = { status: 503, body: '{"error":"server busy"}' } as const;

describe('retry', () => {
  it('repeats what may succeed the next time, with growing jittered waits', async () => {
    const { client, server, sleeps } = await start({ answers: inTurn(busy, { status: 500, body: '{}' }, 'fine') });
    expect((await client.generate(ask())).text).toBe('fine');
    expect(server.chats).toHaveLength(3);
    expect(sleeps).toHaveLength(2);
    expect(sleeps[0]).toBeLessThan(1_000);
    expect(sleeps[1]).toBeLessThan(2_000);
    expect(sleeps[0]).not.toBe(sleeps[1]);
  });

  it('gives up after three tries', async () => {
    const { client, server } = await start({ answers: () => busy });
    await expect(client.generate(ask())).rejects.toMatchObject({ code: 'llm.busy' });
    expect(server.chats).toHaveLength(3);
  });

  it.each([
    ['a model that is not there', { status: 404, body: '{"error":"x"}' }, 'llm.model-not-found'],
    ['a wrong key', { status: 401, body: '{"error":"x"}' }, 'llm.auth'],
    ['a cut answer', { content: 'x', ending: 'length' }, 'llm.incomplete'],
    ['an answer without an end', { content: 'x', ending: 'eof' }, 'llm.incomplete'],
  ] as const)('never repeats %s', async (_name, answer, code) => {
    const { client, server } = await start({ answers: () => answer });
    await expect(client.generate(ask())).rejects.toMatchObject({ code });
    expect(server.chats).toHaveLength(1);
  });

  it('waits as long as the server asks, unless that is too long', async () => {
    const { client, server, sleeps } = await start({
      answers: inTurn({ ...busy, headers: { 'retry-after': '30' } }, { ...busy, headers: { 'retry-after': '3600' } }),
    });
    await expect(client.generate(ask())).rejects.toMatchObject({ retryAfterMs: 3_600_000 });
    expect(server.chats).toHaveLength(2);
    expect(sleeps[0]).toBeGreaterThanOrEqual(30_000);
    expect(sleeps[0]).toBeLessThan(31_000);
  });

  it('never waits longer than its cap', () => {
    const error = new LlmError('llm.server', 'x', { retryable: true });
    const policy = { ...DEFAULT_RETRY, tries: 50 };
    for (let attempt = 1; attempt < 50; attempt += 1) {
      const wait = retryWaitMs(error, attempt, policy, { next: () => 0.999999 });
      expect(wait).toBeLessThanOrEqual(policy.capMs);
      expect(wait).toBeGreaterThan(attempt < 6 ? 0 : 19_000);
    }
    expect(retryWaitMs(new Error('a bug'), 1, policy, { next: () => 0 })).toBeNull();
  });
});

describe('deadline', () => {
  it('ends a call that hangs, names the limit, and frees the server', async () => {
    const { client, server } = await start(
      { answers: () => ({ content: 'x', ending: 'hang' }) },
      { clock: realClock, timeoutMs: 300 },
    );
    const startedAt = Date.now();
    await expect(client.generate(ask())).rejects.toMatchObject({ code: 'llm.timeout', retryable: true });
    expect(Date.now() - startedAt, 'one try only').toBeLessThan(2_000);
    expect(server.chats).toHaveLength(1);
    await expect.poll(() => server.busy).toBe(0);
  });

  it('ends a drip that never stops', async () => {
    const { client } = await start(
      { answers: () => ({ content: 'x'.repeat(400), pieceDelayMs: 50 }) },
      { clock: realClock, timeoutMs: 400 },
    );
    await expect(client.generate(ask())).rejects.toMatchObject({ code: 'llm.timeout' });
  });
});

describe('breaker', () => {
  it('leaves a dead server alone, tries again after a pause, and closes on success', async () => {
    const { client, server } = await start(
      { answers: () => ({ status: 500, body: '{}' }) },
      { retry: { tries: 1 }, breaker: { failures: 3, pauseMs: 200 } },
    );
    for (let i = 0; i < 3; i += 1) await expect(client.generate(ask())).rejects.toMatchObject({ code: 'llm.server' });
    await expect(client.generate(ask())).rejects.toMatchObject({ code: 'llm.circuit-open', retryable: true });
    expect(server.chats, 'nothing was sent').toHaveLength(3);
    await new Promise((resolve) => setTimeout(resolve, 250));
    server.answerWith(() => 'well again');
    expect((await client.generate(ask())).text).toBe('well again');
    expect((await client.generate(ask())).text).toBe('well again');
  });

  it('does not count what speaks against the request', async () => {
    const { client, server } = await start(
      { answers: () => ({ status: 400, body: '{"error":"bad"}' }) },
      { retry: { tries: 1 }, breaker: { failures: 2 } },
    );
    for (let i = 0; i < 5; i += 1) await expect(client.generate(ask())).rejects.toMatchObject({ status: 400 });
    expect(server.chats).toHaveLength(5);
  });
});

describe('batch', () => {
  it('keeps a sliding window, gives results in order, and a failure stays one', async () => {
    let most = 0;
    const { client, server } = await start({
      parallel: 10,
      answers: (_call, body) => {
        most = Math.max(most, server.busy);
        const { content = '' } = (body.messages as { content: string }[])[1] ?? {};
        if (content === 'q5') return { status: 400, body: '{"error":"no"}' };
        return { content: `re ${content}`, delayMs: content === 'q0' ? 300 : 20 };
      },
    });
    const ended: number[] = [];
    const requests = Array.from({ length: 12 }, (_, i) => ask(`q${i}`));
    const results = await client.batch(requests, { concurrency: 3, onResult: (i) => ended.push(i) });
    expect(results.map((r) => (r.ok ? r.response.text : 'failed'))).toEqual(
      requests.map((r, i) => (i === 5 ? 'failed' : `re ${r.user}`)),
    );
    expect(most).toBe(3);
    expect(ended.indexOf(0), 'a slow call holds up no other').toBeGreaterThan(5);
    expect(ended).toHaveLength(12);
  });

  it('stops at an abort, with a result for everything', async () => {
    const { client, server } = await start({ answers: () => ({ content: 'x'.repeat(40), pieceDelayMs: 50 }) });
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 100);
    const results = await client.batch([ask('a'), ask('b'), ask('c'), ask('d')], {
      concurrency: 1,
      signal: controller.signal,
    });
    expect(results).toHaveLength(4);
    for (const result of results) expect(result).toMatchObject({ ok: false, error: { code: 'llm.aborted' } });
    expect(server.chats).toHaveLength(1);
  });
});

describe('stream', () => {
  const collect = async (parts: AsyncIterable<StreamPart>): Promise<string> => {
    let text = '';
    for await (const part of parts) text += part.type === 'text' ? part.delta : `|${part.response.finishReason}`;
    return text;
  };

  it('gives the text as it comes and the answer at the end', async () => {
    const { client } = await start({ answers: () => 'a text of several pieces' });
    expect(await collect(client.stream(ask()))).toBe('a text of several pieces|stop');
  });

  it('repeats a failure before the first text, never one after it', async () => {
    const { client, server } = await start({
      answers: inTurn(busy, 'first answer', { content: 'half', ending: 'error' }, 'never asked'),
    });
    expect(await collect(client.stream(ask()))).toBe('first answer|stop');
    const seen: string[] = [];
    const broken = async (): Promise<void> => {
      for await (const part of client.stream(ask())) if (part.type === 'text') seen.push(part.delta);
    };
    await expect(broken()).rejects.toMatchObject({ code: 'llm.stream-error' });
    expect(seen.join('')).toBe('half');
    expect(server.chats).toHaveLength(3);
  });

  it('ends the call when its reader leaves', async () => {
    const { client, server } = await start({ answers: () => ({ content: 'x'.repeat(400), pieceDelayMs: 20 }) });
    for await (const part of client.stream(ask())) if (part.type === 'text') break;
    await expect.poll(() => server.busy).toBe(0);
    expect(server.aborted).toBe(1);
  });

  it('ends at an abort', async () => {
    const { client, server } = await start({ answers: () => ({ content: 'x', ending: 'hang' }) });
    const controller = new AbortController();
    const parts = client.stream(ask(), { signal: controller.signal });
    expect((await parts.next()).value).toMatchObject({ type: 'text' });
    controller.abort();
    await expect(parts.next()).rejects.toMatchObject({ code: 'llm.aborted' });
    await expect.poll(() => server.busy).toBe(0);
  });
});
