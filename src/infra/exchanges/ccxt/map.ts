import type { FundingRateHistory, OpenInterest, OrderBook as CcxtBook, Ticker } from 'ccxt';
import { firstFew, lost, mergeCollected } from '../../../core/collected.js';
import { parseDecimal } from '../../../core/decimal.js';
import { arrivalTime, MAX_SKEW_MS } from '../../../core/point-in-time.js';
import type { Observation } from '../../../core/observation.js';
import { readOrderBook, type BookFigure, type BookLevel } from '../../../core/order-book.js';
import type { Collected } from '../../../core/ports/observation-source.js';
import type { SeriesName } from '../../../core/series.js';
import { toUnixMs } from '../../../core/unix-time.js';
import type { ListedMarket } from './choose-markets.js';
import { openInterestInCoins } from './open-interest-units.js';
import { isoTime, MINUTE } from '../../../core/time.js';

export interface CcxtMapContext {
  readonly source: string;
  /** As asked for, in Binance's spelling: what observations are filed under. */
  readonly symbol: string;
  /** This machine's clock when the reply was there, UTC ms. */
  readonly retrievedAt: number;
}

/** How long after its stamp open interest of the past can be had, ms: as for Binance, one 5-minute step. */
export const OPEN_INTEREST_LAG_MS = 5 * MINUTE;

/** One reading of this moment. `stamp` is the exchange's, in any unit; without one it speaks of the receipt. */
export function reading(series: SeriesName, value: unknown, stamp: unknown, context: CcxtMapContext): Collected {
  const number = parseDecimal(value);
  const { source, symbol, retrievedAt } = context;
  const refuse = (code: string, reason: string): Collected => lost({ source, series: [series], code, reason });
  if (number === null) return refuse('data.missing', `${source} gives no ${series} of ${symbol}.`);
  if (number <= 0 && PRICES.has(series)) {
    return refuse('data.rejected', `${source} gives ${number} as ${series} of ${symbol}: a price is above 0.`);
  }
  const at = arrivalTime(toUnixMs(stamp), retrievedAt);
  if (at === null) {
    return refuse('data.future', `${source} stamped ${series} in the future: check this machine's clock.`);
  }
  return { observations: [observation(series, number, at, at, context)], failures: [] };
}

const PRICES: ReadonlySet<SeriesName> = new Set(['spot_price', 'mark_price', 'index_price'] as const);

export function mapTicker(ticker: Ticker, market: ListedMarket, context: CcxtMapContext): Collected {
  if (ticker.symbol === market.symbol) return reading('spot_price', ticker.last, ticker.timestamp, context);
  const reason = `${context.source} answered with ${String(ticker.symbol).slice(0, 20)} when asked for ${market.symbol}.`;
  return lost({ source: context.source, series: ['spot_price'], code: 'data.symbol', reason });
}

/** Spread and imbalance, and the middle of the book for comparison with other prices. */
export function mapBook(book: CcxtBook, context: CcxtMapContext): Collected & { readonly mid: number | null } {
  const side = (levels: readonly (readonly unknown[])[]): BookLevel[] =>
    levels.map(([price, size]) => [parseDecimal(price) ?? Number.NaN, parseDecimal(size) ?? Number.NaN]);
  const bids = side(book.bids);
  const asks = side(book.asks);
  // How many levels an exchange sends at most is not known here: the longer side is taken for cut.
  const read = readOrderBook({ bids, asks }, { maxLevels: Math.max(bids.length, asks.length) });
  const figure = (series: SeriesName, one: BookFigure): Collected =>
    one.ok
      ? reading(series, one.value, book.timestamp, context)
      : lost({ source: context.source, series: [series], code: one.code, reason: `${context.source}: ${one.reason}` });
  return {
    ...mergeCollected([figure('spread_bps', read.spread_bps), figure('ob_imbalance', read.ob_imbalance)]),
    mid: read.mid.ok ? read.mid.value : null,
  };
}

/** Settled funding: stamps are rounded to the minute, rates beyond ±100 % and stamps of the future refused. */
export function mapCcxtFunding(rows: readonly FundingRateHistory[], context: CcxtMapContext): Collected {
  const kept = new Map<number, Observation>();
  const rejected: string[] = [];
  for (const row of rows) {
    const time = toUnixMs(row.timestamp);
    const rate = parseDecimal(row.fundingRate);
    if (time === null || rate === null || Math.abs(rate) >= 1) rejected.push('a row without a sound rate or time');
    else if (time > context.retrievedAt + MAX_SKEW_MS) rejected.push(`${isoTime(time)} lies in the future`);
    else {
      const at = Math.round(time / MINUTE) * MINUTE;
      kept.set(at, observation('funding_rate', rate, at, Math.max(at, time), context));
    }
  }
  return history(['funding_rate'], kept, rejected, rows.length, context);
}

/** Open interest of the past in coins. Rows whose unit cannot be told are refused, not guessed at. */
export function mapCcxtOpenInterestHistory(
  rows: readonly OpenInterest[],
  price: number,
  contractSize: number | null,
  context: CcxtMapContext,
): Collected {
  const kept = new Map<number, Observation>();
  const rejected: string[] = [];
  for (const row of rows) {
    const time = toUnixMs(row.timestamp);
    const amount = parseDecimal(row.openInterestAmount);
    const coins = openInterestInCoins({ amount, value: parseDecimal(row.openInterestValue) }, price, contractSize);
    if (time === null || coins === null) rejected.push('a row without a time or an amount in a known unit');
    else if (time > context.retrievedAt + MAX_SKEW_MS) rejected.push(`${isoTime(time)} lies in the future`);
    else kept.set(time, observation('open_interest_base', coins, time, time + OPEN_INTEREST_LAG_MS, context));
  }
  return history(['open_interest_base'], kept, rejected, rows.length, context);
}

/** Open interest now, in coins and in USD. */
export function mapCcxtOpenInterest(
  reply: OpenInterest,
  price: number,
  contractSize: number | null,
  context: CcxtMapContext,
): Collected {
  const { source, symbol } = context;
  const amount = parseDecimal(reply.openInterestAmount);
  const coins = openInterestInCoins({ amount, value: parseDecimal(reply.openInterestValue) }, price, contractSize);
  if (coins === null) {
    const reason = `${source} gives the open interest of ${symbol} in a unit that cannot be told from its price.`;
    return lost({ source, series: ['open_interest_base', 'open_interest_usd'], code: 'data.unit', reason });
  }
  return mergeCollected([
    reading('open_interest_base', coins, reply.timestamp, context),
    reading('open_interest_usd', coins * price, reply.timestamp, context),
  ]);
}

function history(
  series: readonly SeriesName[],
  kept: ReadonlyMap<number, Observation>,
  rejected: readonly string[],
  rows: number,
  { source, symbol }: CcxtMapContext,
): Collected {
  const observations = [...kept.entries()].sort(([a], [b]) => a - b).map(([, row]) => row);
  const name = series.join(' and ');
  const failure =
    rejected.length > 0
      ? { code: 'data.rejected', reason: `${rejected.length} of ${rows} rows of ${name} from ${source} refused: ${firstFew(rejected)}.` } // prettier-ignore
      : rows === 0
        ? { code: 'data.empty', reason: `${source} has no past ${name} of ${symbol}.` }
        : null;
  return { observations, failures: failure === null ? [] : [{ source, series, ...failure }] };
}

const observation = (
  series: SeriesName,
  value: number,
  observed_at: number,
  available_at: number,
  { source, symbol, retrievedAt }: CcxtMapContext,
): Observation => ({ series, symbol, value, observed_at, available_at, source, retrieved_at: retrievedAt });
