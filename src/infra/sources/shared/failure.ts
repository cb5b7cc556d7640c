import { LlmTradingError, messageOf } from '../../../core/errors.js';
import type { SeriesFailure } from '../../../core/ports/observation-source.js';
import type { SeriesName } from '../../../core/series.js';

/** What a source reports for the series that a thrown error took away. */
export function seriesFailure(source: string, series: readonly SeriesName[], error: unknown): SeriesFailure {
  const code = error instanceof LlmTradingError ? error.code : 'source.unexpected';
  return { source, series, code, reason: messageOf(error) };
}
