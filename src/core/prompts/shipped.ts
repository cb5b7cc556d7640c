import { REGIME_1, REGIME_1_SHA256 } from './regime-1.js';
import { REGIME_2, REGIME_2_SHA256 } from './regime-2.js';
import { REGIME_2_COMPACT, REGIME_2_COMPACT_SHA256 } from './regime-2-compact.js';
import { compilePrompt, type Prompt, type PromptTemplate, type SystemPromptOptions } from './template.js';
import type { MarketSnapshot } from '../market-snapshot/schema.js';

/** Which prompt exactly: its id and the first digits of its hash. Answers to two of them are never pooled. */
export const promptIdentity = (id: string, sha256: string): string => `${id}@${sha256.slice(0, 12)}`;

/** A prompt that ships, with its hash (of `promptContent`), written down because core cannot compute one. */
export interface ShippedPrompt {
  readonly prompt: Prompt;
  readonly sha256: string;
  readonly identity: string;
}

function shipped(template: PromptTemplate, sha256: string): ShippedPrompt {
  const prompt = compilePrompt(template);
  if ('problem' in prompt) throw new Error(`${template.id}: ${prompt.problem}`);
  return { prompt, sha256, identity: promptIdentity(template.id, sha256) };
}

const FIRST = shipped(REGIME_1, REGIME_1_SHA256);
const COMPACT = shipped(REGIME_2_COMPACT, REGIME_2_COMPACT_SHA256);

/** Every prompt that ever shipped, the default first: what was recorded with one can be replayed with it. */
export const SHIPPED_PROMPTS: readonly ShippedPrompt[] = [COMPACT, shipped(REGIME_2, REGIME_2_SHA256), FIRST];

/** The prompt of whoever chooses none. */
export const SHIPPED_PROMPT: Prompt = COMPACT.prompt;
export const SHIPPED_PROMPT_IDENTITY = COMPACT.identity;

/**
 * The prompt whose answer is the document itself (`parseRegimeAssessment` reads it). What was recorded before prompts could be
 * chosen was asked with it.
 */
export const DOCUMENT_PROMPT: Prompt = FIRST.prompt;

/** One snapshot as text, beside `buildSystemPrompt`: every field, then the news between markers. */
export const buildUserPrompt = (snapshot: MarketSnapshot): string => DOCUMENT_PROMPT.renderUser(snapshot);

/**
 * What the model is asked to do, and how to answer with the document that `parseRegimeAssessment` reads. The same for every
 * snapshot. The commands ask with `SHIPPED_PROMPT`, which has its own form of answer.
 */
export const buildSystemPrompt = (options: SystemPromptOptions = {}): string => DOCUMENT_PROMPT.renderSystem(options);
