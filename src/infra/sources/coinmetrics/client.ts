import type { HttpClient, RatePolicy } from '../../http/types.js';
import { HttpError } from '../../http/errors.js';
import { endpoint } from '../shared/wire.js';
import { assetMetricsSchema } from './schema.js';
import { given } from '../../../core/given.js';

/** 10 requests in a sliding 6 s per address, 10 at once (https://docs.coinmetrics.io/cm-api-spec/rate-limits). */
const RATE: RatePolicy = { key: 'coinmetrics', limit: 10, windowMs: 6_000, maxConcurrent: 10 };
/** The largest page the API gives. */
const PAGE_SIZE = 10_000;
/** Most pages that are followed: 100,000 rows are far more than any question of ours. */
const MAX_PAGES = 10;

export interface AssetMetricsQuery {
  /** Lower case, as the API spells them. */
  readonly assets: readonly string[];
  readonly metrics: readonly string[];
  /** First UTC day, `YYYY-MM-DD`. */
  readonly startDate: string;
  /** Last UTC day, included. Default: the newest there is. */
  readonly endDate?: string;
  readonly signal: AbortSignal;
}

export interface AssetMetricsReply {
  readonly rows: readonly unknown[];
  /** When the last page arrived, UTC ms. */
  readonly receivedAt: number;
}

/**
 * `GET /timeseries/asset-metrics` (https://docs.coinmetrics.io/api/v4/#tag/Timeseries/operation/getTimeseriesAssetMetrics), all
 * pages. `paging_from` defaults to `end`, which would make page one the newest; and one metric outside the free plan
 * would fail the whole call, hence the two `ignore_…` switches.
 *
 * A next page is fetched only from the origin of the base URL: a reply cannot send us elsewhere.
 *
 * @throws HttpError
 */
export async function fetchAssetMetrics(
  http: HttpClient,
  baseUrl: string,
  { assets, metrics, startDate, endDate, signal }: AssetMetricsQuery,
): Promise<AssetMetricsReply> {
  const source = 'coinmetrics';
  const first = endpoint(baseUrl, 'timeseries/asset-metrics');
  const query = {
    assets: assets.join(','),
    metrics: metrics.join(','),
    frequency: '1d',
    start_time: startDate,
    ...given({ end_time: endDate }),
    page_size: PAGE_SIZE,
    paging_from: 'start',
    ignore_forbidden_errors: true,
    ignore_unsupported_errors: true,
  };
  const rows: unknown[] = [];
  const visited = new Set<string>();
  let { data, response } = await http.getJson({ source, url: first, query, rate: RATE, signal }, assetMetricsSchema);
  for (;;) {
    rows.push(...data.data);
    const next = data.next_page_url;
    if (next === undefined || next === null || next === '') return { rows, receivedAt: response.receivedAt };
    const problem = whyNotFollowed(next, first, visited);
    if (problem !== null) {
      const remedy = 'check COINMETRICS_BASE_URL and any proxy in between';
      throw new HttpError('http.redirect', `CoinMetrics sent a next_page_url that ${problem}.`, { remedy });
    }
    visited.add(next);
    ({ data, response } = await http.getJson({ source, url: next, rate: RATE, signal }, assetMetricsSchema));
  }
}

function whyNotFollowed(next: string, first: string, visited: ReadonlySet<string>): string | null {
  if (!URL.canParse(next)) return 'is not a URL';
  if (new URL(next).origin !== new URL(first).origin) return 'leads to another server';
  if (visited.has(next)) return 'leads in a circle';
  return visited.size + 1 >= MAX_PAGES ? `leads past page ${MAX_PAGES}` : null;
}
