import { InputError } from '../../../core/errors.js';
import type { MarketSnapshot } from '../../../core/market-snapshot/schema.js';
import { NEWS_LOOKBACK_MS } from '../../../core/market-snapshot/news-items.js';
import { isoTime } from '../../../core/time.js';

/**
 * Mean sentiment of the news as their sources gave it, weighted by impact, −1 … 1; null where no item has one. An item without
 * an impact counts as one of middling impact.
 */
export function newsMood({ news }: MarketSnapshot): number | null {
  let sum = 0;
  let weights = 0;
  for (const { sentiment, impact_score } of news) {
    if (sentiment === null) continue;
    const weight = impact_score ?? 0.5;
    sum += weight * sentiment;
    weights += weight;
  }
  return weights > 0 ? sum / weights : null;
}

/**
 * The snapshot whose news speak most nearly as strongly the other way: opposite sign of mood, nearest in size. Moments whose
 * news could overlap (48 hours either side) are left out. Null where the mood is unknown or zero, or no candidate is opposite.
 * Candidates may be later than the snapshot: the question is what news do to an answer, and nothing is scored by it.
 */
export function oppositeNews(snapshot: MarketSnapshot, candidates: readonly MarketSnapshot[]): MarketSnapshot | null {
  const mood = newsMood(snapshot);
  if (mood === null || mood === 0) return null;
  const at = Date.parse(snapshot.timestamp_utc);
  let best: MarketSnapshot | null = null;
  let nearest = Infinity;
  for (const candidate of candidates) {
    const other = newsMood(candidate);
    if (other === null || other * mood >= 0 || candidate.base_asset !== snapshot.base_asset) continue;
    if (Math.abs(Date.parse(candidate.timestamp_utc) - at) < NEWS_LOOKBACK_MS) continue;
    const distance = Math.abs(other + mood);
    if (distance < nearest) {
      nearest = distance;
      best = candidate;
    }
  }
  return best;
}

/**
 * The same market with the news of another moment: their times are moved so that each is as old as it was then.
 * @throws InputError where the two are about different assets
 */
export function swapNews(snapshot: MarketSnapshot, other: MarketSnapshot): MarketSnapshot {
  if (other.base_asset !== snapshot.base_asset) {
    throw new InputError(
      'counterfactual.asset',
      `News of ${other.base_asset} cannot stand in for news of ${snapshot.base_asset}: choose two snapshots of one asset.`,
      { where: 'base_asset' },
    );
  }
  const shift = Date.parse(snapshot.timestamp_utc) - Date.parse(other.timestamp_utc);
  const moved = (time: string): string => {
    const at = Date.parse(time);
    return Number.isFinite(at) ? isoTime(at + shift) : time;
  };
  const { fields } = snapshot.data_quality;
  const quality = other.data_quality.fields.news;
  const news =
    quality === undefined
      ? {}
      : { news: { ...quality, observed_at: quality.observed_at === null ? null : moved(quality.observed_at) } };
  return {
    ...snapshot,
    news: other.news.map((item) => ({ ...item, time_utc: moved(item.time_utc) })),
    data_quality: { ...snapshot.data_quality, fields: { ...fields, ...news } },
  };
}
