import { estimatePromptTokens } from './estimate-tokens.js';

/** The fewest answer tokens worth asking for: a regime takes 300 to 700. */
export const LEAST_ANSWER_TOKENS = 768;

/**
 * Answer tokens to ask for: as many as are wanted, or what context and prompt leave of them.
 * @returns null where less than a whole answer needs is left
 */
export function tokensThatFit(
  prompt: { readonly system: string; readonly user: string },
  wanted: number,
  contextTokens: number | null,
): number | null {
  if (contextTokens === null) return wanted;
  const left = contextTokens - estimatePromptTokens(prompt);
  return left >= Math.min(wanted, LEAST_ANSWER_TOKENS) ? Math.min(wanted, left) : null;
}

/** Tokens of a context that prompts leave free for the answer: all that are wanted, a quarter of a short context. */
export const keptForAnswer = (wanted: number, contextTokens: number): number =>
  Math.min(wanted, Math.max(LEAST_ANSWER_TOKENS, Math.floor(contextTokens / 4)));
