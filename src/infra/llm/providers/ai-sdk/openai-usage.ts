import { given } from '../../../../core/given.js';

type Json = Record<string, unknown>;

const record = (value: unknown): Json | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : null;

/** Zero, null and nonsense are not counts; some gateways write numbers as texts, others shares of a token. */
function count(value: unknown): number | null {
  const number = typeof value === 'string' && /^\d+(?:\.\d+)?$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) && number > 0 ? Math.ceil(number) : null;
}

/** The first of these that is a count; a dot goes one level down. */
function first(usage: Json, paths: readonly string[]): number | null {
  for (const path of paths) {
    const found = count(path.split('.').reduce<unknown>((value, name) => record(value)?.[name], usage));
    if (found !== null) return found;
  }
  return null;
}

const PROMPT = ['prompt_tokens', 'promptTokens', 'promptTokenCount', 'prompt_eval_count'];
/** Names of Anthropic's shape: what came from the cache, or went into it, is counted beside them. */
const INPUT = ['input_tokens', 'inputTokens', 'billed_units.input_tokens', 'tokens.input_tokens'];
const COMPLETION = ['completion_tokens', 'completionTokens', 'candidatesTokenCount', 'eval_count'];
const OUTPUT = ['output_tokens', 'outputTokens', 'billed_units.output_tokens', 'tokens.output_tokens'];
const TOTAL = ['total_tokens', 'totalTokens', 'totalTokenCount'];
const REASONING = [
  'completion_tokens_details.reasoning_tokens',
  'output_tokens_details.reasoning_tokens',
  'reasoning_tokens',
  'thoughtsTokenCount',
];
const CACHED = [
  'prompt_tokens_details.cached_tokens',
  'input_tokens_details.cached_tokens',
  'cache_read_input_tokens',
  'prompt_cache_hit_tokens',
  'cachedContentTokenCount',
  'cached_tokens',
];

/**
 * Tokens in OpenAI's names (https://platform.openai.com/docs/api-reference/chat/object), whatever the server calls them.
 * Where the total is more than prompt and completion, or there is more thinking than completion, thinking was counted beside
 * the completion: it is paid as completion. Tokens of the prompt that came out of a cache are part of the prompt; where there are more
 * of them, or the total only adds up with them, they were counted beside it, as some gateways to Anthropic do.
 */
export function usageOf(value: unknown): Json | null {
  const usage = record(value);
  if (usage === null) return null;
  const cached = first(usage, CACHED);
  const input = first(usage, INPUT);
  const beside = (count(usage.cache_read_input_tokens) ?? 0) + (count(usage.cache_creation_input_tokens) ?? 0);
  const said = first(usage, PROMPT);
  const completion = first(usage, COMPLETION) ?? first(usage, OUTPUT);
  const total = first(usage, TOTAL);
  const isBeside =
    said !== null && cached !== null && (cached > said || total === said + cached + (completion ?? Infinity));
  const prompt = said === null ? (input === null ? null : input + beside) : isBeside ? said + cached : said;
  const reasoning = first(usage, REASONING);
  return {
    prompt_tokens: prompt,
    completion_tokens: completion === null ? null : withThinking(completion, reasoning, prompt, total),
    ...given({ total_tokens: total ?? undefined }),
    ...(cached === null || prompt === null
      ? {}
      : { prompt_tokens_details: { cached_tokens: Math.min(cached, prompt) } }),
    ...given({ completion_tokens_details: reasoning === null ? undefined : { reasoning_tokens: reasoning } }),
  };
}

function withThinking(
  completion: number,
  reasoning: number | null,
  prompt: number | null,
  total: number | null,
): number {
  if (prompt !== null && total !== null) return Math.max(completion, total - prompt);
  return reasoning !== null && reasoning > completion ? completion + reasoning : completion;
}

/** Where a chunk or a whole reply may carry its usage. */
export const usageIn = (chunk: Json): unknown =>
  [
    chunk.usage,
    chunk.usageMetadata,
    record(chunk.x_groq)?.usage,
    record(Array.isArray(chunk.choices) ? chunk.choices[0] : null)?.usage,
  ].find((usage) => record(usage) !== null);
