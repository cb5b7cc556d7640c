import { describe, expect, it } from 'vitest';
import { SettingProblem } from '../setting.js';
import { modelSettings, ownSettingsOf } from './model-settings.js';

const setting = modelSettings({ env: 'LLM_MODEL_SETTINGS', about: '' });
const parse = (text: string) => setting.parse(text, { cwd: '/' });

describe('settings of single models', () => {
  const text = parse(
    'openai/gpt-5-mini=effort:low+answer_tokens:16384+temperature:none, ollama/*=context:8192,ollama/qwen3:8b=thinking:on+temperature:0.5',
  );

  it('are those of the model before those of its provider', () => {
    expect(ownSettingsOf(text, 'openai', 'gpt-5-mini')).toEqual({
      effort: 'low',
      answerTokens: 16_384,
      temperature: 'none',
    });
    expect(ownSettingsOf(text, 'ollama', 'qwen3:8b')).toEqual({ context: 8_192, thinking: 'on', temperature: 0.5 });
    expect(ownSettingsOf(text, 'ollama', 'llama3.2')).toEqual({ context: 8_192 });
    expect(ownSettingsOf(text, 'openai', 'constructor')).toEqual({});
    expect(ownSettingsOf(null, 'openai', 'gpt-5-mini')).toEqual({});
  });

  it('read their own example', () => {
    expect(ownSettingsOf(parse(setting.example), 'ollama', 'any')).toEqual({ context: 8_192 });
  });

  it.each([
    ['gpt-5-mini=effort:low', 'must be MODEL='],
    ['openai/m', 'must be MODEL='],
    ['openai/m=', 'must be MODEL='],
    ['openai/m=effort', 'must be MODEL='],
    ['openai/m=tokens:5', 'must be MODEL='],
    ['openai/m=effort:huge', 'effort must be one of auto, minimal'],
    ['openai/m=thinking:yes', 'thinking must be one of'],
    ['openai/m=temperature:3', 'temperature must be a number from 0 to 2'],
    ['openai/m=temperature:-1', 'temperature must be a number from 0 to 2'],
    ['openai/m=answer_tokens:12.5', 'answer_tokens must be a whole number from 256'],
    ['openai/m=context:100', 'context must be a whole number from 2048'],
    ['openai/m=effort:low,openai/m=effort:high', 'names "openai/m" twice'],
  ])('refuse %s', (wrong, said) => {
    expect(() => parse(wrong)).toThrow(SettingProblem);
    expect(() => parse(wrong)).toThrow(said);
  });
});
