import { describe, expect, it } from 'vitest';
import { unwrapError } from './unwrap-error.js';

describe('unwrapError', () => {
  it.each([
    ['Ollama', '{"error":"model \'x\' not found"}', "model 'x' not found", ''],
    [
      'OpenAI',
      '{"error":{"message":"bad schema","type":"invalid_request_error","param":null,"code":null}}',
      'bad schema',
      'invalid_request_error',
    ],
    [
      "Ollama's native path, llama-server's body as a string",
      JSON.stringify({
        error: JSON.stringify({
          error: { code: 400, message: 'request exceeds the context', type: 'exceed_context_size_error' },
        }),
      }),
      'request exceeds the context',
      'exceed_context_size_error 400',
    ],
    [
      'a message that is JSON again',
      JSON.stringify({ error: { message: '{"error":{"message":"inner","type":"t"}}', type: 'outer' } }),
      'inner',
      'outer t',
    ],
    ['HTML of a proxy', '<html>502</html>', '<html>502</html>', ''],
    ['an array', '[1,2]', '[1,2]', ''],
    ['cut JSON', '{"error":', '{"error":', ''],
    ['an error of another type', '{"error":5}', '{"error":5}', ''],
  ])('reads %s', (_name, body, message, kind) => {
    expect(unwrapError(body)).toMatchObject({ message, kind });
  });

  it('finds where to sign in', () => {
    expect(unwrapError('{"error":"unauthorized","signin_url":"https://ollama.com/connect?x=1"}').signinUrl).toBe(
      'https://ollama.com/connect?x=1',
    );
  });

  it('survives deep nesting', () => {
    let body = '"end"';
    for (let i = 0; i < 1_000; i += 1) body = `{"error":${body}}`;
    expect(unwrapError(body).message).toBe(body);
  });
});
