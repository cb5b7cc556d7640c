import { leastTokens } from './estimate-tokens.js';

/** A share of the context that a whole prompt stays below, since room for the answer is kept. */
const NEAR_LIMIT = 0.95;

/**
 * Whether the server read only a part of the prompt, from what it counted. Ollama drops old messages, or the middle of the
 * prompt, or everything beyond half of the context, without a word (server/prompt.go, runner/ollamarunner/runner.go):
 * then the count is near the limit, or lower than any tokenizer could make it. It counts cached tokens too, so a warm
 * cache does not look like a cut.
 * @returns why, or null where nothing looks cut; a server that does not count cannot be checked
 */
export function truncationOf(
  prompt: { readonly system: string; readonly user: string },
  promptTokens: number | null,
  contextTokens: number | null,
): string | null {
  if (promptTokens === null) return null;
  const least = leastTokens(prompt.system + prompt.user);
  if (promptTokens < least) return `it read ${promptTokens} tokens of a prompt that has at least ${least}`;
  return contextTokens !== null && promptTokens >= NEAR_LIMIT * contextTokens
    ? `it read ${promptTokens} tokens, as many as its context of ${contextTokens} holds`
    : null;
}
