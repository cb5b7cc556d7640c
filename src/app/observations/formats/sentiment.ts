import { parseDecimal } from '../../../core/decimal.js';

/** Keys under which tools write a polarity: TextBlob, VADER, and plain ones. */
const IN_DICT = /['"](?:polarity|compound|score|sentiment)['"]\s*:\s*(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)\s*[,}]/;

/**
 * −1 … 1 from a number, or from a JSON object or a Python dict as text (`{'class': 'neutral', 'polarity': 0.0}`); null for anything
 * else: a mere label is not a number.
 */
export function readSentiment(text: string): number | null {
  const value = parseDecimal(text.trim().startsWith('{') ? IN_DICT.exec(text)?.[1] : text);
  return value !== null && value >= -1 && value <= 1 ? value : null;
}
