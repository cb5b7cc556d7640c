import type { Observation } from '../../../core/observation.js';
import { htmlToText } from '../shared/html-text.js';
import { newsObservations, webUrl, type Headline } from '../shared/news.js';
import { headlineSymbol } from '../shared/asset-names.js';
import { readRows, type Rejections } from '../shared/rejections.js';
import { postSchema, type Post, type Posts } from './schema.js';
import { impactOf, sentimentOf } from './votes.js';

/**
 * Posts as headlines of one asset. A post that lists assets is about those; one that lists none is judged by its title.
 * Posts about other assets only are left out.
 *
 * Publication lag: none that could be relied on; a post is known from the moment it was retrieved, with the votes of that
 * moment. Votes grow afterwards, so a post fetched later carries more than a reader knew at `published_at`.
 */
export function mapPosts(posts: Posts, asset: string, receivedAt: number, rejections: Rejections): Observation[] {
  const raw = Array.isArray(posts) ? posts : posts.results;
  const read = readRows(raw, postSchema, (reason) => rejections.add('news', reason));
  const headlines = read.flatMap((post): Headline[] => {
    const symbol = symbolOf(post, asset);
    if (symbol === null) return [];
    const body = htmlToText(post.description ?? '');
    return [
      {
        key: String(post.id),
        symbol,
        publishedAt: post.published_at,
        value: {
          source: post.source?.title ?? post.source?.domain ?? 'CryptoPanic',
          title: htmlToText(post.title),
          body: body === '' ? null : body,
          url: webUrl(post.original_url ?? post.url),
          sentiment: sentimentOf(post.votes),
          impact_score: impactOf(post.votes, post.panic_score),
        },
      },
    ];
  });
  return newsObservations('cryptopanic', headlines, receivedAt, rejections);
}

function symbolOf(post: Post, asset: string): string | null {
  const listed = (post.instruments ?? post.currencies ?? []).map(({ code }) => code.toUpperCase());
  if (listed.length === 0) return headlineSymbol(post.title, asset);
  return listed.includes(asset) ? asset : null;
}
