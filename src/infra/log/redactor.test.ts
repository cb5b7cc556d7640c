import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedactor } from './redactor.js';

const KEY = 'aB3$/+ "é\\key=&x';

describe('createRedactor', () => {
  const redact = createRedactor([KEY, undefined, 'short', '']);

  it.each([
    ['as it is', KEY],
    ['in a URL', encodeURIComponent(KEY)],
    ['in a URL, lower case', encodeURIComponent(KEY).replace(/%../g, (hex) => hex.toLowerCase())],
    ['in a form', new URLSearchParams({ q: KEY }).toString().slice(2)],
    ['in JSON', JSON.stringify(KEY).slice(1, -1)],
    ['in JSON in JSON', JSON.stringify(JSON.stringify(KEY)).slice(3, -3)],
  ])('removes a secret %s', (_, form) => {
    expect(redact(`<${form}>`)).toBe('<[redacted]>');
  });

  it('removes the base64 of a secret wherever it starts', () => {
    for (const before of ['', 'u', 'us', 'user:']) {
      for (const encoding of ['base64', 'base64url'] as const) {
        const text = Buffer.from(`${before}${KEY} and more`).toString(encoding);
        const shown = redact(text);
        expect(shown, before).toContain('[redacted]');
        expect(Buffer.from(shown.replace('[redacted]', ''), encoding).toString(), before).not.toContain('key');
      }
    }
  });

  it('leaves texts that are too short to be keys alone', () => {
    expect(redact('a short text')).toBe('a short text');
  });

  it('removes a longer secret whole where a shorter one is its start', () => {
    expect(createRedactor(['secret', 'secret-and-more'])('x secret-and-more y secret z')).toBe(
      'x [redacted] y [redacted] z',
    );
  });

  it('removes any secret from any text', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 6, maxLength: 40 }), fc.string(), fc.string(), (secret, before, after) => {
        const shown = createRedactor([secret])(`${before}${secret}${after}`);
        expect(shown.split('[redacted]').length).toBeGreaterThan(1);
      }),
      { seed: 7, numRuns: 300 },
    );
  });
});
