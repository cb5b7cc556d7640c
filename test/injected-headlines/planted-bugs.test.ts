import { describe, expect, it } from 'vitest';
import { sanitizeNewsText } from '../../src/core/text/sanitize-news.js';
import { CASES } from './cases.js';
import { violations, type Sanitizer } from './violations.js';

/** The right sanitiser, but what the pattern matches passes through it untouched. */
const keeping =
  (pattern: RegExp): Sanitizer =>
  (text, maxChars) => {
    const kept = text.match(pattern) ?? [];
    const { text: clean, flags } = sanitizeNewsText(text.replace(pattern, ''), maxChars - kept.join('').length);
    return { text: clean + kept.join(''), flags };
  };

/** Bugs planted on purpose; the suite must fail on each. */
const WRONG_SANITIZERS: Readonly<Record<string, Sanitizer>> = {
  'keeps zero-width characters': keeping(/[\u200b-\u200d\u2060\ufeff]/g),
  'keeps tag characters': keeping(/[\u{e0000}-\u{e007f}]/gu),
  'keeps bidirectional controls': keeping(/[\u202a-\u202e\u2066-\u2069]/g),
  'keeps ChatML tokens': keeping(/<\|im_(?:start|end)\|>/g),
  'keeps hidden HTML': keeping(/<span style="display:none">.*?<\/span>/g),
  'keeps links': keeping(/https?:\/\/\S+/g),
  'keeps full-width letters': keeping(/[Ａ-Ｚａ-ｚ]/g),
  'flags no mixed scripts': (text, maxChars) => ({ text: sanitizeNewsText(text, maxChars).text, flags: [] }),
  'has no length cap': (text) => sanitizeNewsText(text, 4_000),
};

describe('injected headlines: planted bugs in the sanitiser', () => {
  it.each(Object.entries(WRONG_SANITIZERS))('catches one that %s', (_name, wrong) => {
    const caught = CASES.filter(({ attacked }) =>
      attacked.some((item) =>
        [item.title, item.body ?? '', item.source].some((text) => violations(wrong, text, 60).length > 0),
      ),
    );
    expect(caught.length).toBeGreaterThan(0);
  });

  it('finds nothing in the right one, at the same length', () => {
    const caught = CASES.flatMap(({ attacked }) =>
      attacked.flatMap((item) =>
        [item.title, item.body ?? '', item.source].flatMap((text) => violations(sanitizeNewsText, text, 60)),
      ),
    );
    expect(caught).toEqual([]);
  });
});
