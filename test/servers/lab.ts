import { regimeAnswerJsonSchema } from '../../src/core/regime/answer-schema.js';
import type { TextRequest } from '../../src/core/ports/text-model.js';
import { LlmError } from '../../src/infra/llm/errors.js';
import { createProvider } from '../../src/infra/llm/providers/create-provider.js';
import type { OpenAICompatibleSettings } from '../../src/infra/llm/providers/openai-compatible.js';
import type { ProviderModel } from '../../src/infra/llm/types.js';
import { realClock } from '../support/llm-clock.js';
import { regimeDocument } from './answers.js';

/** A whole, valid answer. */
export const json = JSON.stringify(regimeDocument());

export const ask = (overrides: Partial<TextRequest> = {}): TextRequest => ({
  system: 'You judge the market.',
  user: 'What is the regime?',
  format: { type: 'json-schema', name: 'regime', schema: regimeAnswerJsonSchema },
  temperature: 0,
  seed: 7,
  ...overrides,
});

/** The error that a call must end with. */
export const failure = async (call: Promise<unknown>): Promise<LlmError> => {
  const error: unknown = await call.then(
    () => new Error('it succeeded'),
    (e: unknown) => e,
  );
  if (!(error instanceof LlmError)) throw error;
  return error;
};

/** The model `lab/local` of a server that speaks OpenAI's language. */
export const compatible = (url: string, settings: Partial<OpenAICompatibleSettings> = {}): ProviderModel =>
  createProvider({
    type: 'openai-compatible',
    id: 'lab',
    clock: realClock,
    baseUrl: `${url}/v1`,
    ...settings,
  }).textModel('local');

/** An error in OpenAI's shape. */
export const apiError = (message: string, param: string | null = null, code: string | null = null): unknown => ({
  error: { message, type: 'invalid_request_error', param, code },
});
