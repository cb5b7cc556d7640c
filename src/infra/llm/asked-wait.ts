import { RETRY_AFTER_CAP_MS } from '../http/header-times.js';
import { DAY, HOUR, MINUTE } from '../../core/time.js';

/**
 * How long the body of an error asks to wait: `google.rpc.RetryInfo` (https://cloud.google.com/apis/design/errors#retry_info),
 * `retry_after` in seconds, or in words as OpenAI and Groq say it ("Please try again in 2m30.5s").
 */
export function askedWaitMs(text: string): number | null {
  const seconds = /"(?:retryDelay|retry_after)"\s*:\s*"?(\d+(?:\.\d+)?)s?"?/.exec(text)?.[1];
  const said = /(?:try again|retry)(?: your request)? (?:in|after) ((?:\d+(?:\.\d+)?\s*[a-z]+\s*){1,4})/i.exec(
    text,
  )?.[1];
  const ms = seconds === undefined ? durationMs(said ?? '') : Number(seconds) * 1_000;
  return ms === null ? null : Math.min(Math.max(ms, 1_000), RETRY_AFTER_CAP_MS);
}

const UNITS_MS: readonly (readonly [RegExp, number])[] = [
  [/^(ms|millis)/i, 1],
  [/^s/i, 1_000],
  [/^m/i, MINUTE],
  [/^h/i, HOUR],
  [/^d/i, DAY],
];

function durationMs(text: string): number | null {
  let total: number | null = null;
  for (const [, amount, unit = ''] of text.matchAll(/(\d+(?:\.\d+)?)\s*([a-z]+)/gi)) {
    const size = UNITS_MS.find(([name]) => name.test(unit))?.[1];
    if (size === undefined) return total;
    total = (total ?? 0) + Number(amount) * size;
  }
  return total;
}
