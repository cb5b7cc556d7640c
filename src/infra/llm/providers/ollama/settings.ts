import { InputError } from '../../../../core/errors.js';
import type { ThinkingSettings } from '../thinking.js';

/** `true` and `false` switch thinking; gpt-oss takes only a level and cannot be switched off. */
export type Think = boolean | 'low' | 'medium' | 'high';

export const DEFAULT_OLLAMA_BASE_URL = 'http://127.0.0.1:11434';

/**
 * Tokens of prompt and answer together. Ollama's own default is 4,096 below 24 GiB of video memory, too few for a full
 * snapshot, and what does not fit is cut silently (docs/context-length.mdx): so it is always sent.
 */
export const DEFAULT_NUM_CTX = 16_384;

/** Ollama unloads a model after 5 minutes, so with one decision an hour every call would wait for a cold load. */
export const DEFAULT_KEEP_ALIVE = '2h';

/** Tokens kept for the answer: a regime takes 300 to 700, the rest is air. */
export const DEFAULT_NUM_PREDICT = 2_048;

/** Cloud models run on Ollama's machines: no structured outputs, and the prompt leaves this one. */
export const isCloudModel = (model: string): boolean => /[:-]cloud$/.test(model);

/** `think` for the settings that all providers share: only where thinking or an effort is asked for does a model think. */
export function ollamaThink({ thinking = 'auto', effort = 'auto' }: ThinkingSettings): Think {
  if (thinking === 'off' || (thinking === 'auto' && effort === 'auto')) return false;
  if (effort === 'auto') return true;
  if (effort === 'minimal') return 'low';
  return effort === 'xhigh' ? 'high' : effort;
}

const takesLevels = (model: string): boolean => /(^|\/)gpt-?oss/i.test(model);

/** What to send as `think`: never nothing, since thinking models think by default and skip the schema while they do. */
export function thinkFor(model: string, wanted: Think): Think {
  if (takesLevels(model)) return typeof wanted === 'boolean' ? 'low' : wanted;
  return typeof wanted === 'boolean' ? wanted : true;
}

/**
 * Ollama reads a number as seconds and a text as a Go duration ("5m"); a negative value keeps the model forever.
 * @throws InputError for anything else, which the server would refuse with every call
 */
export function checkKeepAlive(value: string | number): string | number {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  const text = String(value).trim();
  if (/^-?\d+$/.test(text)) return Number(text);
  if (/^-?(\d+(\.\d+)?(ns|us|µs|ms|s|m|h))+$/.test(text)) return text;
  throw new InputError('config.keep-alive', `keep_alive "${text.slice(0, 40)}" is neither seconds nor a duration.`, {
    where: 'keep_alive',
    expected: 'seconds (300) or a duration ("65m", "2h"); -1 keeps the model loaded',
    remedy: 'Correct keep_alive in the configuration.',
  });
}
