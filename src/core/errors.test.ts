import { describe, expect, it } from 'vitest';
import { InputError, LlmTradingError, messageOf, RefusedError, UnavailableError } from './errors.js';

describe('typed errors', () => {
  it.each([
    ['input', 'InputError', () => new InputError('a.b', 'Wrong.')],
    ['unavailable', 'UnavailableError', () => new UnavailableError('a.b', 'Wrong.')],
    ['refused', 'RefusedError', () => new RefusedError('a.b', 'Wrong.')],
    ['bug', 'LlmTradingError', () => new LlmTradingError('bug', 'a.b', 'Wrong.')],
  ] as const)('of the kind %s are called %s', (kind, name, make) => {
    const error = make();
    expect(error).toBeInstanceOf(LlmTradingError);
    expect(error).toMatchObject({ kind, name, code: 'a.b', message: 'Wrong.', retryable: false, nobodyThere: false });
    expect(error.where).toBeUndefined();
    expect('cause' in error).toBe(false);
  });

  it('keep every detail', () => {
    const cause = new Error('why');
    const details = {
      where: 'w',
      expected: 'e',
      remedy: 'r',
      retryable: true,
      latencyMs: 12,
      nobodyThere: true,
      cause,
    };
    expect(new UnavailableError('c', 'm', details)).toMatchObject(details);
    expect(new RefusedError('c', 'm', details)).toMatchObject(details);
    expect(new InputError('c', 'm', { where: 'w', cause })).toMatchObject({ where: 'w', cause });
  });
});

it.each<[unknown, string]>([
  [new Error('told'), 'told'],
  [new TypeError(''), 'TypeError'],
  ['a text', 'a text'],
  [undefined, 'unknown error (undefined)'],
  [{ message: 'no error' }, 'unknown error (object)'],
])('messageOf(%o) is "%s"', (error, message) => {
  expect(messageOf(error)).toBe(message);
});
