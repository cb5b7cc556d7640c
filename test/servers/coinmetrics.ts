import {
  DAY_MS,
  startDataServer,
  wobble,
  type DataReply,
  type DataServer,
  type DataServerOptions,
} from './data-server.js';
import type { SourceDouble } from '../support/source-doubles.js';

export interface CoinMetricsServerOptions extends DataServerOptions {
  /** Metrics that this server refuses with 403, as the free plan does. Default: none of the free ones. */
  readonly forbidden?: readonly string[];
  /** Sent as the origin of `next_page_url` instead of the server's own. */
  readonly nextPageOrigin?: string;
  /** Caps `page_size`, to make pages out of little data. Default 10,000. */
  readonly maxPageSize?: number;
  /** The clock of the rate limit. Default: the real time, whatever moment the data are of. */
  readonly limitNow?: () => number;
}

/** First free value, drift by day and decimals of each metric. */
const METRICS: Readonly<Record<string, { base: number; decimals: number; assets: readonly string[] }>> = {
  AdrActCnt: { base: 780_000, decimals: 0, assets: ['btc', 'eth'] },
  TxCnt: { base: 390_000, decimals: 0, assets: ['btc', 'eth'] },
  HashRate: { base: 780_000_000, decimals: 18, assets: ['btc'] },
  CapMVRVCur: { base: 2.2, decimals: 18, assets: ['btc', 'eth'] },
  FlowInExNtv: { base: 30_000, decimals: 8, assets: ['btc'] },
  FlowOutExNtv: { base: 31_000, decimals: 8, assets: ['btc'] },
  PriceUSD: { base: 95_000, decimals: 10, assets: ['btc', 'eth'] },
  AssetEODCompletionTime: { base: 0, decimals: 0, assets: ['btc', 'eth'] },
};
const KNOWN_ASSETS = ['btc', 'eth', 'usdt'];
/** A day's chain metrics are there 28 h after its start; the price is there at its end. */
const COMPLETION_MS = 28 * 3_600_000;

/**
 * CoinMetrics Community v4 `GET /timeseries/asset-metrics`: all numbers as text, nanosecond times, pages of 100 from the END unless
 * told otherwise, one forbidden or unknown metric fails the call unless told otherwise, the newest day has its price only.
 */
export function startCoinMetricsServer(options: CoinMetricsServerOptions = {}): Promise<DataServer> {
  const { forbidden = [], maxPageSize = 10_000, limitNow = () => Date.now() } = options;
  const recent: number[] = [];

  return startDataServer(options, (url, _headers, now) => {
    const at = limitNow();
    recent.push(at);
    while (recent[0]! <= at - 6_000) recent.shift();
    if (recent.length > 10) return error(429, 'too_many_requests', 'Rate limit exceeded');
    if (url.pathname !== '/v4/timeseries/asset-metrics') return error(404, 'not_found', 'Unknown endpoint');

    const query = url.searchParams;
    const flag = (name: string): boolean => query.get(name) === 'true';
    const list = (name: string): string[] => (query.get(name) ?? '').split(',').filter((part) => part !== '');
    if (list('assets').length === 0) return error(400, 'missing_parameter', "Missing parameter 'assets'.");
    if (list('metrics').length === 0) return error(400, 'missing_parameter', "Missing parameter 'metrics'.");
    if (query.get('frequency') !== '1d') return error(400, 'bad_parameter', "Bad parameter 'frequency'.");
    const unknown = [
      ...list('assets').filter((asset) => !KNOWN_ASSETS.includes(asset)),
      ...list('metrics').filter((metric) => METRICS[metric] === undefined),
    ];
    if (unknown.length > 0 && !flag('ignore_unsupported_errors')) {
      return error(400, 'bad_parameter', `Bad parameter. Value '${unknown[0]!}' is not supported.`);
    }
    const refused = list('metrics').filter((metric) => forbidden.includes(metric));
    if (refused.length > 0 && !flag('ignore_forbidden_errors')) {
      return error(403, 'forbidden', `Requested metric '${refused[0]!}' is not available with supplied credentials.`);
    }

    const metrics = list('metrics').filter((metric) => METRICS[metric] !== undefined && !forbidden.includes(metric));
    const start = Date.parse(`${query.get('start_time') ?? '2009-01-03'}T00:00:00Z`);
    const lastDay = query.get('end_time');
    const end = lastDay === null ? now : Math.min(now, Date.parse(`${lastDay}T00:00:00Z`) + DAY_MS);
    const rows = list('assets')
      .filter((asset) => KNOWN_ASSETS.includes(asset))
      .flatMap((asset) => rowsOf(asset, metrics, { start, end }, now));

    const size = Math.min(Number(query.get('page_size') ?? 100), maxPageSize);
    const page = Number(query.get('next_page_token') ?? 0);
    const fromStart = query.get('paging_from') === 'start';
    const [first, last] = fromStart
      ? [page * size, (page + 1) * size]
      : [rows.length - (page + 1) * size, rows.length - page * size];
    const data = rows.slice(Math.max(0, first), Math.max(0, last));
    const more = fromStart ? last < rows.length : first > 0;
    if (!more) return { status: 200, body: { data } };
    const next = new URL(url.pathname + url.search, options.nextPageOrigin ?? url.origin);
    next.searchParams.set('next_page_token', String(page + 1));
    return { status: 200, body: { data, next_page_token: String(page + 1), next_page_url: next.href } };
  });
}

function rowsOf(
  asset: string,
  metrics: readonly string[],
  { start, end }: { readonly start: number; readonly end: number },
  now: number,
): Record<string, string | null>[] {
  const rows = [];
  for (let day = Math.ceil(start / DAY_MS) * DAY_MS; day + DAY_MS <= end; day += DAY_MS) {
    const complete = day + COMPLETION_MS <= now;
    const row: Record<string, string | null> = {
      asset,
      time: new Date(day).toISOString().replace('.000Z', '.000000000Z'),
    };
    for (const metric of metrics) {
      const { base, decimals, assets } = METRICS[metric]!;
      if (!assets.includes(asset)) continue;
      if (metric === 'AssetEODCompletionTime') row[metric] = complete ? String((day + COMPLETION_MS) / 1_000) : null;
      else if (complete || metric === 'PriceUSD') {
        row[metric] = (base * (1 + 0.05 * wobble(`${asset}/${metric}`, day / DAY_MS))).toFixed(decimals);
      } else row[metric] = null;
    }
    rows.push(row);
  }
  return rows;
}

const error = (status: number, type: string, message: string): DataReply => ({
  status,
  body: { error: { type, message } },
  ...(status === 429 ? { headers: { 'x-ratelimit-limit': '10', 'x-ratelimit-remaining': '0' } } : {}),
});

export const sourceDouble: SourceDouble = {
  start: (now) => startCoinMetricsServer({ now, limitNow: now }),
  env: (url) => ({ COINMETRICS_BASE_URL: `${url}/v4` }),
};
