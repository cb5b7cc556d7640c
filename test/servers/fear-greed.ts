import {
  DAY_MS,
  HTML_HEADERS,
  htmlPage,
  startDataServer,
  wobble,
  type DataServer,
  type DataServerOptions,
} from './data-server.js';
import type { SourceDouble } from '../support/source-doubles.js';

const NAMES = ['Extreme Fear', 'Fear', 'Neutral', 'Greed', 'Extreme Greed'] as const;

/** alternative.me `GET /fng/`: everything as text, newest first, one day unless `limit` says more. */
export function startFearGreedServer(options: DataServerOptions = {}): Promise<DataServer> {
  return startDataServer(options, (url, _headers, now) => {
    if (!/^\/fng\/?$/.test(url.pathname)) return { status: 404, body: htmlPage('404'), headers: HTML_HEADERS };
    const limit = Number(url.searchParams.get('limit') ?? 1);
    const today = Math.floor(now / DAY_MS);
    const data = Array.from({ length: limit === 0 ? 2_000 : limit }, (_, i) => {
      const value = Math.round(50 + 30 * wobble('fng', today - i));
      return {
        value: String(value),
        value_classification: NAMES[Math.min(4, Math.floor(value / 20))],
        timestamp: String((today - i) * 86_400),
        ...(i === 0 ? { time_until_update: String(Math.floor(((today + 1) * DAY_MS - now) / 1_000)) } : {}),
      };
    });
    return { status: 200, body: { name: 'Fear and Greed Index', data, metadata: { error: null } } };
  });
}

export const sourceDouble: SourceDouble = {
  start: (now) => startFearGreedServer({ now }),
  env: (url) => ({ FEAR_GREED_BASE_URL: url }),
};
