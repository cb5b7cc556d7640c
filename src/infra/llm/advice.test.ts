import { expect, it } from 'vitest';
import { adviceOf } from './advice.js';
import { LlmError, type LlmFailureKind } from './errors.js';

it.each<[LlmFailureKind, RegExp]>([
  ['quota', /Top up/],
  ['rate-limit', /^Wait/],
  ['overflow', /longer context/],
  ['safety-stop', /safety filter/],
  ['country', /country or region/],
  ['plan', /plan of this account/],
  ['model', /retired/],
])('%s has advice of its own, whatever the status said', (failureKind, words) => {
  const error = new LlmError('llm.bad-request', 'x', { failureKind, remedy: 'Check OPENAI_BASE_URL.' });
  expect(adviceOf(error)).toMatch(words);
  expect(adviceOf(error)).not.toContain('BASE_URL');
});

it('a cause that nobody knows keeps the advice of its error', () => {
  expect(adviceOf(new LlmError('llm.network', 'x', { remedy: 'Start the server.' }))).toBe('Start the server.');
  expect(adviceOf(new LlmError('llm.bad-response', 'x', { failureKind: 'wrong-page', remedy: 'Check it.' }))).toBe(
    'Check it.',
  );
});
