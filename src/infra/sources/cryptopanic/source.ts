import { lost } from '../../../core/collected.js';
import type { ObservationSource, SeriesFailure } from '../../../core/ports/observation-source.js';
import { HttpError } from '../../http/errors.js';
import type { HttpClient } from '../../http/types.js';
import { Rejections, seriesFailure } from '../shared/rejections.js';
import { collectedFrom } from '../shared/points.js';
import { fetchPosts, type CryptoPanicPlan } from './client.js';
import { mapPosts } from './map.js';

export interface CryptoPanicSettings {
  readonly http: HttpClient;
  /** `https://cryptopanic.com/api` or a stand-in for it. */
  readonly baseUrl: string;
  /** Without a key nothing is asked. */
  readonly apiKey?: string | null;
  /** Default `growth`. */
  readonly plan?: CryptoPanicPlan;
}

const ID = 'cryptopanic';
const SERIES = ['news'] as const;

/** CryptoPanic: headlines with the votes of its readers. For the publication lag see `mapPosts`. */
export function createCryptoPanicSource({
  http,
  baseUrl,
  apiKey,
  plan = 'growth',
}: CryptoPanicSettings): ObservationSource {
  return {
    id: ID,
    series: SERIES,
    async collect({ symbol: { asset }, signal }) {
      if (apiKey === undefined || apiKey === null || apiKey === '') {
        return lost({ source: ID, series: SERIES, code: 'source.disabled', reason: 'no CRYPTOPANIC_API_KEY' });
      }
      try {
        const { posts, receivedAt } = await fetchPosts(http, baseUrl, { plan, apiKey, asset, signal });
        const rejections = new Rejections();
        const observations = mapPosts(posts, asset, receivedAt, rejections);
        return collectedFrom(ID, SERIES, observations, rejections, () => `it has no post about ${asset}.`);
      } catch (error) {
        return lost(explained(error, plan));
      }
    },
  };
}

/** A retired path answers 404, or 403 with an HTML page, neither of which says what to do. */
function explained(error: unknown, plan: CryptoPanicPlan): SeriesFailure {
  const failure = seriesFailure(ID, SERIES, error);
  if (!(error instanceof HttpError) || ![401, 403, 404].includes(error.status ?? 0)) return failure;
  const hint = `CryptoPanic is paid since 2026-04-01: check CRYPTOPANIC_API_KEY and that its plan is "${plan}"`;
  return { ...failure, reason: `${failure.reason} ${hint}.` };
}
