import { describe, expect, it } from 'vitest';
import { BUILT_IN_PRICES, costOf, priceOf, PRICES_AS_OF } from './prices.js';

const price = (inputPerMillion: number, outputPerMillion: number, cachedPerMillion?: number) => ({
  inputPerMillion,
  outputPerMillion,
  ...(cachedPerMillion === undefined ? {} : { cachedPerMillion }),
});

describe('prices', () => {
  it('are found by name, with or without the date a vendor appends', () => {
    expect(priceOf('openai', 'gpt-4o')).toEqual(price(2.5, 10, 1.25));
    expect(priceOf('openai', 'gpt-4o-2024-08-06')).toEqual(price(2.5, 10, 1.25));
    expect(priceOf('anthropic', 'claude-sonnet-4-20250514')).toMatchObject(price(3, 15));
    expect(priceOf('anthropic', 'claude-3-5-haiku-latest')).toMatchObject(price(0.8, 4));
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
    for (const [name, { inputPerMillion, cachedPerMillion = NaN }] of Object.entries(BUILT_IN_PRICES))
      expect(cachedPerMillion > 0 && cachedPerMillion < inputPerMillion, name).toBe(true);
  });
});

describe('cost', () => {
  it('is the price times the tokens', () => {
    expect(costOf(price(2, 10), { prompt_tokens: 1_000, completion_tokens: 500 })).toBeCloseTo(0.007, 12);
  });
  it('counts what came out of a cache at its own price, and what went into it', () => {
    const usage = { prompt_tokens: 1_000, completion_tokens: 500, cached_prompt_tokens: 600 };
    // 400 · 2 + 600 · 0.5 + 500 · 10
    expect(costOf(price(2, 10, 0.5), usage)).toBeCloseTo(0.0061, 12);
    expect(costOf(price(2, 10), usage), 'no other price').toBeCloseTo(0.007, 12);
    expect(costOf(price(2, 10, 0.5), { ...usage, cached_prompt_tokens: 5_000 }), 'more than there is').toBeCloseTo(
      0.0055,
      12,
    );
    // 100 anew · 3 + 600 · 0.3 + 300 · 3.75 + 500 · 15
    const sonnet = priceOf('anthropic', 'claude-sonnet-4-5');
    expect(costOf(sonnet, { ...usage, cache_write_tokens: 300 })).toBeCloseTo(0.009105, 12);
  });
  it('is unknown where a part is, and 0 for a free model whatever it counted', () => {
    expect(costOf(null, { prompt_tokens: 1, completion_tokens: 1 })).toBeNull();
    expect(costOf(price(1, 1), { prompt_tokens: null, completion_tokens: 1 })).toBeNull();
    expect(costOf(price(0, 0), { prompt_tokens: null, completion_tokens: null })).toBe(0);
  });
});
