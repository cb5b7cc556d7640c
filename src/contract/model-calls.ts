import { z } from 'zod';
import { wholeNumber } from './list.js';

/** Who answered. A `baseline` is a statistical rule. */
export const modelIdentitySchema = z.object({
  id: z.string(),
  kind: z.enum(['llm', 'baseline', 'ensemble']),
  version: z.string().nullable(),
  /** Which prompt exactly it was asked with, `regime-1@05a70699f642`; absent where there was none. */
  prompt: z.string().exactOptional(),
});

/** What an answer cost. */
export const modelUsageSchema = z.object({
  /** As the server counted them; null where it did not say. */
  prompt_tokens: wholeNumber.nullable(),
  completion_tokens: wholeNumber.nullable(),
  /** Of the prompt's tokens, those that came out of the server's cache, or were written into it; absent where it told none. */
  cached_prompt_tokens: wholeNumber.exactOptional(),
  cache_write_tokens: wholeNumber.exactOptional(),
  /** Requests sent for this decision, repairs and fallbacks included. */
  calls: wholeNumber,
  latency_ms: z.number().nonnegative(),
  /** USD; null where a price is unknown. */
  cost_usd: z.number().nullable(),
  /** True where the answer came from the ledger. */
  replayed: z.boolean(),
});
