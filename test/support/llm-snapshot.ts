import { buildMarketSnapshot, type MarketSnapshot, type NewsItem } from '../../src/core/market-snapshot/index.js';

/** A snapshot of which nothing is known but its news. */
export function newsSnapshot(news: readonly Partial<NewsItem>[] = []): MarketSnapshot {
  const empty = buildMarketSnapshot([], { asOf: Date.UTC(2025, 0, 1), baseAsset: 'BTC', horizonHours: 24 });
  return {
    ...empty,
    news: news.map((item, i) => ({
      source: 'wire',
      time_utc: new Date(Date.UTC(2024, 11, 31, 23, 59 - i)).toISOString(),
      sentiment: null,
      impact_score: null,
      text: `headline ${i}`,
      ...item,
    })),
  };
}
