import type { z } from 'zod';
import { firstFew, lost, mergeCollected, NOTHING } from '../../../../core/collected.js';
import { arrivalTime, MAX_SKEW_MS } from '../../../../core/point-in-time.js';
import type { Observation } from '../../../../core/observation.js';
import { LAG_MS } from '../../../../core/publication-lags.js';
import type { Collected } from '../../../../core/ports/observation-source.js';
import type { SeriesName } from '../../../../core/series.js';
import { FUTURES_SOURCE } from './client.js';
import { fundingRowSchema, openInterestRowSchema, type OpenInterest, type PremiumIndex } from './schema.js';
import { isoTime, MINUTE } from '../../../../core/time.js';

export interface FuturesMapContext {
  /** Binance's spelling, as asked. */
  readonly symbol: string;
  /** When the reply arrived, UTC ms. */
  readonly retrievedAt: number;
}

interface Row {
  readonly symbol: string;
  readonly observations: readonly Observation[];
  readonly time: number;
}

/**
 * Settled funding. Stamps are up to 47 ms late (measured 2020-23), so `observed_at` is rounded to the minute, by which
 * funding is joined with bars; `available_at` keeps the stamp, which is when the rate was settled.
 */
export function mapFunding(rows: readonly unknown[], context: FuturesMapContext): Collected {
  const collected = mapRows(rows, fundingRowSchema, ['funding_rate'], context, (row) => {
    const observed = Math.round(row.fundingTime / MINUTE) * MINUTE;
    return {
      symbol: row.symbol,
      time: row.fundingTime,
      observations: [
        observation('funding_rate', row.fundingRate, observed, Math.max(observed, row.fundingTime), context),
      ],
    };
  });
  return collected;
}

export function mapOpenInterestHistory(rows: readonly unknown[], context: FuturesMapContext): Collected {
  return mapRows(rows, openInterestRowSchema, ['open_interest_base', 'open_interest_usd'], context, (row) => {
    const { timestamp } = row;
    const known = timestamp + LAG_MS.openInterestHistory;
    return {
      symbol: row.symbol,
      time: timestamp,
      observations: [
        observation('open_interest_base', row.sumOpenInterest, timestamp, known, context),
        observation('open_interest_usd', row.sumOpenInterestValue, timestamp, known, context),
      ],
    };
  });
}

/** Mark, index and the estimate of the next funding rate, which the reply calls `lastFundingRate`. */
export function mapPremiumIndex(
  reply: PremiumIndex,
  context: FuturesMapContext,
): Collected & { readonly mark: number | null } {
  const all: readonly SeriesName[] = ['mark_price', 'index_price', 'funding_rate_next'];
  const wrong = wrongReply(reply, all, context);
  if (wrong !== null) return { ...wrong, mark: null };

  const { markPrice, indexPrice, lastFundingRate } = reply;
  if (indexPrice !== undefined && (markPrice > 2 * indexPrice || indexPrice > 2 * markPrice)) {
    const reason = `Binance gives ${context.symbol} a mark price of ${markPrice} beside an index of ${indexPrice}: neither is used.`;
    const prices = lost({
      source: FUTURES_SOURCE,
      series: ['mark_price', 'index_price'],
      code: 'data.mismatch',
      reason,
    });
    return { ...mergeCollected([prices, now('funding_rate_next', lastFundingRate, reply, context)]), mark: null };
  }
  const parts = [
    now('mark_price', markPrice, reply, context),
    now('index_price', indexPrice, reply, context),
    now('funding_rate_next', lastFundingRate, reply, context),
  ];
  return { ...mergeCollected(parts), mark: markPrice };
}

/** Open interest now; its USD value needs the mark price (null where there is none). */
export function mapOpenInterest(reply: OpenInterest, mark: number | null, context: FuturesMapContext): Collected {
  const wrong = wrongReply(reply, ['open_interest_base', 'open_interest_usd'], context);
  if (wrong !== null) return wrong;
  const base = now('open_interest_base', reply.openInterest, reply, context);
  if (mark !== null) return mergeCollected([base, now('open_interest_usd', reply.openInterest * mark, reply, context)]);
  const reason = `open interest of ${context.symbol} in USD needs the mark price, which Binance did not deliver.`;
  return mergeCollected([
    base,
    lost({ source: FUTURES_SOURCE, series: ['open_interest_usd'], code: 'data.mark-missing', reason }),
  ]);
}

/** A reply about another symbol, or stamped later than clocks differ; null where it is sound. */
function wrongReply(
  reply: { readonly symbol: string; readonly time?: number | undefined },
  series: readonly SeriesName[],
  { symbol, retrievedAt }: FuturesMapContext,
): Collected | null {
  if (reply.symbol !== symbol) {
    const reason = `Binance futures answered with ${reply.symbol.slice(0, 20)} when asked for ${symbol}.`;
    return lost({ source: FUTURES_SOURCE, series, code: 'data.symbol', reason });
  }
  if (arrivalTime(reply.time, retrievedAt) !== null) return null;
  const reason = `Binance futures stamped its reply ${isoTime(reply.time!)}, which lies in the future: check this machine's clock.`;
  return lost({ source: FUTURES_SOURCE, series, code: 'data.future', reason });
}

function now(
  series: SeriesName,
  value: number | undefined,
  reply: { readonly time?: number | undefined },
  context: FuturesMapContext,
): Collected {
  if (value === undefined) {
    const reason = `the reply of Binance futures for ${context.symbol} holds no ${series}.`;
    return lost({ source: FUTURES_SOURCE, series: [series], code: 'data.missing', reason });
  }
  const at = arrivalTime(reply.time, context.retrievedAt) ?? context.retrievedAt;
  return { observations: [observation(series, value, at, at, context)], failures: [] };
}

function mapRows<T>(
  rows: readonly unknown[],
  schema: z.ZodType<T>,
  series: readonly SeriesName[],
  context: FuturesMapContext,
  read: (row: T) => Row,
): Collected {
  const rejected: string[] = [];
  const kept = new Map<number, Row>();
  rows.forEach((raw, index) => {
    const parsed = schema.safeParse(raw);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      rejected.push(`row ${index + 1} ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not readable'}`);
      return;
    }
    const row = read(parsed.data);
    if (row.symbol !== context.symbol) rejected.push(`row ${index + 1} is of ${row.symbol.slice(0, 20)}`);
    else if (row.time > context.retrievedAt + MAX_SKEW_MS) rejected.push(`row ${index + 1} lies in the future`);
    else kept.set(row.observations[0]!.observed_at, row);
  });
  const observations = [...kept.keys()].sort((a, b) => a - b).flatMap((at) => kept.get(at)!.observations);
  if (rejected.length > 0) {
    const reason = `${rejected.length} of ${rows.length} rows of ${series.join(' and ')} refused: ${firstFew(rejected)}.`;
    return { observations, failures: [{ source: FUTURES_SOURCE, series, code: 'data.rejected', reason }] };
  }
  if (rows.length === 0) {
    const reason = `Binance futures has no ${series.join(' and ')} of ${context.symbol}.`;
    return lost({ source: FUTURES_SOURCE, series, code: 'data.empty', reason });
  }
  return { ...NOTHING, observations };
}

const observation = (
  series: SeriesName,
  value: number,
  observed_at: number,
  available_at: number,
  { symbol, retrievedAt }: FuturesMapContext,
): Observation => ({
  series,
  symbol,
  value,
  observed_at,
  available_at,
  source: FUTURES_SOURCE,
  retrieved_at: retrievedAt,
});
