import { describe, expect, it } from 'vitest';
import { BUILT_IN_PRICES, costOf, priceOf, PRICES_AS_OF } from './prices.js';

const price = (inputPerMillion: number, outputPerMillion: number) => ({ inputPerMillion, outputPerMillion });

describe('prices', () => {
  it('are found by name, with or without the date a vendor appends', () => {
    expect(priceOf('openai', 'gpt-4o')).toEqual(price(2.5, 10));
    expect(priceOf('openai', 'gpt-4o-2024-08-06')).toEqual(price(2.5, 10));
    expect(priceOf('anthropic', 'claude-sonnet-4-20250514')).toEqual(price(3, 15));
    expect(priceOf('anthropic', 'claude-3-5-haiku-latest')).toEqual(price(0.8, 4));
  });
  it('are unknown for everything else', () => {
    expect(priceOf('openai', 'gpt-99')).toBeNull();
    expect(priceOf('azure', 'gpt-4o'), 'a deployment has any name').toBeNull();
    expect(priceOf('openai', 'constructor')).toBeNull();
  });
  it('give way to the user’s own: the exact name, then the whole provider', () => {
    const own = { 'openai/gpt-4o': price(1, 1), 'openai/*': price(2, 2), 'azure/*': price(3, 3) };
    expect(priceOf('openai', 'gpt-4o', own)).toEqual(price(1, 1));
    expect(priceOf('openai', 'gpt-4o-2024-08-06', own)).toEqual(price(1, 1));
    expect(priceOf('openai', 'o3', own)).toEqual(price(2, 2));
    expect(priceOf('azure', 'mine', own)).toEqual(price(3, 3));
  });
  it('carry a date and are above 0', () => {
    expect(PRICES_AS_OF).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    for (const [name, p] of Object.entries(BUILT_IN_PRICES))
      expect(p.inputPerMillion > 0 && p.outputPerMillion >= p.inputPerMillion, name).toBe(true);
  });
});

describe('cost', () => {
  it('is the price times the tokens', () => {
    expect(costOf(price(2, 10), { prompt_tokens: 1_000, completion_tokens: 500 })).toBeCloseTo(0.007, 12);
  });
  it('is unknown where a part is, and 0 for a free model whatever it counted', () => {
    expect(costOf(null, { prompt_tokens: 1, completion_tokens: 1 })).toBeNull();
    expect(costOf(price(1, 1), { prompt_tokens: null, completion_tokens: 1 })).toBeNull();
    expect(costOf(price(0, 0), { prompt_tokens: null, completion_tokens: null })).toBe(0);
  });
});
