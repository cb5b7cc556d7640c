import { parseDecimal } from '../../../core/decimal.js';
import {
  CHAIN_METRICS,
  COMPLETION_METRIC,
  FLOW_METRICS,
  mapAssetMetrics,
} from '../../../infra/sources/coinmetrics/index.js';
import { Rejections } from '../../../infra/sources/shared/rejections.js';
import { wrongCell, type ImportFormat } from './format.js';

const METRICS = [...CHAIN_METRICS, ...FLOW_METRICS];

const fields: ImportFormat['fields'] = {
  time: { names: ['time', 'date'], required: true },
  asset: { names: ['asset'], required: false },
  ...Object.fromEntries(
    [...METRICS.map(({ metric }) => metric), COMPLETION_METRIC].map((metric) => [
      metric,
      { names: [metric.toLowerCase()], required: false },
    ]),
  ),
};

/** The community CSV of CoinMetrics: a row a day, a column a metric. Availability is that of the live source. */
export const coinmetricsFormat: ImportFormat = {
  fields,
  read(rows, { time, symbol, baseAsset, retrievedAt, source }) {
    const assets = new Set<string>();
    const raw = rows.map((row) => {
      const asset = row.get('asset')?.text.toUpperCase() ?? (symbol ?? baseAsset).asset;
      assets.add(asset);
      const metrics = [...METRICS.map(({ metric }) => metric), COMPLETION_METRIC].map((metric) => {
        const cell = row.get(metric);
        if (cell !== null && parseDecimal(cell.text) === null) throw wrongCell(cell, 'a decimal number');
        return [metric, cell?.text ?? null] as const;
      });
      return { asset: asset.toLowerCase(), time: time(row.need('time')), ...Object.fromEntries(metrics) };
    });
    const rejections = new Rejections();
    const wanted = [...assets].map((asset) => ({ asset, metrics: asset === 'BTC' ? METRICS : CHAIN_METRICS }));
    const observations = mapAssetMetrics(raw, wanted, retrievedAt, rejections);
    const skipped = Object.fromEntries(
      rejections.failures('coinmetrics').map(({ series, reason }) => [`${series.join()}: ${reason}`, 1]),
    );
    return {
      observations: source === null ? observations : observations.map((row) => ({ ...row, source })),
      skipped,
    };
  },
};
