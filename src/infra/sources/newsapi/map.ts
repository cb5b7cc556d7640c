import type { Observation } from '../../../core/observation.js';
import { assetsNamed } from '../shared/asset-names.js';
import { htmlToText } from '../shared/html-text.js';
import { newsObservations, webUrl, type Headline } from '../shared/news.js';
import { readRows, type Rejections } from '../shared/rejections.js';
import { articleSchema, type Articles } from './schema.js';

/** What NewsAPI leaves of an article that its publisher took back. */
const REMOVED = '[Removed]';

/**
 * Articles as headlines of one asset. The search is fuzzy and the outlets are general: only articles that name the asset in
 * title or description stay.
 *
 * Publication lag: an article is known from the moment it was retrieved; on the free plan that is at least 24 h after
 * `publishedAt`.
 */
export function mapArticles(
  { articles }: Articles,
  asset: string,
  receivedAt: number,
  rejections: Rejections,
): Observation[] {
  const there = articles.filter((article) => !isRemoved(article));
  const read = readRows(there, articleSchema, (reason) => rejections.add('news', reason));
  const headlines = read.flatMap(({ source, title, description, url, publishedAt }): Headline[] => {
    const [headline, body] = [htmlToText(title), htmlToText(description ?? '')];
    if (!assetsNamed(`${headline}\n${body}`, asset).has(asset)) return [];
    const value = {
      source: source?.name ?? 'NewsAPI',
      title: headline,
      body: body === '' ? null : body,
      url: webUrl(url),
      sentiment: null,
      impact_score: null,
    };
    return [{ key: value.url ?? headline, symbol: asset, publishedAt, value }];
  });
  return newsObservations('newsapi', headlines, receivedAt, rejections);
}

const isRemoved = (article: unknown): boolean =>
  typeof article === 'object' && article !== null && 'title' in article && article.title === REMOVED;
