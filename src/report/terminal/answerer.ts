import { SHIPPED_PROMPT_IDENTITY } from '../../core/prompts/shipped.js';
import type { ModelIdentity, ModelUsage } from '../../core/ports/regime-model.js';
import type { Say, TerminalWord } from '../language/say.js';
import { untrusted, paragraph, plain } from './layout.js';
import { marksOf } from './marks.js';
import { decimals } from '../shared/numbers.js';
import type { TerminalStyle } from './style.js';

const KINDS: Readonly<Record<ModelIdentity['kind'], TerminalWord>> = {
  llm: 'language model',
  baseline: 'statistical baseline, not a language model',
  ensemble: 'several models together',
};

function answererName(model: ModelIdentity, say: Say): string {
  return `${untrusted(model.id)} (${say(KINDS[model.kind])})`;
}

export function latency(ms: number, { say }: Pick<TerminalStyle, 'say'>): string {
  return ms < 1000
    ? say('{ms} ms', { ms: String(Math.round(ms)) })
    : say('{seconds} s', { seconds: decimals(ms / 1000, 1) });
}

function cost(usd: number | null, say: Say): string {
  if (usd === null) return say('price unknown');
  if (usd === 0) return say('free of charge');
  return usd < 0.0001 ? say('under $0.0001') : `$${decimals(usd, 4)}`;
}

/** `2 calls · 3,412 + 310 tokens · 4.2 s · $0.0031`. */
export function usageText(usage: ModelUsage, style: TerminalStyle): string {
  const { say } = style;
  const tokens = (count: number | null): string => (count === null ? '?' : decimals(count, 0));
  const { cached_prompt_tokens: cached = 0 } = usage;
  const fromCache = cached > 0 ? ` ${say('({n} cached)', { n: tokens(cached) })}` : '';
  const parts = [
    say('{n} {n:call|calls}', { n: usage.calls }),
    `${say('{asked} + {answered} tokens', { asked: tokens(usage.prompt_tokens), answered: tokens(usage.completion_tokens) })}${fromCache}`,
    latency(usage.latency_ms, style),
    cost(usage.cost_usd, say),
    ...(usage.replayed ? [say('replayed from the ledger')] : []),
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
  const { paint, say } = style;
  const name = answererName(model, say);
  // The first digits of a digest tell one build from another.
  const version =
    model.version === null
      ? ''
      : say(', version {version}', {
          version: untrusted(model.version.replace(/^([0-9a-f]{12})[0-9a-f]+$/, '$1')).slice(0, 40),
        });
  // The prompt that ships goes without saying.
  const prompt =
    model.prompt === undefined || model.prompt === SHIPPED_PROMPT_IDENTITY
      ? ''
      : say(', prompt {prompt}', { prompt: untrusted(model.prompt) });
  const text = `${answered ? say('Answered by {name}', { name }) : say('Asked {name}', { name })}${version}${prompt}`;
  const shown = paragraph(text, style);
  const line = model.kind === 'baseline' ? paint.magenta(shown) : shown;
  return usage === null ? line : `${line}\n${paint.dim(`  ${usageText(usage, style)}`)}`;
}
