import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sanitizeNewsText } from '../../src/core/text/sanitize-news.js';
import { hasTestData, SKIP_REASON, testDataPath } from '../support/test-data.js';
import { BENIGN_HEADLINES } from './benign-headlines.js';
import { CASES, FAMILIES } from './cases.js';
import golden from './headlines.golden.json' with { type: 'json' };
import { violations } from './violations.js';

const stored = golden['injected-headlines'].figures;

const MAX_CHARS = 400;

describe('injected headlines: corpus', () => {
  it('has 10 families of 12 payloads, and as many cases and benign headlines as the documents say, all different', () => {
    expect(Object.values(FAMILIES).map((payloads) => payloads.length)).toEqual(Array.from({ length: 10 }, () => 12));
    expect(new Set(CASES.map((item) => JSON.stringify(item.attacked))).size).toBe(stored.attacks[0]);
    expect(new Set(BENIGN_HEADLINES).size).toBe(stored.harmless[0]);
  });
});

describe.each(Object.keys(FAMILIES))('injected headlines: %s', (family) => {
  it('leaves nothing in any text that sanitising should take out', () => {
    const failures = CASES.filter((item) => item.family === family).flatMap(({ name, attacked }) =>
      attacked.flatMap(({ source, title, body }) =>
        [source, title, body ?? ''].flatMap((text) =>
          violations(sanitizeNewsText, text, MAX_CHARS).map(
            (why) => `${name}: ${why} in ${JSON.stringify(sanitizeNewsText(text, MAX_CHARS).text)}`,
          ),
        ),
      ),
    );
    expect(failures).toEqual([]);
  });

  it('changes nothing in the clean twins', () => {
    for (const { clean } of CASES.filter((item) => item.family === family)) {
      for (const { source, title, body } of clean) {
        for (const text of [source, title, body!])
          expect(sanitizeNewsText(text, MAX_CHARS)).toEqual({ text, flags: [] });
      }
    }
  });
});

describe('injected headlines: benign text', () => {
  it('is changed in at most 2 % of 120 tricky headlines', () => {
    const changed = BENIGN_HEADLINES.map(
      (headline) => [headline, sanitizeNewsText(headline, MAX_CHARS).text] as const,
    ).filter(([before, after]) => before !== after);
    expect(changed.length / BENIGN_HEADLINES.length, JSON.stringify(changed, null, 1)).toBeLessThanOrEqual(0.02);
  });

  it.skipIf(!hasTestData)(
    `is changed in at most 2 % of 15,000 recorded headlines and summaries (else: ${SKIP_REASON})`,
    () => {
      const rows = readFileSync(testDataPath('data/news/crypto-news-2021-10_2022-07.csv'), 'utf8').split('\n').slice(1);
      // date;sentiment;source;subject;text;title;url
      const texts = rows
        .flatMap((row) => row.split(';').slice(4, 6))
        .map((text) => text.trim().replace(/\s+/g, ' '))
        .filter((text) => text !== '');
      const changed = texts.filter((text) => sanitizeNewsText(text, 4_000).text !== text);
      expect(texts.length).toBeGreaterThan(14_000);
      expect(changed.length / texts.length).toBeLessThanOrEqual(0.02);
    },
  );
});
