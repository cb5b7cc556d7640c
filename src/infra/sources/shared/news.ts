import { arrivalTime } from '../../../core/point-in-time.js';
import type { NewsValue, Observation } from '../../../core/observation.js';
import type { Rejections } from './rejections.js';
import { isoTime } from '../../../core/time.js';

/** Longest texts that are kept, characters; a snapshot shows 400. */
const MAX_TITLE = 500;
const MAX_BODY = 2_000;
const MAX_SOURCE = 80;

export interface Headline {
  /** The same for copies of one story: a guid, an id, a URL. */
  readonly key: string;
  readonly symbol: string;
  readonly publishedAt: number;
  readonly value: NewsValue;
}

/**
 * Observations from headlines, oldest first, each key once. A headline was published earlier but is known to us only since
 * it arrived: `available_at` is the time of retrieval, so that a rebuilt snapshot sees no story before this program did.
 * Stories of the future are rejected; a publisher's clock that runs up to two minutes ahead is set to ours.
 */
export function newsObservations(
  source: string,
  headlines: readonly Headline[],
  receivedAt: number,
  rejections: Rejections,
): Observation[] {
  const byKey = new Map<string, Observation>();
  for (const { key, symbol, publishedAt, value } of headlines) {
    const observedAt = arrivalTime(publishedAt, receivedAt);
    if (observedAt === null) {
      rejections.add('news', `a headline is dated ${isoTime(publishedAt)}, in the future`);
      continue;
    }
    if (byKey.has(key)) {
      rejections.add('news', `the headline "${value.title.slice(0, 60)}" stands there twice`);
      continue;
    }
    byKey.set(key, {
      series: 'news',
      symbol,
      value: {
        ...value,
        source: value.source.slice(0, MAX_SOURCE),
        title: value.title.slice(0, MAX_TITLE),
        body: value.body?.slice(0, MAX_BODY) ?? null,
      },
      observed_at: observedAt,
      available_at: receivedAt,
      source,
      retrieved_at: receivedAt,
    });
  }
  return [...byKey.values()].sort((a, b) => a.observed_at - b.observed_at);
}

/** An http or https address, else null: `javascript:` and its like never get as far as a report. */
export function webUrl(value: string | null | undefined): string | null {
  if (value === null || value === undefined || value.length > 2_000 || !URL.canParse(value)) return null;
  const { protocol, href } = new URL(value);
  return protocol === 'https:' || protocol === 'http:' ? href : null;
}
