import { lost } from '../../../core/collected.js';
import type { Observation } from '../../../core/observation.js';
import type { ObservationSource, SeriesFailure } from '../../../core/ports/observation-source.js';
import { HttpError } from '../../http/errors.js';
import type { HttpClient } from '../../http/types.js';
import { Rejections, seriesFailure } from '../shared/rejections.js';
import { collectedFrom } from '../shared/points.js';
import { fetchArticles } from './client.js';
import { mapArticles } from './map.js';
import { errorBodySchema } from './schema.js';
import { HOUR } from '../../../core/time.js';

export interface NewsApiSettings {
  readonly http: HttpClient;
  /** `https://newsapi.org/v2` or a stand-in for it. */
  readonly baseUrl: string;
  /** Without a key nothing is asked. */
  readonly apiKey?: string | null;
}

const ID = 'newsapi';
const SERIES = ['news'] as const;
/** The free plan serves articles 24 h late (https://newsapi.org/pricing); when all are older than this, so it is. */
const LATE_MS = 23 * HOUR;

/** NewsAPI.org: headlines of general outlets, without sentiment. For the publication lag see `mapArticles`. */
export function createNewsApiSource({ http, baseUrl, apiKey }: NewsApiSettings): ObservationSource {
  return {
    id: ID,
    series: SERIES,
    async collect({ symbol: { asset }, asOf, signal }) {
      if (apiKey === undefined || apiKey === null || apiKey === '') {
        return lost({ source: ID, series: SERIES, code: 'source.disabled', reason: 'no NEWSAPI_KEY' });
      }
      try {
        const { articles, receivedAt } = await fetchArticles(http, baseUrl, { apiKey, asset, asOf, signal });
        const rejections = new Rejections();
        const observations = mapArticles(articles, asset, receivedAt, rejections);
        const { failures } = collectedFrom(ID, SERIES, observations, rejections, () => `no article names ${asset}.`);
        return { observations, failures: [...failures, ...lateness(observations, receivedAt)] };
      } catch (error) {
        return lost(explained(error));
      }
    },
  };
}

function lateness(observations: readonly Observation[], receivedAt: number): SeriesFailure[] {
  const newest = observations.at(-1)?.observed_at;
  if (newest === undefined || receivedAt - newest < LATE_MS) return [];
  const hours = Math.floor((receivedAt - newest) / HOUR);
  const reason = `its newest article is ${hours} h old: the free plan of NewsAPI is 24 h late and no use for live decisions.`;
  return [{ source: ID, series: SERIES, code: 'source.delayed', reason }];
}

/** NewsAPI says in the body what is wrong: `apiKeyInvalid`, `rateLimited`, `maximumResultsReached` … */
function explained(error: unknown): SeriesFailure {
  const failure = seriesFailure(ID, SERIES, error);
  const body = error instanceof HttpError ? errorBodyOf(error.bodyExcerpt) : null;
  if (body === null) return failure;
  const remedy = body.code.startsWith('apiKey') ? ': check NEWSAPI_KEY' : '';
  return { ...failure, reason: `NewsAPI refused with ${body.code} ("${body.message.slice(0, 200)}")${remedy}.` };
}

function errorBodyOf(excerpt: string | undefined) {
  try {
    return errorBodySchema.safeParse(JSON.parse(excerpt ?? '')).data ?? null;
  } catch {
    return null;
  }
}
