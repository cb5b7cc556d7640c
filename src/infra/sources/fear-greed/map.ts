import type { Observation } from '../../../core/observation.js';
import { LAG_MS } from '../../../core/publication-lags.js';
import { observationsFrom } from '../shared/points.js';
import { readRows, type Rejections } from '../shared/rejections.js';
import { fearGreedRowSchema, type FearGreedReply } from './schema.js';
import { MARKET_WIDE } from '../../../core/market-snapshot/index.js';

/**
 * The index by day. Publication lag: it is published at the start of the UTC day it is dated, so it can be known from
 * 00:00 + 10 min (assumed), or when it arrived, if that was earlier.
 */
export function mapFearGreed(reply: FearGreedReply, receivedAt: number, rejections: Rejections): Observation[] {
  const series = 'fear_greed';
  const rows = readRows(reply.data, fearGreedRowSchema, (reason) => rejections.add(series, reason));
  return observationsFrom(
    rows.map(({ timestamp, value }) => ({ observedAt: timestamp, value })),
    {
      source: 'fear-greed',
      series,
      symbol: MARKET_WIDE,
      receivedAt,
      availableAt: (day) => day + LAG_MS.fearGreed,
      rejections,
    },
  );
}
