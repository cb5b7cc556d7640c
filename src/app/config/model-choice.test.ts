import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConfig } from './load.js';
import { chooseModel, parseModelName } from './model-choice.js';

const cwd = mkdtempSync(join(tmpdir(), 'llm-trading-config-'));
const choose = (env: Record<string, string>): string => {
  const choice = chooseModel(loadConfig({ env, cwd }));
  return choice.kind === 'baseline' ? 'baseline' : choice.id;
};

describe('parseModelName', () => {
  it.each([
    ['llama3.2', 'ollama/llama3.2'],
    ['deepseek-v3.1:671b-cloud', 'ollama/deepseek-v3.1:671b-cloud'],
    ['hf.co/bartowski/Llama-3.2:Q4', 'ollama/hf.co/bartowski/Llama-3.2:Q4'],
    ['OpenAI/gpt-5', 'openai/gpt-5'],
    ['openai/meta-llama/llama-3', 'openai/meta-llama/llama-3'],
    ['anthropic/claude', 'anthropic/claude'],
  ])('%s is %s', (text, id) => {
    expect(parseModelName(text)).toMatchObject({ kind: 'llm', id });
  });

  it('takes "baseline" and refuses a misspelt provider or a missing name', () => {
    expect(parseModelName('baseline')).toEqual({ kind: 'baseline' });
    expect(() => parseModelName('openia/gpt-5')).toThrow('did you mean "openai/gpt-5"?');
    expect(() => parseModelName('openai/')).toThrow('it must name a model after "openai/"');
  });
});

describe('chooseModel', () => {
  it('is the baseline where nothing is configured, and a key alone configures nothing', () => {
    expect(choose({})).toBe('baseline');
    expect(choose({ OPENAI_API_KEY: 'sk-1', ANTHROPIC_API_KEY: 'sk-2' })).toBe('baseline');
  });

  it('is the documented model of a configured Ollama server', () => {
    expect(choose({ OLLAMA_BASE_URL: 'http://127.0.0.1:11434' })).toBe('ollama/deepseek-v3.1:671b-cloud');
  });

  it('asks for a name where only an OpenAI-compatible server is configured', () => {
    expect(() => choose({ OPENAI_BASE_URL: 'http://127.0.0.1:8080/v1' })).toThrow('llm.model is not set');
    expect(choose({ OPENAI_BASE_URL: 'http://127.0.0.1:8080/v1', LLM_MODEL: 'openai/local' })).toBe('openai/local');
  });

  it.each([
    [{ LLM_MODEL: 'openai/gpt-5' }, 'OPENAI_API_KEY'],
    [{ LLM_MODEL: 'azure/mine' }, 'AZURE_OPENAI_ENDPOINT'],
    [{ LLM_MODEL: 'azure/mine', AZURE_OPENAI_ENDPOINT: 'https://x.openai.azure.com' }, 'AZURE_OPENAI_API_KEY'],
    [{ LLM_MODEL: 'anthropic/claude' }, 'ANTHROPIC_API_KEY'],
    [{ LLM_MODEL: 'google/gemini' }, 'GOOGLE_GENERATIVE_AI_API_KEY'],
  ])('%j lacks %s', (env, missing) => {
    expect(() => choose(env as Record<string, string>)).toThrow(`set ${missing}`);
  });
});
