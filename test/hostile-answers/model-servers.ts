import { createProvider } from '../../src/infra/llm/providers/create-provider.js';
import type { ProviderModel } from '../../src/infra/llm/types.js';
import type { AnswerSource } from '../servers/answers.js';
import { startOllamaServer } from '../servers/ollama.js';
import { startOpenAIServer } from '../servers/openai.js';
import { realClock } from '../support/llm-clock.js';

/** The two servers that local models are reached through. */
export const SHIMS = ['ollama', 'llama-server'] as const;
export type ShimKind = (typeof SHIMS)[number];

/** A fake model server on loopback, and the product's own model that talks to it. */
export interface Shim {
  readonly model: ProviderModel;
  /** Chat requests that reached it. */
  chats(): readonly Readonly<Record<string, unknown>>[];
  /** Slots in use. */
  busy(): number;
  close(): Promise<void>;
}

export async function startShim(kind: ShimKind, answers: AnswerSource, modelName = 'tiny'): Promise<Shim> {
  if (kind === 'ollama') {
    const server = await startOllamaServer({
      models: ['tiny', 'tiny:cloud'].map((name) => ({ name, capabilities: ['completion', 'thinking'] })),
      answers,
    });
    return {
      model: createProvider({ type: 'ollama', clock: realClock, baseUrl: server.url, think: true }).textModel(
        modelName,
      ),
      chats: () => server.chats.map((request) => request.body ?? {}),
      busy: () => server.busy,
      close: () => server.close(),
    };
  }
  const server = await startOpenAIServer({ models: ['tiny'], answers, reasoningKey: 'reasoning_content' });
  const settings = {
    type: 'openai-compatible',
    id: 'llama-server',
    clock: realClock,
    baseUrl: `${server.url}/v1`,
  } as const;
  return {
    model: createProvider(settings).textModel(modelName),
    chats: () => server.chats.map((request) => request.body ?? {}),
    busy: () => server.busy,
    close: () => server.close(),
  };
}
