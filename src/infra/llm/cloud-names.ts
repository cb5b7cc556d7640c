/** Models that are served by their vendor alone, by how their names begin; Ollama's own (`gpt-oss`, `deepseek-r1`) are not among them. */
const VENDORS: readonly (readonly [
  provider: 'openai' | 'anthropic' | 'google',
  names: RegExp,
  baseUrl: string | null,
])[] = [
  ['openai', /^(?:gpt-?(?!oss|-)|chatgpt-|o[1345](?:-|$)|codex-|text-davinci-)/, null],
  ['anthropic', /^claude-/, null],
  ['google', /^(?:models\/)?gemini-/, null],
  ['openai', /^deepseek-(?:chat|reasoner)$/, 'https://api.deepseek.com/v1'],
  ['openai', /^grok-\d/, 'https://api.x.ai/v1'],
  ['openai', /^(?:mistral|ministral|magistral|codestral|pixtral)-.*(?:latest|\d{4})$/, 'https://api.mistral.ai/v1'],
  ['openai', /^(?:kimi-k\d[\w.]*-preview|moonshot-v\d.*)$/, 'https://api.moonshot.ai/v1'],
  ['openai', /^qwen-(?:max|plus|turbo|flash)/, 'https://dashscope-intl.aliyuncs.com/compatible-mode/v1'],
  ['openai', /^sonar(?:-pro|-reasoning(?:-pro)?|-deep-research)?$/, 'https://api.perplexity.ai'],
  ['openai', /^llama-[\d.]+-\d+b-(?:versatile|instant)$/, 'https://api.groq.com/openai/v1'],
  [
    'openai',
    /^openrouter\/|^(?:meta-llama|anthropic|google|x-ai|mistralai|deepseek|qwen|nvidia|moonshotai)\/.+:free$/,
    'https://openrouter.ai/api/v1',
  ],
  ['openai', /^(?:lm-?studio|hosted_vllm|vllm|llama-?cpp|llama-server|localai|sglang)\/./, 'http://127.0.0.1:1234/v1'],
  ['openai', /^glm-\d[\w.]*(?:-air|-flash|-plus)?$/, 'https://api.z.ai/api/paas/v4'],
];

/** Vendors that LiteLLM and others name before a model. */
const VENDOR_PREFIX = /^(?:gemini|groq|deepseek|xai|mistral|perplexity|moonshot|dashscope|zai)\/(?=[^/]+$)/;
/** What stands before a name and is no part of it: OpenRouter names its models by their makers. */
const NOT_OF_NAME =
  /^(?:models|lm-?studio|hosted_vllm|vllm|llama-?cpp|llama-server|localai|sglang)\/|^openrouter\/(?=[^/]+\/)/i;

export interface CloudHome {
  /** `openai/gpt-5-mini`. */
  readonly id: string;
  /** Where a vendor that speaks OpenAI's language listens; null for the three with a provider of their own. */
  readonly baseUrl: string | null;
}

/** Where a model of this bare name lives, when it is a vendor's and not one for an Ollama server; null for all others. */
export function cloudHome(name: string): CloudHome | null {
  const lower = name.toLowerCase();
  // A tag (`:cloud`, `:latest`) is Ollama's way of naming, but for OpenRouter's `:free`.
  if (lower.includes(':') && !lower.endsWith(':free')) return null;
  const vendor = VENDORS.find(([, names]) => names.test(lower));
  if (vendor === undefined && VENDOR_PREFIX.test(lower)) return cloudHome(name.slice(name.indexOf('/') + 1));
  return vendor === undefined ? null : { id: `${vendor[0]}/${name.replace(NOT_OF_NAME, '')}`, baseUrl: vendor[2] };
}
