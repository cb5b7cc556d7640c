import { describe, expect, it } from 'vitest';
import { IN_PROPORTION, growth } from '../../../test/support/growth.js';
import { newsSnapshot } from '../../../test/support/llm-snapshot.js';
import { buildSystemPrompt, buildUserPrompt } from '../../core/prompts/shipped.js';
import { estimateTokens, leastTokens } from './estimate-tokens.js';

/** Texts with the fewest and the most tokens that o200k, cl100k, Llama 3 and Llama 2 need for them (measured). */
const MEASURED: readonly (readonly [string, number, number])[] = [
  ['The quick brown fox jumps over the lazy dog.', 10, 12],
  ['Hello, world!', 4, 4],
  ['1234567890', 4, 10],
  ['{"prob_bull": 0.62, "prob_bear": 0.38}', 20, 24],
  ['Быстрая коричневая лиса прыгает через ленивую собаку.', 20, 28],
  ['敏捷的棕色狐狸跳过了懒狗', 13, 28],
  // Llama 2 alone needs 40: it gives every blank before a mark a token of its own.
  ['BTC/USDT 🐂🐻 +3.2% 2024-11-05T14:00:00Z', 28, 29],
];

describe('token estimates', () => {
  it.each(MEASURED)('%s lies between the two', (text, fewest, most) => {
    expect(leastTokens(text)).toBeLessThanOrEqual(fewest);
    expect(estimateTokens(text)).toBeGreaterThanOrEqual(most);
  });

  it('the prompts of a bare snapshot are neither wildly over nor under four characters to a token', () => {
    const prompt = buildSystemPrompt() + buildUserPrompt(newsSnapshot());
    expect(estimateTokens(prompt)).toBeGreaterThan(prompt.length / 4);
    expect(estimateTokens(prompt)).toBeLessThan(prompt.length / 2);
    expect(leastTokens(prompt)).toBeGreaterThan(prompt.length / 12);
    expect(leastTokens(prompt)).toBeLessThan(prompt.length / 5);
  });

  it('one repeated character or many blanks prove nothing', () => {
    expect(leastTokens('a'.repeat(10_000))).toBeLessThan(2);
    expect(leastTokens(' \n'.repeat(10_000))).toBe(0);
  });

  it('takes a long text in linear time', () => {
    const both = (size: number): void => {
      const text = 'funding 0.01 🐂 '.repeat(size);
      estimateTokens(text);
      leastTokens(text);
    };
    expect(growth(both, 10_000)).toBeLessThan(IN_PROPORTION);
  });
});
