import { describe, expect, it } from 'vitest';
import { CallTime, LEAST_CALL_MS, LONGEST_CALL_MS } from './call-time.js';
import { estimatePromptTokens } from './estimate-tokens.js';

const request = {
  system: 'word '.repeat(700),
  user: 'word '.repeat(300),
  format: { type: 'text' },
  temperature: 0,
} as const;
const tokens = estimatePromptTokens(request);
const usage = { prompt_tokens: 1_000, completion_tokens: 200 };

describe('how long a call may take', () => {
  it('is ten minutes before anything is measured, and at a fast server', () => {
    const time = new CallTime();
    expect(time.limitMs(request, 2_048)).toBe(LEAST_CALL_MS);
    time.answered({ usage, totalMs: 5_000, firstWordMs: 500 });
    expect(time.limitMs(request, 2_048)).toBe(LEAST_CALL_MS);
  });

  it('is three times what the slowest of the newest answers says of this prompt and the longest answer', () => {
    const time = new CallTime();
    // 0.2 s a token of the prompt, 0.5 s a token of the answer.
    time.answered({ usage, totalMs: 300_000, firstWordMs: 200_000 });
    expect(time.limitMs(request, 2_048)).toBe(Math.ceil(3 * (tokens * 200 + 2_048 * 500)));
    expect(time.limitMs({ ...request, maxOutputTokens: 512 }, 2_048)).toBe(Math.ceil(3 * (tokens * 200 + 512 * 500)));
    for (let i = 0; i < 5; i++) time.answered({ usage, totalMs: 5_000, firstWordMs: 500 });
    expect(time.limitMs(request, 2_048)).toBe(LEAST_CALL_MS);
  });

  it('takes reading for as fast as writing where no first word was timed, and leaves out what a cache held', () => {
    const time = new CallTime();
    time.answered({ usage, totalMs: 1_200 * 300, firstWordMs: null });
    expect(time.limitMs(request, 2_048)).toBe(Math.ceil(3 * (tokens * 300 + 2_048 * 300)));
    const cached = new CallTime();
    cached.answered({ usage: { ...usage, cached_prompt_tokens: 900 }, totalMs: 120_000, firstWordMs: 20_000 });
    expect(cached.limitMs(request, 2_048)).toBe(Math.ceil(3 * (tokens * 200 + 2_048 * 500)));
  });

  it('learns nothing where tokens were not counted', () => {
    const time = new CallTime();
    time.answered({ usage: { prompt_tokens: null, completion_tokens: 200 }, totalMs: 9e6, firstWordMs: null });
    time.answered({ usage: { prompt_tokens: 1_000, completion_tokens: 0 }, totalMs: 9e6, firstWordMs: null });
    expect(time.limitMs(request, 2_048)).toBe(LEAST_CALL_MS);
  });

  it('doubles after a call that ran out of its time, up to two hours', () => {
    const time = new CallTime();
    for (const times of [2, 4, 8, 12, 12]) {
      time.ranOut(true);
      expect(time.limitMs(request, 2_048)).toBe(times * LEAST_CALL_MS);
    }
    time.answered({ usage, totalMs: 1e9, firstWordMs: 1e8 });
    expect(time.limitMs(request, 2_048)).toBe(LONGEST_CALL_MS);
  });

  it('doubles once at a server that has never said a word', () => {
    const time = new CallTime();
    for (let i = 0; i < 3; i++) time.ranOut(false);
    expect(time.limitMs(request, 2_048)).toBe(2 * LEAST_CALL_MS);
    time.answered({ usage, totalMs: 5_000, firstWordMs: 500 });
    time.ranOut(false);
    expect(time.limitMs(request, 2_048)).toBe(4 * LEAST_CALL_MS);
  });
});
