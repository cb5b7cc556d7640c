import type { Exchange } from 'ccxt';
import { lost, mergeCollected } from '../../../core/collected.js';
import { parseDecimal } from '../../../core/decimal.js';
import type { Collected } from '../../../core/ports/observation-source.js';
import type { SeriesName } from '../../../core/series.js';
import type { ListedMarket } from './choose-markets.js';
import {
  mapCcxtFunding,
  mapCcxtOpenInterest,
  mapCcxtOpenInterestHistory,
  reading,
  type CcxtMapContext,
} from './map.js';
import { DAY } from '../../../core/time.js';

/** Settlements asked for: at 8 hours each, 33 days; at 1 hour each, 4. No exchange refuses a page of 100. */
const FUNDING_ROWS = 100;

export interface PerpetualReader {
  readonly exchange: Exchange;
  readonly market: ListedMarket;
  readonly now: () => number;
  readonly context: () => CcxtMapContext;
  /** Runs one request, so that its failure costs its own series only. */
  readonly part: <C extends Collected>(series: readonly SeriesName[], work: () => Promise<C>) => Promise<C | Collected>;
}

/** Whether ccxt offers a method on this exchange by a request of its own. */
const offers = (exchange: Exchange, method: string): boolean => exchange.has[method] === true;

/** Mark, index, funding and open interest of a perpetual, as far as the exchange offers them. */
export async function collectPerpetual(reader: PerpetualReader): Promise<Collected> {
  const funding = reader.part(['funding_rate'], () => fundingHistory(reader));
  const prices = await collectPrices(reader);
  const interest = collectOpenInterest(reader, prices.mark);
  return mergeCollected([await funding, prices, await interest]);
}

async function fundingHistory({ exchange, market, now, context }: PerpetualReader): Promise<Collected> {
  if (!offers(exchange, 'fetchFundingRateHistory')) return unsupported(['funding_rate'], context());
  const since = now() - 30 * DAY;
  const rows = await exchange.fetchFundingRateHistory(market.symbol, since, FUNDING_ROWS);
  return mapCcxtFunding(rows, context());
}

/** The running funding estimate comes with mark and index on some exchanges; others are asked for those one by one. */
async function collectPrices(reader: PerpetualReader): Promise<Collected & { readonly mark: number | null }> {
  const { exchange, market, context, part } = reader;
  let stamp: unknown;
  let mark: unknown;
  let index: unknown;
  let markStamp: unknown;

  const rate = await part(['funding_rate_next'], async () => {
    if (exchange.has.fetchFundingRate === false || exchange.has.fetchFundingRate === undefined) {
      return unsupported(['funding_rate_next'], context());
    }
    const reply = await exchange.fetchFundingRate(market.symbol);
    stamp = markStamp = reply.timestamp;
    mark = reply.markPrice;
    index = reply.indexPrice;
    const next = parseDecimal(reply.fundingRate);
    return reading('funding_rate_next', next !== null && Math.abs(next) < 1 ? next : null, stamp, context());
  });
  const marked = await part(['mark_price'], async () => {
    if (mark === undefined && offers(exchange, 'fetchMarkPrice')) {
      const ticker = await exchange.fetchMarkPrice(market.symbol);
      mark = ticker.markPrice;
      markStamp = ticker.timestamp;
    }
    return reading('mark_price', mark, markStamp, context());
  });
  const indexed = await part(['index_price'], async () => {
    if (index !== undefined) return reading('index_price', index, stamp, context());
    if (!offers(exchange, 'fetchIndexOHLCV')) return unsupported(['index_price'], context());
    // The newest candle of the index is still open, so its close is the index of now.
    const rows = await exchange.fetchOHLCV(market.symbol, '1m', undefined, 5, { price: 'index' });
    return reading('index_price', rows.at(-1)?.[4], undefined, context());
  });

  const valueOf = (part: Collected): number | null => parseDecimal(part.observations[0]?.value);
  const [markValue, indexValue] = [valueOf(marked), valueOf(indexed)];
  if (markValue !== null && indexValue !== null && (markValue > 2 * indexValue || indexValue > 2 * markValue)) {
    const { source, symbol } = context();
    const reason = `${source} gives ${symbol} a mark price of ${markValue} beside an index of ${indexValue}: neither is used.`;
    const mismatch = lost({ source, series: ['mark_price', 'index_price'], code: 'data.mismatch', reason });
    return { ...mergeCollected([rate, mismatch]), mark: null };
  }
  return { ...mergeCollected([rate, marked, indexed]), mark: markValue };
}

async function collectOpenInterest(reader: PerpetualReader, mark: number | null): Promise<Collected> {
  const { exchange, market, now, context, part } = reader;
  const series: readonly SeriesName[] = ['open_interest_base', 'open_interest_usd'];
  if (mark === null) {
    const { source, symbol } = context();
    const reason = `the unit of ${source}'s open interest of ${symbol} cannot be told without a mark price.`;
    return lost({ source, series, code: 'data.mark-missing', reason });
  }
  const contractSize = market.contractSize ?? null;
  const past = await part(['open_interest_base'], async () => {
    if (!offers(exchange, 'fetchOpenInterestHistory')) return unsupported(['open_interest_base'], context());
    const rows = await exchange.fetchOpenInterestHistory(market.symbol, '1h', now() - 29 * DAY, 500);
    return mapCcxtOpenInterestHistory(rows, mark, contractSize, context());
  });
  const current = await part(series, async () => {
    if (!offers(exchange, 'fetchOpenInterest')) return unsupported(series, context());
    return mapCcxtOpenInterest(await exchange.fetchOpenInterest(market.symbol), mark, contractSize, context());
  });
  return mergeCollected([past, current]);
}

function unsupported(series: readonly SeriesName[], { source }: CcxtMapContext): Collected {
  const reason = `${source} does not offer ${series.join(' and ')} through ccxt.`;
  return lost({ source, series, code: 'ccxt.unsupported', reason });
}
