import { isDayOver } from '../../../core/time.js';
import type { HistorySource } from '../../../core/ports/history-source.js';
import { LAG_MS } from '../../../core/publication-lags.js';
import { wholePast } from '../shared/history.js';
import { observationsFrom } from '../shared/points.js';
import { readRows, Rejections } from '../shared/rejections.js';
import { fetchStablecoinChart } from './client.js';
import { chartRowSchema } from './schema.js';
import type { DefiLlamaSettings } from './source.js';
import { MARKET_WIDE } from '../../../core/market-snapshot/index.js';

/**
 * The daily supply of all dollar stablecoins, whole past in one request. A row is dated at the start of its day; it is taken to
 * be known an hour after the day is over, since the vendor does not say of which minute it is. The unfinished day is left out.
 */
export function createDefiLlamaHistory({ http, baseUrl }: DefiLlamaSettings): HistorySource {
  const [id, series] = ['defillama', 'stablecoin_supply'] as const;
  return {
    id,
    series: [series],
    async *history(request) {
      const { rows, receivedAt } = await fetchStablecoinChart(http, baseUrl, request.signal);
      const rejections = new Rejections();
      const days = readRows(rows, chartRowSchema, (reason) => rejections.add(series, reason));
      const points = days
        .filter(({ date }) => date > receivedAt || isDayOver(date, receivedAt))
        .map(({ date, totalCirculating }) => ({ observedAt: date, value: totalCirculating.peggedUSD }));
      const observations = observationsFrom(points, {
        source: id,
        series,
        symbol: MARKET_WIDE,
        receivedAt,
        availableAt: (day) => day + LAG_MS.stablecoinPast,
        rejections,
      });
      yield wholePast(id, observations, rejections, request, receivedAt);
    },
  };
}
