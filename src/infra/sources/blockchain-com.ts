import { z } from 'zod';
import { lost, mergeCollected } from '../../core/collected.js';
import type { Observation } from '../../core/observation.js';
import type { HistorySource } from '../../core/ports/history-source.js';
import type { Collected, ObservationSource } from '../../core/ports/observation-source.js';
import { LAG_MS } from '../../core/publication-lags.js';
import type { SeriesFailure, SeriesName } from '../../core/series.js';
import { DAY, isDayOver, isStartOfDay } from '../../core/time.js';
import type { HttpClient, RatePolicy } from '../http/types.js';
import { JSON_BODY, type SourceDefinition } from './shared/definition.js';
import { endpoint, wireDecimal, wireTime } from './shared/wire.js';
import { readRows, Rejections, seriesFailure } from './shared/rejections.js';
import { wholePast } from './shared/history.js';
import { collectedFrom, observationsFrom } from './shared/points.js';

const ID = 'blockchain-com';

/** The vendor publishes no limit; one request in 10 s is what it once asked for in its terms. */
const RATE: RatePolicy = { key: ID, limit: 1, windowMs: 10_000 };
/** The 30-day mean, the ten days after which a value no longer counts, and some to spare. */
const SNAPSHOT_DAYS = 45;

/**
 * The series of each chart. Unique addresses are counted by a definition of Blockchain.com's own and have a series of their
 * own; the other two share theirs with CoinMetrics, so that only one of the two sources may be asked for them.
 */
const CHART_SERIES = {
  'n-unique-addresses': 'unique_addresses',
  'n-transactions': 'transactions',
  'hash-rate': 'hash_rate',
} as const satisfies Record<string, SeriesName>;
type ChartName = keyof typeof CHART_SERIES;

/** A chart; its points are validated one by one. `status` is `not-found` and the like where there is none. */
const chartSchema = z.looseObject({
  status: z.literal('ok', 'expected "ok"'),
  values: z.array(z.unknown()),
});

/** `x` is in Unix seconds, the start of a day; `y` a number, at times in scientific notation. */
const chartPointSchema = z.looseObject({
  x: wireTime.refine(isStartOfDay, 'expected the start of a UTC day'),
  y: wireDecimal.refine((value) => value > 0, 'expected a count above 0'),
});

interface BlockchainComSettings {
  readonly http: HttpClient;
  /** `https://api.blockchain.info` or a stand-in for it. */
  readonly baseUrl: string;
  /**
   * Which charts to ask for, 10 s apart. Default: unique addresses only, the fallback for activity. The other two share
   * their series with CoinMetrics: ask for them only where CoinMetrics is not asked.
   */
  readonly charts?: readonly ChartName[];
}

/**
 * The last days of a chart of Bitcoin, by `GET /charts/{name}` (https://www.blockchain.com/explorer/api/charts_api). `sampled`
 * defaults to true, which thins long spans out to every second to fourth day. Publication lag: `x` is the start of the day; its
 * value could be known from date + 36 h (assumed), or when it arrived, if that was earlier. The unfinished day is left out.
 *
 * @throws HttpError
 */
async function fetchChart(
  { http, baseUrl }: BlockchainComSettings,
  name: ChartName,
  days: number,
  signal: AbortSignal,
): Promise<{
  readonly observations: Observation[];
  readonly rejections: Rejections;
  readonly receivedAt: number;
}> {
  const query = { timespan: `${days}days`, format: 'json', sampled: false };
  const url = endpoint(baseUrl, `charts/${name}`);
  const { data, response } = await http.getJson({ source: ID, url, query, rate: RATE, signal }, chartSchema);
  const { receivedAt } = response;
  const series = CHART_SERIES[name];
  const rejections = new Rejections();
  const points = readRows(data.values, chartPointSchema, (reason) => rejections.add(series, reason))
    .filter(({ x }) => x > receivedAt || isDayOver(x, receivedAt))
    .map(({ x, y }) => ({ observedAt: x, value: y }));
  const observations = observationsFrom(points, {
    source: ID,
    series,
    symbol: 'BTC',
    receivedAt,
    availableAt: (day) => day + LAG_MS.chainDay,
    rejections,
  });
  return { observations, rejections, receivedAt };
}

/** Blockchain.com's charts of Bitcoin: the fallback for activity. */
export function createBlockchainComSource(settings: BlockchainComSettings): ObservationSource {
  const { charts = ['n-unique-addresses'] } = settings;
  const series = charts.map((name) => CHART_SERIES[name]);

  async function collectChart(name: ChartName, signal: AbortSignal): Promise<Collected> {
    const of = CHART_SERIES[name];
    try {
      const { observations, rejections } = await fetchChart(settings, name, SNAPSHOT_DAYS, signal);
      return collectedFrom(ID, [of], observations, rejections, () => `its chart ${name} has no finished day.`);
    } catch (error) {
      return lost(seriesFailure(ID, [of], error));
    }
  }

  return {
    id: ID,
    series,
    async collect({ symbol: { asset }, signal }) {
      if (asset !== 'BTC') return lost(bitcoinOnly(series, asset));
      return mergeCollected(await Promise.all(charts.map((name) => collectChart(name, signal))));
    },
  };
}

/**
 * Unique addresses of Bitcoin from a day until today in one request: the other charts share their series with CoinMetrics, and
 * two definitions are never spliced.
 */
export function createBlockchainComHistory({
  now,
  ...settings
}: Pick<BlockchainComSettings, 'http' | 'baseUrl'> & { readonly now: () => number }): HistorySource {
  const series = ['unique_addresses'] as const;
  return {
    id: ID,
    series,
    async *history(request) {
      const { symbol, from, to, signal } = request;
      if (symbol.asset !== 'BTC') {
        yield { observations: [], failures: [bitcoinOnly(series, symbol.asset)], through: to };
        return;
      }
      const days = Math.max(1, Math.ceil((now() - from) / DAY) + 1);
      const { observations, rejections, receivedAt } = await fetchChart(settings, 'n-unique-addresses', days, signal);
      yield wholePast(ID, observations, rejections, request, receivedAt);
    },
  };
}

const bitcoinOnly = (series: readonly SeriesName[], asset: string): SeriesFailure => ({
  source: ID,
  series,
  code: 'source.not-applicable',
  reason: `it has charts of Bitcoin only, not of ${asset}.`,
});

export const blockchainComSource: SourceDefinition<{ readonly blockchainCom: { readonly baseUrl: string } }> = {
  id: ID,
  lags: [
    {
      series: ['unique_addresses'],
      lag_ms: LAG_MS.chainDay,
      rule: 'the day + 36 h',
      why: 'the vendor names no time of publication; taken to be as late as CoinMetrics',
    },
  ],
  address: ({ blockchainCom }) => blockchainCom.baseUrl,
  probe: ({ address }) => [
    {
      name: 'Blockchain.com',
      env: 'BLOCKCHAIN_COM_BASE_URL',
      request: { url: `${address}/charts/n-transactions`, query: { timespan: '5days', format: 'json' } },
      looksRight: JSON_BODY,
    },
  ],
  create: ({ http, address }) => createBlockchainComSource({ http, baseUrl: address }),
  history: ({ http, clock, address }) => createBlockchainComHistory({ http, baseUrl: address, now: () => clock.now() }),
};
