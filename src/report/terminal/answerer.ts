import { SHIPPED_PROMPT_IDENTITY } from '../../core/prompts/shipped.js';
import type { ModelIdentity, ModelUsage } from '../../core/ports/regime-model.js';
import { untrusted, paragraph, plain } from './layout.js';
import { marksOf } from './marks.js';
import { decimals } from '../shared/numbers.js';
import type { TerminalStyle } from './style.js';

const KINDS: Readonly<Record<ModelIdentity['kind'], string>> = {
  llm: 'language model',
  baseline: 'statistical baseline, not a language model',
  ensemble: 'several models together',
};

function answererName(model: ModelIdentity): string {
  return `${untrusted(model.id)} (${KINDS[model.kind]})`;
}

export function latency(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${decimals(ms / 1000, 1)} s`;
}

function cost(usd: number | null): string {
  if (usd === null) return 'price unknown';
  if (usd === 0) return 'free of charge';
  return usd < 0.0001 ? 'under $0.0001' : `$${decimals(usd, 4)}`;
}

/** `2 calls · 3,412 + 310 tokens · 4.2 s · $0.0031`. */
export function usageText(usage: ModelUsage, style: TerminalStyle): string {
  const tokens = (count: number | null): string => (count === null ? '?' : decimals(count, 0));
  const { cached_prompt_tokens: cached = 0 } = usage;
  const fromCache = cached > 0 ? ` (${tokens(cached)} cached)` : '';
  const parts = [
    `${usage.calls} ${usage.calls === 1 ? 'call' : 'calls'}`,
    `${tokens(usage.prompt_tokens)} + ${tokens(usage.completion_tokens)} tokens${fromCache}`,
    latency(usage.latency_ms),
    cost(usage.cost_usd),
    ...(usage.replayed ? ['replayed from the ledger'] : []),
  ];
  return plain(parts.join(marksOf(style).dot), style);
}

/** Who answered, and what it cost. */
export function answererLine(
  model: ModelIdentity,
  usage: ModelUsage | null,
  answered: boolean,
  style: TerminalStyle,
): string {
  const { paint } = style;
  const name = answererName(model);
  // The first digits of a digest tell one build from another.
  const version =
    model.version === null
      ? ''
      : `, version ${untrusted(model.version.replace(/^([0-9a-f]{12})[0-9a-f]+$/, '$1')).slice(0, 40)}`;
  // The prompt that ships goes without saying.
  const prompt =
    model.prompt === undefined || model.prompt === SHIPPED_PROMPT_IDENTITY ? '' : `, prompt ${untrusted(model.prompt)}`;
  const text = `${answered ? 'Answered by' : 'Asked'} ${name}${version}${prompt}`;
  const shown = paragraph(text, style);
  const line = model.kind === 'baseline' ? paint.magenta(shown) : shown;
  return usage === null ? line : `${line}\n${paint.dim(`  ${usageText(usage, style)}`)}`;
}
