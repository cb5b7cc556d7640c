import type { MarketSnapshot } from '../market-snapshot/schema.js';

/** The same snapshot as if no headline had been there: the question that measures what the news alone changes. */
export function withoutNews(snapshot: MarketSnapshot): MarketSnapshot {
  const quality = {
    source: null,
    observed_at: null,
    age_seconds: null,
    stale: false,
    missing_because: 'none in this snapshot',
  };
  return {
    ...snapshot,
    news: [],
    data_quality: { ...snapshot.data_quality, fields: { ...snapshot.data_quality.fields, news: quality } },
  };
}
