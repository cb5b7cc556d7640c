import type { Clock } from '../../core/ports/clock.js';
import type { TextRequest } from '../../core/ports/text-model.js';
import { messageOf } from '../../core/errors.js';
import { startCallDeadline } from './deadline.js';
import { IncompleteAnswerError, LlmError } from './errors.js';
import type { FormatType, ModelProbe, ProviderModel } from './types.js';
import { MINUTE } from '../../core/time.js';

/** Loading a model of 70 GB from a slow disk takes minutes. */
const PROBE_TIMEOUT_MS = 5 * MINUTE;

/**
 * The prompt names neither the property nor its value, so that only a server that really constrains the answer to the schema
 * gives both.
 */
const SCHEMA = {
  type: 'object',
  properties: { probe: { type: 'string', enum: ['ultramarine'] } },
  required: ['probe'],
  additionalProperties: false,
};

const requestFor = (format: FormatType): TextRequest => ({
  system: 'You answer in one JSON object.',
  user: 'Say which weekday follows Monday, as a JSON object.',
  format: format === 'json-schema' ? { type: 'json-schema', name: 'probe', schema: SCHEMA } : { type: format },
  temperature: 0,
  task: 'probe',
});

const followsSchema = (text: string): boolean => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && 'probe' in value && value.probe === 'ultramarine';
  } catch {
    return false;
  }
};

export interface ProbeContext {
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
  /** Asks the server how long a context the model was made for; null where it does not say. */
  readonly contextTokens?: () => Promise<number | null>;
}

/** Talks to a model once (twice where it does not take a schema) and reports what came of it. */
export async function probeModel(model: ProviderModel, context: ProbeContext): Promise<ModelProbe> {
  const { clock } = context;
  const expired = (): LlmError => new LlmError('llm.timeout', `No answer within ${PROBE_TIMEOUT_MS / 1_000} s.`);
  const deadline = startCallDeadline(clock, PROBE_TIMEOUT_MS, expired, context.signal);
  const contextTokens = (await context.contextTokens?.().catch(() => null)) ?? null;
  const base = { provider: model.provider, model: model.model, contextTokens };
  const ask = async (format: FormatType): Promise<ModelProbe> => {
    const startedAt = clock.now();
    const answer = await model.generate(requestFor(format), { signal: deadline.signal }).catch((error: unknown) => {
      // It talks, even if it does not know when to stop.
      if (error instanceof IncompleteAnswerError) return error.response;
      throw error;
    });
    const jsonSchema = format === 'json-schema' ? followsSchema(answer.text) : false;
    const learnt = model.learnt?.() ?? [];
    const notes = [
      ...(format === 'json-schema' && !jsonSchema ? ['takes a schema but does not keep to it'] : []),
      ...(learnt.length === 0 ? [] : [`is asked as it wants: ${learnt.join(', ')}`]),
    ];
    const note = notes.length === 0 ? null : notes.join('; ');
    return { ...base, reachable: true, jsonSchema, latencyMs: clock.now() - startedAt, note };
  };
  try {
    const [first, second] = model.formats;
    return await ask(first ?? 'text').catch((error: unknown) => {
      if (second !== undefined && error instanceof LlmError && error.code === 'llm.format-unsupported')
        return ask(second);
      throw error;
    });
  } catch (error) {
    return { ...base, reachable: false, jsonSchema: null, latencyMs: null, note: messageOf(error) };
  } finally {
    deadline.end();
  }
}
