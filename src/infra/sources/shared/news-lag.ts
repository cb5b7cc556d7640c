import type { SourceDefinition } from './definition.js';

/** When live headlines can be known. One row for all who deliver them, so that it is shown once. */
export const LIVE_NEWS_LAG: SourceDefinition['lags'][number] = {
  series: ['news'],
  lag_ms: 0,
  rule: 'the retrieval',
  why: 'only then did this program know it, with the votes of that moment',
};
