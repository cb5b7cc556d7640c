import { z } from 'zod';
import { wholeNumber, list } from './list.js';

const listingSchema = z.object({
  model: z.string(),
  version: z.string().nullable(),
  /** Bytes on disk; null where the server does not say. */
  sizeBytes: z.number().nullable(),
  /** True where the model runs on somebody else's machines and the prompt leaves this one. */
  remote: z.boolean().nullable(),
});

/** What a short conversation with a model has shown. */
const probeSchema = z.object({
  provider: z.string(),
  model: z.string(),
  reachable: z.boolean(),
  /** Whether an answer really followed a schema that the prompt did not mention; null when it could not be tried. */
  jsonSchema: z.boolean().nullable(),
  contextTokens: z.number().nullable(),
  latencyMs: z.number().nullable(),
  note: z.string().nullable(),
});

const providerSchema = z.object({
  provider: z.string(),
  reachable: z.boolean(),
  /** Why its models cannot be listed. */
  error: z.string().nullable(),
  models: list(listingSchema),
  /** In the order of `models`, or of the names asked for; empty where nothing was probed. */
  probes: list(probeSchema),
});

export type ProviderSurvey = z.infer<typeof providerSchema>;

/** How a model answers the question that decisions ask. Shares are counts of `questions`. */
const answerProbeSchema = z.object({
  model: z.string(),
  prompt: z.string(),
  temperature: z.number(),
  questions: wholeNumber,
  valid_at_first: wholeNumber,
  valid_after_repair: wholeNumber,
  /** Two answers, neither valid. */
  never_valid: wholeNumber,
  /** No wholeNumber answer came: a server error, a time-out. */
  unanswered: wholeNumber,
  /** Tokens a second, by the first question, of which no server has read any before; null where it is not known. */
  reading_tokens_per_s: z.number().nullable(),
  /** Tokens a second, over all answers; null where it is not known. */
  answering_tokens_per_s: z.number().nullable(),
  first_answer_ms: z.number().nullable(),
  /** Of all but the first: a server that keeps what it has read is faster from the second on. */
  median_answer_ms: z.number().nullable(),
  /** The first reason for which there was no valid answer. */
  note: z.string().nullable(),
});
export type AnswerProbe = z.infer<typeof answerProbeSchema>;

/** What `models --json` and `test-ollama --json` print. */
export const modelSurveySchema = z.object({
  /** Which model would answer a cycle; null for the statistical baseline. */
  chosen: z.string().nullable(),
  providers: list(providerSchema),
  /** How each model that was talked to answers the question of a decision; absent where none was asked. */
  answers: list(answerProbeSchema).exactOptional(),
});
export type ModelSurvey = z.infer<typeof modelSurveySchema>;
