import { describe, expect, it } from 'vitest';
import { newsSnapshot } from '../../../test/support/llm-snapshot.js';
import type { MarketSnapshot } from '../../core/market-snapshot/schema.js';
import { buildSystemPrompt, buildUserPrompt } from '../../core/prompts/shipped.js';
import { compressSnapshot } from './compressor.js';
import { estimatePromptTokens } from './estimate-tokens.js';

const system = buildSystemPrompt();
const tokensOf = (snapshot: MarketSnapshot): number =>
  estimatePromptTokens({ system, user: buildUserPrompt(snapshot) });
const text = (n: number): string =>
  `item ${n} ${'several words of a long headline about funding '.repeat(8)}`.slice(0, 400);
const snapshot = newsSnapshot([
  { text: text(0), impact_score: 0.9 },
  { text: text(1), impact_score: null },
  { text: text(2), impact_score: 0.2 },
  { text: text(3), impact_score: 0.2 },
  { text: text(4), impact_score: 0.8 },
]);
const all = tokensOf(snapshot);
const without = { ...snapshot.data_quality.fields.news!, missing_because: 'left out: the prompt has no room for it' };
const bare = tokensOf({
  ...snapshot,
  news: [],
  data_quality: { ...snapshot.data_quality, fields: { ...snapshot.data_quality.fields, news: without } },
});
const shortest = tokensOf({ ...snapshot, news: [{ ...snapshot.news[0]!, text: text(0).slice(0, 60) }] });
const compress = (budgetTokens: number) => compressSnapshot(snapshot, { budgetTokens, tokensOf });
const numbers = (news: MarketSnapshot['news']): number[] => news.map((item) => Number(item.text.split(' ')[1]));

describe('compressSnapshot', () => {
  it('touches nothing that fits', () => {
    expect(compress(all)).toEqual({ snapshot, notes: [] });
  });

  it('drops unrated news first, then the least rated, the oldest of equals first; no more than needed', () => {
    const one = compress(all - 1);
    expect(numbers(one.snapshot.news)).toEqual([0, 2, 3, 4]);
    expect(one.notes).toEqual(["1 of 5 news items were left out, so that the prompt fits the model's context."]);
    expect(numbers(compress(tokensOf(one.snapshot) - 1).snapshot.news)).toEqual([0, 2, 4]);
  });

  it('shortens texts only when no news of low impact is left', () => {
    const high = { ...snapshot, news: snapshot.news.filter((n) => (n.impact_score ?? 0) > 0.5) };
    const { snapshot: short, notes } = compress(tokensOf(high) - 1);
    expect(numbers(short.news)).toEqual([0, 4]);
    for (const item of short.news) {
      expect(item.text.length).toBeLessThanOrEqual(240);
      expect(item.text).toMatch(/\w…$/);
    }
    expect(notes).toHaveLength(2);
    expect(notes[1]).toContain('240 characters');
  });

  it('drops news of high impact last, the least of them first', () => {
    const { snapshot: one } = compress(shortest + 5);
    expect(numbers(one.news)).toEqual([0]);
    const { snapshot: none, notes } = compress(shortest - 20);
    expect(none.news).toEqual([]);
    expect(none.data_quality.fields.news?.missing_because).toContain('no room');
    expect(notes).toEqual(["5 of 5 news items were left out, so that the prompt fits the model's context."]);
  });

  it('never changes anything but the news', () => {
    for (let budget = bare; budget < all; budget += 37) {
      const { snapshot: fitted } = compress(budget);
      expect(tokensOf(fitted), `budget ${budget}`).toBeLessThanOrEqual(budget);
      expect({ ...fitted, news: [], data_quality: null }).toEqual({ ...snapshot, news: [], data_quality: null });
    }
  });

  it('is an error where even without news it does not fit', () => {
    expect(() => compress(bare - 1)).toThrow(expect.objectContaining({ code: 'llm.prompt-too-long' }));
    expect(() => compress(bare - 1)).toThrow(/without any news/);
  });

  it('leaves no half of a surrogate pair', () => {
    const emoji = newsSnapshot([{ text: '🐂'.repeat(200), impact_score: 1 }]);
    const { snapshot: short } = compressSnapshot(emoji, {
      budgetTokens: 150,
      tokensOf: (s) => s.news.reduce((n, item) => n + item.text.length, 0),
    });
    expect(short.news[0]?.text.isWellFormed()).toBe(true);
  });
});
