import { z } from 'zod';
import { regimeAssessmentSchema } from '../core/regime/schema.js';
import { wholeNumber, list } from './list.js';

/** A call on one line: everything but its texts. */
export const listedCallSchema = z.object({
  key: z.string(),
  created_at: z.string(),
  /** `provider/model`. */
  model: z.string(),
  model_version: z.string().nullable(),
  variant: z.string(),
  sample: wholeNumber,
  repair: wholeNumber,
  /** `json-schema`, `json` or `text`. */
  format: z.string(),
  prompt_tokens: z.number().nullable(),
  completion_tokens: z.number().nullable(),
  /** Of the prompt's; null where it is not known. */
  cached_prompt_tokens: z.number().nullable(),
  latency_ms: z.number(),
  cost_usd: z.number().nullable(),
  /** `stop`, `length` …, or `failed`. */
  finish: z.string(),
});
export type ListedCall = z.infer<typeof listedCallSchema>;

/** What `ledger list --json` prints. */
export const ledgerListSchema = z.object({
  /** Newest first. */
  calls: list(listedCallSchema),
  /** Whether there are more that match. */
  more: z.boolean(),
});
export type ListedCalls = z.infer<typeof ledgerListSchema>;

/** What `ledger show --json` prints: a call with its texts, and what the parser makes of its answer. */
export const ledgerCallSchema = z.object({
  ...listedCallSchema.shape,
  question: z.string(),
  system: z.string(),
  user: z.string(),
  text: z.string(),
  /** Why the call gave no answer. */
  failure: z.object({ code: z.string(), message: z.string(), retryable: z.boolean() }).nullable(),
  /** Null where the answer is not a regime; the reason is beside it. */
  assessment: regimeAssessmentSchema.nullable(),
  refused_because: z.string().nullable(),
  /** What the parser set right. */
  corrections: list(z.string()),
});
export type ShownCall = z.infer<typeof ledgerCallSchema>;

/** Calls of one model on one UTC day. */
const ledgerDaySchema = z.object({
  /** `2026-01-31`. */
  day: z.string(),
  model: z.string(),
  /** Answers and failures. */
  calls: wholeNumber,
  failed: wholeNumber,
  /** Of answers whose server counted. */
  prompt_tokens: z.number(),
  completion_tokens: z.number(),
  /** Of the prompt's, where the server told of its cache. */
  cached_prompt_tokens: z.number(),
  cost_usd: z.number(),
  /** Answers whose price is not known: their cost counts 0. */
  unpriced: wholeNumber,
});
export type LedgerDayRow = z.infer<typeof ledgerDaySchema>;

/** What `ledger stats --json` prints. */
export const ledgerStatsSchema = z.object({ days: list(ledgerDaySchema) });

/** What `ledger import --json` prints. */
export const importedCallsSchema = z.object({
  added: wholeNumber,
  /** Calls that the ledger had already. */
  known: wholeNumber,
  /** Of those, calls that the file tells otherwise; the ledger's own stand. */
  different: wholeNumber,
});
export type ImportedCalls = z.infer<typeof importedCallsSchema>;

/** What would go of the ledger, or went. */
const prunedSchema = z.object({
  byModel: list(z.object({ model: z.string(), calls: wholeNumber, cost_usd: z.number() })),
  /** What asking these questions again would cost, USD, as far as it is known. */
  cost_usd: z.number(),
  /** Paid calls of this UTC day that stay, since the budget of the day is counted by them. */
  kept_for_budget: wholeNumber,
  kept_as_needed: wholeNumber,
  /** How many calls there are in all. */
  total: wholeNumber,
  /** How many go, and whether they are gone. */
  calls: wholeNumber,
  done: z.boolean(),
});
export type PrunedCalls = z.infer<typeof prunedSchema>;

/** What `ledger prune --json` prints. */
export const ledgerPruneSchema = prunedSchema.extend({ keys: list(z.string()) });
