import type { HistoryPage, HistoryRequest, HistorySource } from '../../../../core/ports/history-source.js';
import { isUnknownSymbol } from '../vendor-error.js';
import {
  FUNDING_LIMIT,
  FUTURES_SOURCE,
  getFundingRates,
  getOpenInterestHistory,
  type FuturesAccess,
} from './client.js';
import { mapFunding, mapOpenInterestHistory } from './map.js';
import type { BinanceFuturesSettings } from './source.js';
import { DAY, HOUR, isoTime, MINUTE } from '../../../../core/time.js';

/** The exchange keeps open interest for a month and refuses an older start; an hour is left for the request itself. */
const OPEN_INTEREST_KEPT_MS = 30 * DAY - HOUR;

/** Settled funding, a thousand settlements a request, then what the exchange still has of the open interest. */
export function createBinanceFuturesHistory({
  http,
  clock,
  baseUrl,
}: BinanceFuturesSettings & { readonly baseUrl: string }): HistorySource {
  return {
    id: FUTURES_SOURCE,
    series: ['funding_rate', 'open_interest_base', 'open_interest_usd'],
    async *history(request) {
      const access = { http, baseUrl, signal: request.signal };
      try {
        // First: it has no coverage of its own, and an interrupted run must not lose what the exchange is about to drop.
        yield await openInterest(access, request, clock.now());
        yield* funding(access, request);
      } catch (error) {
        if (!isUnknownSymbol(error)) throw error;
        yield { observations: [], failures: [noContract(request.symbol.symbol)], through: request.to };
      }
    },
  };
}

async function* funding(
  access: FuturesAccess,
  { symbol: { symbol }, from, to }: HistoryRequest,
): AsyncGenerator<HistoryPage> {
  for (let start = from; start < to;) {
    // Stamps lie up to 47 ms after the minute they are rounded to; the end is cut below.
    const { data, response } = await getFundingRates(access, symbol, start, to + MINUTE);
    const { receivedAt } = response;
    const { observations, failures } =
      data.length === 0 ? { observations: [], failures: [] } : mapFunding(data, { symbol, retrievedAt: receivedAt });
    const newest = observations.at(-1)?.observed_at;
    const isLast = data.length < FUNDING_LIMIT || newest === undefined || newest >= to;
    const through = isLast ? Math.max(start, Math.min(to, receivedAt)) : newest + MINUTE;
    yield { observations: observations.filter(({ observed_at }) => observed_at < to), failures, through };
    if (isLast) return;
    start = through;
  }
}

async function openInterest(
  access: FuturesAccess,
  { symbol: { symbol }, from, to }: HistoryRequest,
  now: number,
): Promise<HistoryPage> {
  const oldest = now - OPEN_INTEREST_KEPT_MS;
  const cut =
    from < oldest
      ? [
          {
            source: FUTURES_SOURCE,
            series: ['open_interest_base', 'open_interest_usd'],
            code: 'history.short',
            reason: `the exchange keeps the open interest of the latest 30 days only: nothing before ${isoTime(oldest)}.`,
          } as const,
        ]
      : [];
  if (to <= oldest) return { observations: [], failures: cut, through: from };
  const { data, response } = await getOpenInterestHistory(access, symbol, Math.max(from, oldest));
  const { observations, failures } = mapOpenInterestHistory(data, { symbol, retrievedAt: response.receivedAt });
  return {
    observations: observations.filter(({ observed_at }) => observed_at >= from && observed_at < to),
    failures: [...cut, ...failures],
    through: from,
  };
}

const noContract = (symbol: string) =>
  ({
    source: FUTURES_SOURCE,
    series: ['funding_rate', 'open_interest_base', 'open_interest_usd'],
    code: 'symbol.no-perpetual',
    reason: `Binance has no USD-M perpetual ${symbol}.`,
  }) as const;
