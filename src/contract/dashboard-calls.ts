import { z } from 'zod';
import { decisionOutcomeSchema } from './decision-outcome.js';
import { ledgerCallSchema, listedCallSchema } from './ledger.js';
import { list, wholeNumber } from './list.js';

/**
 * What a call was for. `opinion`: a decision; `without-news`: the same question without its news, for the cap on them or to see what they
 * change; `contamination`: whether a model remembers the market; `check`: whether it answers at all.
 */
export const CALL_PURPOSES = ['opinion', 'without-news', 'contamination', 'check'] as const;
export type CallPurpose = (typeof CALL_PURPOSES)[number];

/** What came of a call, in a word; `unknown` takes in all that is not known for another reason than that its window is open. */
export const CALL_OUTCOMES = ['hit', 'miss', 'open', 'unknown'] as const;
export type CallOutcome = (typeof CALL_OUTCOMES)[number];

const looked = {
  purpose: z.enum(CALL_PURPOSES),
  /** `regime-1@05a70699f642`; null for words that are no prompt that is here. */
  prompt: z.string().nullable(),
  /** Null where the answer is no regime. */
  prob_bull: z.number().nullable(),
  outcome: decisionOutcomeSchema,
};

/** What `GET /api/v1/calls` answers. */
export const callListSchema = z.object({
  /** Newest first. */
  calls: list(listedCallSchema.extend(looked)),
  /** To give as `before` for what follows; null: there are no more. A page may be short, or empty, and have more behind it. */
  next: z.string().nullable(),
  /** Calls that were looked through for this page. */
  looked_through: wholeNumber,
});
export type CallList = z.infer<typeof callListSchema>;

/** What `GET /api/v1/calls/:id` answers. */
export const recordedCallSchema = ledgerCallSchema.extend(looked);
export type RecordedCall = z.infer<typeof recordedCallSchema>;
