import { z } from 'zod';
import { marketSnapshotSchema } from '../core/market-snapshot/schema.js';
import { regimeAssessmentSchema } from '../core/regime/schema.js';
import { list } from './list.js';
import { modelIdentitySchema, modelUsageSchema } from './model-calls.js';

const listedPromptSchema = z.object({
  id: z.string(),
  /** Null where the file cannot be read as a prompt. */
  created_at: z.string().nullable(),
  description: z.string().nullable(),
  sha256: z.string().nullable(),
  /** Null for a prompt that ships. */
  file: z.string().nullable(),
  /** UTC ISO 8601; null for a prompt no model was asked with. */
  first_used_at: z.string().nullable(),
  /** Why it cannot be used. */
  problem: z.string().nullable(),
});
/** A prompt as `prompt list` shows it. */
export type ListedPrompt = z.infer<typeof listedPromptSchema>;

/** What `prompt list --json` prints. */
export const promptListSchema = z.object({ prompts: list(listedPromptSchema) });

/** What `prompt --json` prints: what a model is sent. */
export const renderedPromptSchema = z.object({ system: z.string(), user: z.string() });

/** What `prompt show --json` prints. */
export const promptFileSchema = z.object({
  id: z.string(),
  /** `regime-1@05a70699f642`. */
  identity: z.string(),
  sha256: z.string(),
  created_at: z.string(),
  description: z.string(),
  file: z.string().nullable(),
  /** Templates. */
  system: z.string(),
  user: z.string(),
  system_sent: z.string(),
});

const regimeDecisionSchema = z.object({
  assessment: regimeAssessmentSchema,
  model: modelIdentitySchema,
  usage: modelUsageSchema.nullable(),
  warnings: list(z.string()),
});

const triedDateSchema = z.object({
  snapshot: marketSnapshotSchema,
  user: z.string(),
  /** Null where no model was asked. */
  decision: regimeDecisionSchema.nullable(),
});

/** What `prompt try --json` prints. */
export const triedPromptSchema = z.object({
  /** Its identity. */
  prompt: z.string(),
  system: z.string(),
  dates: list(triedDateSchema),
});
export type TriedPrompt = z.infer<typeof triedPromptSchema>;
