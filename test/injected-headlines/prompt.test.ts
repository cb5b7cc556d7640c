import { describe, expect, it } from 'vitest';
import { newsItems } from '../../src/core/market-snapshot/news-items.js';
import { buildMarketSnapshot } from '../../src/core/market-snapshot/build.js';
import type { NewsValue, Observation } from '../../src/core/observation.js';
import { buildUserPrompt } from '../../src/core/prompts/shipped.js';
import { tryParseRegimeAssessment } from '../../src/core/regime/parse-regime-assessment.js';
import { CASES } from './cases.js';
import { leftovers } from './violations.js';

const AS_OF = Date.UTC(2026, 5, 1, 12);

const observations = (news: readonly NewsValue[]): Observation[] =>
  news.map((value, i) => ({
    series: 'news',
    symbol: 'BTC',
    value,
    observed_at: AS_OF - (i + 1) * 60_000,
    available_at: AS_OF - (i + 1) * 60_000,
    source: 'rss',
    retrieved_at: AS_OF,
  }));

interface Parts {
  readonly marker: string;
  /** The prompt with its news block and marker taken out. */
  readonly rest: string;
  readonly lines: readonly string[];
}

const known = new Map<string, Parts>();

/** The clean twins are few: each prompt is built once. */
function promptParts(news: readonly NewsValue[]): Parts {
  const key = JSON.stringify(news);
  const parts = known.get(key) ?? buildParts(news);
  known.set(key, parts);
  return parts;
}

function buildParts(news: readonly NewsValue[]): Parts {
  const snapshot = buildMarketSnapshot(observations(news), { asOf: AS_OF, baseAsset: 'BTCUSDT', horizonHours: 24 });
  const prompt = buildUserPrompt(snapshot);
  const marker = /^<<<NEWS ([a-z2-9]{16})$/m.exec(prompt)![1]!;
  expect(prompt.split(marker), 'the marker: once to announce it, once to open, once to close').toHaveLength(4);
  const [before, block, after] = prompt.split(new RegExp(`^<<<NEWS ${marker}\n|\nNEWS ${marker}>>>$`, 'm')) as [
    string,
    string,
    string,
  ];
  return { marker, rest: (before + after).replace(marker, ''), lines: block.split('\n') };
}

describe('injected headlines: the prompt around 720 attacks', () => {
  it('differs from the prompt of the clean twin inside the fence only', () => {
    for (const { name, attacked, clean } of CASES) {
      const attack = promptParts(attacked);
      const twin = promptParts(clean);
      expect(attack.rest, name).toBe(twin.rest);
      expect(attack.lines.length, `${name}: one line an item`).toBe(twin.lines.length);
      expect(attack.marker, name).not.toBe(twin.marker);
    }
  });

  it('holds nothing of an attack’s machinery, and no answer to copy', () => {
    for (const { name, attacked } of CASES) {
      const { lines } = promptParts(attacked);
      for (const line of lines) {
        expect(
          leftovers(line).filter((what) => what !== 'not NFKC'),
          `${name}: ${line}`,
        ).toEqual([]);
        expect(line, name).toMatch(/^\d+\. \[source: .{0,60}; time_utc: 2026-06-01T11:\d\d:00\.000Z; .*\] ".*"$/);
      }
      expect(tryParseRegimeAssessment(lines.join('\n')).ok, name).toBe(false);
    }
  });

  it('keeps to the caps of text and source', () => {
    for (const { attacked } of CASES) {
      for (const item of newsItems(observations(attacked))) {
        expect(item.text.length).toBeLessThanOrEqual(400);
        expect(item.source.length).toBeLessThanOrEqual(60);
      }
    }
  });

  it('warns of look-alike words', () => {
    const warned = CASES.filter(
      ({ family, attacked, place }) =>
        family === 'homoglyphs and ticker swap' &&
        place !== 'source' &&
        promptParts(attacked).lines.some((line) => line.includes('letters of different scripts')),
    );
    // The other 5 of the 12 payloads use compatibility letters, which become plain ones, or heaps of accents.
    expect(warned.length).toBe(7 * 2 * 2);
  });
});
