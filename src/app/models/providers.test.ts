import { afterEach, describe, expect, it } from 'vitest';
import { ask, json } from '../../../test/servers/lab.js';
import { startOpenAIServer } from '../../../test/servers/openai.js';
import { askedTemperature, askedWith, temperatureOf } from '../config/index.js';
import { providerFor } from './providers.js';
import { createRuntime } from '../runtime/runtime.js';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

const runtimeWith = (env: Record<string, string>) => createRuntime({ env, cwd: '/nowhere' });

describe('what a model is asked with', () => {
  it('is its own where it has settings of its own', async () => {
    const server = await startOpenAIServer({ models: ['a', 'b'], answers: () => json });
    open.push(server);
    const runtime = runtimeWith({
      OPENAI_BASE_URL: `${server.url}/v1`,
      LLM_MAX_ANSWER_TOKENS: '2048',
      LLM_MODEL_SETTINGS: 'openai/b=answer_tokens:9000+effort:low+temperature:none',
    });
    const provider = providerFor(runtime, 'openai');
    await provider.textModel('a').generate(ask());
    await provider.textModel('b').generate(ask());
    const [a, b] = server.chats.map(({ body }) => body ?? {});
    expect(a).toMatchObject({ max_tokens: 2_048, temperature: 0 });
    expect(a).not.toHaveProperty('reasoning_effort');
    expect(b).toMatchObject({ max_tokens: 9_000, reasoning_effort: 'low' });
    expect(b).not.toHaveProperty('temperature');
  });

  it('is a part of the question, so that the ledger keeps them apart', () => {
    const text = (LLM_MODEL_SETTINGS: string) =>
      providerFor(runtimeWith({ LLM_MODEL_SETTINGS }), 'ollama').textModel('qwen3:8b').sampling;
    expect(text('ollama/qwen3:8b=thinking:on+context:8192+answer_tokens:4096')).toEqual({
      num_ctx: 8_192,
      num_predict: 4_096,
      think: true,
    });
    expect(text('ollama/other=context:8192')).toEqual({ num_ctx: 16_384, num_predict: 2_048, think: false });
  });

  it('asks for no more than a context leaves', async () => {
    const server = await startOpenAIServer({ models: ['a'], answers: () => json });
    open.push(server);
    const runtime = runtimeWith({
      OPENAI_BASE_URL: `${server.url}/v1`,
      LLM_MODEL_SETTINGS: 'openai/*=context:2048',
    });
    await providerFor(runtime, 'openai')
      .textModel('a')
      .generate(ask({ user: 'word '.repeat(600) }));
    const asked = Number(server.chats[0]?.body?.max_tokens);
    expect(asked).toBeGreaterThanOrEqual(768);
    expect(asked).toBeLessThan(2_048 - 600);
  });

  it('says where each value comes from', () => {
    const { config, loaded } = runtimeWith({ LLM_EFFORT: 'high', LLM_MODEL_SETTINGS: 'openai/m=context:9000' });
    expect(askedWith(config, { provider: 'openai', name: 'm' }, (path) => loaded.isSet(path))).toEqual({
      answerTokens: { value: null, from: null },
      thinking: { value: 'auto', from: null },
      effort: { value: 'high', from: 'LLM_EFFORT' },
      temperature: { value: 0, from: null },
      context: { value: 9_000, from: 'LLM_MODEL_SETTINGS' },
    });
  });
});

describe('the temperature of a ladder', () => {
  it.each([
    [{}, 0],
    [{ LLM_TEMPERATURE: 'none' }, 1],
    [{ LLM_MODEL: 'openai/a', LLM_MODEL_SETTINGS: 'openai/b=temperature:none' }, 0],
    [{ LLM_MODEL: 'openai/b', LLM_MODEL_SETTINGS: 'openai/b=temperature:none' }, 1],
    [{ LLM_MODEL: 'llama3.2', LLM_MODEL_SETTINGS: 'ollama/llama3.2=temperature:0.3' }, 0.3],
    [{ LLM_MODEL: 'openai/a', LLM_FALLBACK_MODELS: 'openai/b', LLM_MODEL_SETTINGS: 'openai/b=temperature:0.7' }, 0.7],
    [{ LLM_MODEL: '3*openai/b+baseline', LLM_TEMPERATURE: '0.2', LLM_MODEL_SETTINGS: 'openai/b=temperature:0' }, 0.2],
  ])('with %j is %d', (env, temperature) => {
    expect(askedTemperature(runtimeWith(env).config)).toBe(temperature);
  });

  it('of one model is its own', () => {
    const { config } = runtimeWith({ LLM_TEMPERATURE: '0.4', LLM_MODEL_SETTINGS: 'openai/b=temperature:none' });
    expect(temperatureOf(config, { provider: 'openai', name: 'b' })).toBe(1);
    expect(temperatureOf(config, { provider: 'openai', name: 'a' })).toBe(0.4);
  });
});
