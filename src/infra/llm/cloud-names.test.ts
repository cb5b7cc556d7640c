import { expect, it } from 'vitest';
import { cloudHome } from './cloud-names.js';

it.each([
  ['gpt-5-mini', 'openai/gpt-5-mini', null],
  ['gpt5-mini', 'openai/gpt5-mini', null],
  ['GPT-4o', 'openai/GPT-4o', null],
  ['o3-mini', 'openai/o3-mini', null],
  ['claude-haiku-4-5', 'anthropic/claude-haiku-4-5', null],
  ['gemini-2.5-flash', 'google/gemini-2.5-flash', null],
  ['models/gemini-2.5-pro', 'google/gemini-2.5-pro', null],
  ['sonar-pro', 'openai/sonar-pro', 'https://api.perplexity.ai'],
  ['llama-3.3-70b-versatile', 'openai/llama-3.3-70b-versatile', 'https://api.groq.com/openai/v1'],
  ['openrouter/auto', 'openai/openrouter/auto', 'https://openrouter.ai/api/v1'],
  ['openrouter/deepseek/deepseek-r1', 'openai/deepseek/deepseek-r1', 'https://openrouter.ai/api/v1'],
  ['lmstudio/qwen3-8b', 'openai/qwen3-8b', 'http://127.0.0.1:1234/v1'],
  ['vllm/Qwen/Qwen3-8B', 'openai/Qwen/Qwen3-8B', 'http://127.0.0.1:1234/v1'],
  ['gemini/gemini-2.5-flash', 'google/gemini-2.5-flash', null],
  ['groq/llama-3.3-70b-versatile', 'openai/llama-3.3-70b-versatile', 'https://api.groq.com/openai/v1'],
  ['deepseek/deepseek-r1:free', 'openai/deepseek/deepseek-r1:free', 'https://openrouter.ai/api/v1'],
])('%s lives at %s', (name, id, baseUrl) => {
  expect(cloudHome(name)).toEqual({ id, baseUrl });
});

it.each([
  'gpt-oss',
  'gpt-oss:20b',
  'gptoss',
  'llama3.2',
  'llama-3.2',
  'qwen3:8b',
  'deepseek-r1',
  'deepseek-v3.1:671b-cloud',
  'hf.co/unsloth/gemma',
  'meta-llama/llama-3.1',
  'command-r-plus',
  'kimi-k2',
  'gemini:latest',
  'o1llama',
  'deepseek/deepseek-r1',
  'lmstudio',
])('%s may be Ollama’s', (name) => {
  expect(cloudHome(name)).toBeNull();
});
