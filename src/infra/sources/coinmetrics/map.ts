import { parseDecimal } from '../../../core/decimal.js';
import type { Observation } from '../../../core/observation.js';
import { LAG_MS } from '../../../core/publication-lags.js';
import type { SeriesName } from '../../../core/series.js';
import { toUnixMs } from '../../../core/unix-time.js';
import { observationsFrom, type Point } from '../shared/points.js';
import { readRows, type Rejections } from '../shared/rejections.js';
import { metricRowSchema, type MetricRow } from './schema.js';
import { isDayOver, isoDay } from '../../../core/time.js';

export interface CoinMetric {
  readonly metric: string;
  readonly series: SeriesName;
  /** Counts of a living chain and ratios are never 0; a day's flow may be. */
  readonly allowsZero: boolean;
}

/** What the community data hold free of charge, with the series each becomes. HashRate is in TH/s. */
export const CHAIN_METRICS: readonly CoinMetric[] = [
  { metric: 'AdrActCnt', series: 'active_addresses', allowsZero: false },
  { metric: 'TxCnt', series: 'transactions', allowsZero: false },
  { metric: 'HashRate', series: 'hash_rate', allowsZero: false },
  { metric: 'CapMVRVCur', series: 'mvrv', allowsZero: false },
];
/** Free for Bitcoin only, and read for every asset: snapshots of all assets show Bitcoin's flows. */
export const FLOW_METRICS: readonly CoinMetric[] = [
  { metric: 'FlowInExNtv', series: 'exchange_inflow', allowsZero: true },
  { metric: 'FlowOutExNtv', series: 'exchange_outflow', allowsZero: true },
];
/** When the day was computed, Unix seconds. */
export const COMPLETION_METRIC = 'AssetEODCompletionTime';

export interface MetricsOf {
  /** Upper case. */
  readonly asset: string;
  readonly metrics: readonly CoinMetric[];
}

/**
 * Observations from the rows of `asset-metrics`.
 *
 * Publication lag: `time` is the start of the day that a row speaks of. It could be known at its completion time where the
 * row has a plausible one (measured: 26 to 142 h after the day's start), else from date + 36 h; a row that arrived before
 * that was known when it arrived. Rows of the unfinished day are left out. Exchange flows are revised for months: a copy of
 * them is known from its arrival alone.
 */
export function mapAssetMetrics(
  raw: readonly unknown[],
  wanted: readonly MetricsOf[],
  receivedAt: number,
  rejections: Rejections,
): Observation[] {
  const rejectAll = (reason: string): void => {
    for (const { metrics } of wanted) for (const { series } of metrics) rejections.add(series, reason);
  };
  const rows = readRows(raw, metricRowSchema, rejectAll);
  const known = new Set(wanted.map(({ asset }) => asset.toLowerCase()));
  for (const row of rows) {
    if (!known.has(row.asset)) rejectAll(`asset is "${row.asset.slice(0, 20)}", which was not asked for`);
  }
  return wanted.flatMap(({ asset, metrics }) => {
    const own = rows.filter((row) => row.asset === asset.toLowerCase() && !isUnfinished(row, receivedAt));
    const completions = new Map(own.map((row) => [row.time, completionOf(row)]));
    return metrics.flatMap((info) =>
      observationsFrom(pointsOf(own, info, rejections), {
        source: 'coinmetrics',
        series: info.series,
        symbol: asset,
        receivedAt,
        availableAt: (day) => completions.get(day) ?? day + LAG_MS.chainDay,
        rejections,
      }),
    );
  });
}

/** Future days stay in, to be rejected and counted; the current one is merely not there yet. */
const isUnfinished = (row: MetricRow, now: number): boolean => row.time <= now && !isDayOver(row.time, now);

function pointsOf(rows: readonly MetricRow[], info: CoinMetric, rejections: Rejections): Point[] {
  const { metric, series, allowsZero } = info;
  return rows.flatMap((row) => {
    const cell = row[metric];
    if (cell === undefined || cell === null) return [];
    const value = parseDecimal(cell);
    if (value !== null && (value > 0 || (value === 0 && allowsZero))) return [{ observedAt: row.time, value }];
    const shown = JSON.stringify(cell).slice(0, 40);
    const bound = allowsZero ? 'of 0 or more' : 'above 0';
    rejections.add(series, `${metric} of ${isoDay(row.time)} is ${shown}, expected a decimal number ${bound}`);
    return [];
  });
}

function completionOf(row: MetricRow): number | undefined {
  const completed = toUnixMs(row[COMPLETION_METRIC]) ?? 0;
  const lag = completed - row.time;
  // Measured on BTC 2021-06 to 2024: half within 29 h, 95 % within 31 h, the longest 142 h. Later completions are
  // recomputations of old days (all days before 2021 carry one of 2021), not publications.
  return lag >= LAG_MS.chainCompletionFrom && lag <= LAG_MS.chainCompletionTo ? completed : undefined;
}
