import { lost, mergeCollected } from '../../../../core/collected.js';
import type { CandidateBar } from '../../../../core/market-checks/accept-bars.js';
import { arrivalTime } from '../../../../core/point-in-time.js';
import { collectBars } from '../../../../core/market-checks/collect-bars.js';
import type { Observation } from '../../../../core/observation.js';
import { readOrderBook, type BookFigure } from '../../../../core/order-book.js';
import type { Collected, SeriesFailure } from '../../../../core/ports/observation-source.js';
import type { SeriesName } from '../../../../core/series.js';
import { DEPTH_LIMIT, SPOT_SOURCE } from './client.js';
import { klineRowSchema, type Depth } from './schema.js';
import { isoTime } from '../../../../core/time.js';

export interface SpotMapContext {
  /** Binance's spelling, as asked. */
  readonly symbol: string;
  /** This machine's clock, UTC ms. */
  readonly now: number;
  /** When the reply arrived, UTC ms. */
  readonly retrievedAt: number;
  /** The `Date` of the reply, UTC ms, whole seconds; null where it has none. */
  readonly serverNow: number | null;
}

const failure = (series: readonly SeriesName[], code: string, reason: string): SeriesFailure => ({
  source: SPOT_SOURCE,
  series,
  code,
  reason,
});

/** Closed hourly candles. */
export function mapKlines(rows: readonly unknown[], context: SpotMapContext): Collected {
  const candidates: CandidateBar[] = [];
  const unreadable: string[] = [];
  rows.forEach((row, index) => {
    const parsed = klineRowSchema.safeParse(row);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      unreadable.push(
        `row ${index + 1} column ${Number(issue?.path[0] ?? 0) + 1}: ${issue?.message ?? 'not readable'}`,
      );
      return;
    }
    const [openTime, open, high, low, close, volume, , quoteVolume] = parsed.data;
    candidates.push({ openTime, bar: { open, high, low, close, volume, quote_volume: quoteVolume } });
  });

  const { symbol, now, serverNow, retrievedAt } = context;
  return collectBars(candidates, unreadable, { source: SPOT_SOURCE, symbol, now, venueNow: serverNow, retrievedAt });
}

/** The last price. `time` is the end of the ticker's window where the reply has one. */
export function mapPrice(
  reply: { readonly symbol: string; readonly price: number; readonly time?: number },
  context: SpotMapContext,
): Collected {
  if (reply.symbol !== context.symbol) {
    const reason = `Binance answered with ${reply.symbol.slice(0, 20)} when asked for ${context.symbol}.`;
    return lost(failure(['spot_price'], 'data.symbol', reason));
  }
  return stamped('spot_price', reply.price, reply.time, context);
}

/** Spread and imbalance. The reply has no time: it speaks of the moment it arrived. */
export function mapDepth(depth: Depth, context: SpotMapContext): Collected & { readonly mid: number | null } {
  const book = {
    bids: depth.bids.map(([price, quantity]) => [price, quantity] as const),
    asks: depth.asks.map(([price, quantity]) => [price, quantity] as const),
  };
  const reading = readOrderBook(book, { maxLevels: DEPTH_LIMIT });
  const figure = (series: SeriesName, read: BookFigure): Collected =>
    read.ok
      ? stamped(series, read.value, undefined, context)
      : lost(failure([series], read.code, `Binance, ${context.symbol}: ${read.reason}`));
  return {
    ...mergeCollected([figure('spread_bps', reading.spread_bps), figure('ob_imbalance', reading.ob_imbalance)]),
    mid: reading.mid.ok ? reading.mid.value : null,
  };
}

function stamped(series: SeriesName, value: number, time: number | undefined, context: SpotMapContext): Collected {
  const at = arrivalTime(time, context.retrievedAt);
  if (at === null) {
    const reason = `Binance stamped ${series} ${isoTime(time!)}, which lies in the future: check this machine's clock.`;
    return lost(failure([series], 'data.future', reason));
  }
  return {
    observations: [{ ...common(context, series), value, observed_at: at, available_at: at }],
    failures: [],
  };
}

const common = (
  { symbol, retrievedAt }: SpotMapContext,
  series: SeriesName,
): Pick<Observation, 'series' | 'symbol' | 'source' | 'retrieved_at'> => ({
  series,
  symbol,
  source: SPOT_SOURCE,
  retrieved_at: retrievedAt,
});
