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
    expect(parseModelName('baseline')).toEqual({ kind: 'baseline', name: 'heuristic', id: 'baseline' });
    expect(parseModelName('baseline/heuristic').id).toBe('baseline');
    expect(() => parseModelName('openia/gpt-5')).toThrow('did you mean "openai/gpt-5"?');
    expect(() => parseModelName('openai/')).toThrow('it must name a model after "openai/"');
  });
});

describe('baselines and ensembles', () => {
  it.each(['constant', 'climatology', 'momentum', 'logistic', 'hmm-2', 'hmm-3', 'hmm-4'])('baseline/%s', (name) => {
    expect(parseModelName(`baseline/${name}`)).toEqual({ kind: 'baseline', name, id: `baseline/${name}` });
  });

  it('joins members by +, with how often each is asked, whatever slashes and colons their names hold', () => {
    const choice = parseModelName('3*llama3.2:1b+hf.co/u/m:Q4+baseline/hmm-2');
    expect(choice).toMatchObject({
      kind: 'ensemble',
      id: '3*ollama/llama3.2:1b+ollama/hf.co/u/m:Q4+baseline/hmm-2',
      members: [
        { samples: 3, model: { id: 'ollama/llama3.2:1b' } },
        { samples: 1, model: { id: 'ollama/hf.co/u/m:Q4' } },
        { samples: 1, model: { id: 'baseline/hmm-2' } },
      ],
    });
    expect(parseModelName(choice.id), 'the id names the same ensemble').toEqual(choice);
    expect(parseModelName('2*llama3.2')).toMatchObject({ kind: 'ensemble', id: '2*ollama/llama3.2' });
    expect(parseModelName('1*llama3.2').kind, 'one answer of one model is that model').toBe('llm');
  });

  it('knows ensembles by name, and is called by its members: a name may mean another one tomorrow', () => {
    const env = { LLM_MODEL: 'ensemble/duo', LLM_ENSEMBLES: 'duo=a+baseline/logistic, trio=3*b' };
    expect(choose(env)).toBe('ollama/a+baseline/logistic');
    expect(choose({ ...env, LLM_MODEL: 'ensemble/trio' })).toBe('3*ollama/b');
    expect(() => choose({ ...env, LLM_MODEL: 'ensemble/dou' })).toThrow('did you mean "ensemble/duo"?');
    expect(() => choose({ LLM_MODEL: 'ensemble/duo' })).toThrow('llm.ensembles has no "duo": none is defined');
    expect(() => choose({ LLM_ENSEMBLES: 'duo=a,duo=b' })).toThrow('it names "duo" twice');
    expect(() => choose({ LLM_ENSEMBLES: 'Duo' })).toThrow('NAME=MEMBER+MEMBER');
  });

  it.each([
    ['baseline/climatolgy', 'did you mean "baseline/climatology"?'],
    ['baseline/', 'the baselines are heuristic, constant,'],
    ['basline/constant', 'did you mean "baseline/constant"?'],
    ['a+', 'a member is missing'],
    ['a++b', 'a member is missing'],
    ['a+a', 'ollama/a is named twice; write 2*ollama/a'],
    ['0*a', 'is to be asked 0 times'],
    ['101*a+b', 'is to be asked 101 times'],
    ['ensemble/x+a', 'has no "x+a"'],
    ['a+ensemble/x', 'an ensemble cannot be a member'],
  ])('refuses %s', (text, problem) => {
    expect(() => parseModelName(text)).toThrow(problem);
  });

  it('a member needs its key like any model', () => {
    expect(() => choose({ LLM_MODEL: 'anthropic/claude+baseline' })).toThrow('ANTHROPIC_API_KEY');
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
