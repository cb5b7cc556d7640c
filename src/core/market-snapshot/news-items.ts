import { isNewsValue, type NewsValue, type Observation } from '../observation.js';
import { sanitizeNewsText } from '../text/sanitize-news.js';
import type { NewsItem } from './schema.js';
import { HOUR, isoTime } from '../time.js';

/** Longest text of one item, in characters. */
const MAX_TEXT = 400;
/** Most items in a snapshot; the prompt's token budget may leave fewer. */
const MAX_ITEMS = 30;
/** How far back news counts. */
export const NEWS_LOOKBACK_MS = 48 * HOUR;

/** The same story by its words alone, so that copies in two feeds count once. */
const storyKey = (title: string): string =>
  title
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

interface Prepared {
  readonly key: string;
  readonly source: string;
  readonly text: string;
}

/** A headline stands in every snapshot of two days: preparing it once takes most of the work out of thousands of them. */
const prepared = new WeakMap<NewsValue, Prepared>();

function prepare(value: NewsValue): Prepared {
  const known = prepared.get(value);
  if (known !== undefined) return known;
  const { source, title, body } = value;
  const made = {
    key: storyKey(title),
    source: sanitizeNewsText(source, 60).text,
    text: sanitizeNewsText(body === null || body === '' ? title : `${title} — ${body}`, MAX_TEXT).text,
  };
  prepared.set(value, made);
  return made;
}

/** Headlines of the last 48 hours, newest first, each story once, sanitised. */
export function newsItems(rows: readonly Observation[]): NewsItem[] {
  const stories = new Map<string, Observation>();
  for (const row of rows) {
    if (!isNewsValue(row.value)) continue;
    const { key } = prepare(row.value);
    const seen = stories.get(key);
    if (key !== '' && (seen === undefined || row.observed_at < seen.observed_at)) stories.set(key, row);
  }
  return [...stories.values()]
    .sort((a, b) => b.observed_at - a.observed_at || (a.symbol < b.symbol ? -1 : 1))
    .slice(0, MAX_ITEMS)
    .flatMap((row) => {
      if (!isNewsValue(row.value)) return [];
      const { sentiment, impact_score } = row.value;
      const { source, text } = prepare(row.value);
      if (text === '') return [];
      const time_utc = isoTime(row.observed_at);
      return [{ source, time_utc, sentiment, impact_score, text }];
    });
}
