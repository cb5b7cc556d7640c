import type { Observation } from '../../../core/observation.js';
import { LAG_MS } from '../../../core/publication-lags.js';
import type { SeriesName } from '../../../core/series.js';
import { isDayOver } from '../shared/daily.js';
import { observationsFrom } from '../shared/points.js';
import { readRows, type Rejections } from '../shared/rejections.js';
import type { ChartName } from './client.js';
import { chartPointSchema, type Chart } from './schema.js';

/**
 * The series of each chart. Unique addresses are counted by a definition of Blockchain.com's own and have a series of their
 * own; the other two share theirs with CoinMetrics, so that only one of the two sources may be asked for them.
 */
export const CHART_SERIES: Readonly<Record<ChartName, SeriesName>> = {
  'n-unique-addresses': 'unique_addresses',
  'n-transactions': 'transactions',
  'hash-rate': 'hash_rate',
};

/**
 * Observations from a chart of Bitcoin. Publication lag: `x` is the start of the day; its value could be known from
 * date + 36 h (assumed), or when it arrived, if that was earlier. The unfinished day is left out.
 */
export function mapChart(chart: Chart, name: ChartName, receivedAt: number, rejections: Rejections): Observation[] {
  const series = CHART_SERIES[name];
  const rows = readRows(chart.values, chartPointSchema, (reason) => rejections.add(series, reason));
  const points = rows
    .filter(({ x }) => x > receivedAt || isDayOver(x, receivedAt))
    .map(({ x, y }) => ({ observedAt: x, value: y }));
  return observationsFrom(points, {
    source: 'blockchain-com',
    series,
    symbol: 'BTC',
    receivedAt,
    availableAt: (day) => day + LAG_MS.chainDay,
    rejections,
  });
}
