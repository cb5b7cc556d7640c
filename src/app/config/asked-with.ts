import { ownSettingsOf, type OwnSettings } from './kinds/model-settings.js';
import type { LlmChoice } from './model-choice.js';
import type { Config } from './settings.js';

/** A value and the variable that set it; null where it is the default. */
export interface Chosen<T> {
  readonly value: T;
  readonly from: string | null;
}

/** What one model is asked with, and why. */
export interface AskedWith {
  /** Null leaves it to the provider. */
  readonly answerTokens: Chosen<number | null>;
  readonly thinking: Chosen<Config['llm']['thinking']>;
  readonly effort: Chosen<Config['llm']['effort']>;
  readonly temperature: Chosen<number | 'none'>;
  /** Null where the server decides; Ollama is always told. */
  readonly context: Chosen<number | null>;
}

type Named = Pick<LlmChoice, 'provider' | 'name'>;

/**
 * What a model is asked with: its own settings (LLM_MODEL_SETTINGS) go before those for all models.
 * @param isSet whether a setting has been given, by its path
 */
export function askedWith({ llm }: Config, { provider, name }: Named, isSet: (path: string) => boolean): AskedWith {
  const own = ownSettingsOf(llm.modelSettings, provider, name);
  const pick = <T>(key: keyof OwnSettings, shared: T, path: string, env: string): Chosen<T> => {
    const value = own[key] as T | undefined;
    if (value !== undefined) return { value, from: 'LLM_MODEL_SETTINGS' };
    return { value: shared, from: isSet(path) ? env : null };
  };
  return {
    answerTokens: pick('answerTokens', llm.maxAnswerTokens, 'llm.maxAnswerTokens', 'LLM_MAX_ANSWER_TOKENS'),
    thinking: pick('thinking', llm.thinking, 'llm.thinking', 'LLM_THINKING'),
    effort: pick('effort', llm.effort, 'llm.effort', 'LLM_EFFORT'),
    temperature: pick('temperature', llm.temperature, 'llm.temperature', 'LLM_TEMPERATURE'),
    context:
      provider === 'ollama'
        ? pick<number | null>('context', llm.numCtx, 'llm.numCtx', 'LLM_NUM_CTX')
        : pick<number | null>('context', null, '', ''),
  };
}
