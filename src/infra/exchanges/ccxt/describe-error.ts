import { LlmTradingError, messageOf } from '../../../core/errors.js';
import type { SeriesFailure } from '../../../core/ports/observation-source.js';
import type { SeriesName } from '../../../core/series.js';

/** Longest sentence taken over from ccxt, characters: it puts whole replies into its errors. */
const MAX_CHARS = 240;

/** What a source reports for the series that a thrown error took away. ccxt's errors are told apart by their class. */
export function describeError(source: string, series: readonly SeriesName[], error: unknown): SeriesFailure {
  if (error instanceof LlmTradingError) return { source, series, code: error.code, reason: error.message };
  const name = error instanceof Error ? error.constructor.name : 'Unknown';
  const words = messageOf(error)
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .slice(0, MAX_CHARS);
  return { source, series, code: `ccxt.${name}`, reason: `${source} failed through ccxt (${name}): ${words}` };
}
