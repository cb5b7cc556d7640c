import { lost, mergeCollected } from '../../../../core/collected.js';
import type { Clock } from '../../../../core/ports/index.js';
import type { Collected, CollectRequest, ObservationSource } from '../../../../core/ports/observation-source.js';
import type { SeriesName } from '../../../../core/series.js';
import type { HttpClient } from '../../../http/types.js';
import { seriesFailure } from '../../shared/rejections.js';
import { isRefusedHere, isUnknownSymbol } from '../vendor-error.js';
import {
  FUTURES_SOURCE,
  getFundingRates,
  getOpenInterest,
  getOpenInterestHistory,
  getPremiumIndex,
  type FuturesAccess,
  type FuturesReply,
} from './client.js';
import { mapFunding, mapOpenInterest, mapOpenInterestHistory, mapPremiumIndex, type FuturesMapContext } from './map.js';
import { DAY } from '../../../../core/time.js';
import { field } from '../../../../core/request-field.js';

const BINANCE_FUTURES_URL = 'https://fapi.binance.com';

/** How far back settled funding is asked for, ms: 30 days, 90 rows at the usual 8 hours. */
const FUNDING_SPAN_MS = 30 * DAY;

export interface BinanceFuturesSettings {
  readonly http: HttpClient;
  readonly clock: Clock;
  /** Default: `https://fapi.binance.com`. There is no mirror. */
  readonly baseUrl?: string;
}

export function createBinanceFuturesSource(settings: BinanceFuturesSettings): ObservationSource {
  const { http, clock } = settings;
  const baseUrl = (settings.baseUrl ?? BINANCE_FUTURES_URL).replace(/\/+$/, '');

  return {
    id: FUTURES_SOURCE,
    series: [
      'funding_rate',
      'funding_rate_next',
      'mark_price',
      'index_price',
      'open_interest_base',
      'open_interest_usd',
    ],
    async collect({ symbol: { symbol }, signal }: CollectRequest): Promise<Collected> {
      const access: FuturesAccess = { http, baseUrl, signal };

      async function part<T, C extends Collected>(
        series: readonly SeriesName[],
        asked: Promise<FuturesReply<T>>,
        map: (data: T, context: FuturesMapContext) => C,
      ): Promise<Collected | C> {
        try {
          const { data, response } = await asked;
          return map(data, { symbol, retrievedAt: response.receivedAt });
        } catch (error) {
          return lost(explain(error, series, symbol));
        }
      }

      const premium = part(
        ['mark_price', 'index_price', 'funding_rate_next'],
        getPremiumIndex(access, symbol),
        mapPremiumIndex,
      );
      const openInterest: readonly SeriesName[] = ['open_interest_base', 'open_interest_usd'];
      return mergeCollected(
        await Promise.all([
          premium,
          part(['funding_rate'], getFundingRates(access, symbol, clock.now() - FUNDING_SPAN_MS), mapFunding),
          part(openInterest, getOpenInterestHistory(access, symbol), mapOpenInterestHistory),
          part(
            openInterest,
            Promise.all([getOpenInterest(access, symbol), premium]).then(([reply, prices]) => ({
              ...reply,
              data: { reply: reply.data, mark: 'mark' in prices ? prices.mark : null },
            })),
            ({ reply, mark }, context) => mapOpenInterest(reply, mark, context),
          ),
        ]),
      );
    },
  };
}

function explain(error: unknown, series: readonly SeriesName[], symbol: string) {
  const plain = seriesFailure(FUTURES_SOURCE, series, error);
  if (isUnknownSymbol(error)) {
    const reason = `Binance has no USD-M perpetual ${symbol}: its funding, basis and open interest stay empty.`;
    return { ...plain, code: 'symbol.no-perpetual', reason };
  }
  if (isRefusedHere(error)) {
    const reason = `Binance futures does not serve this address (HTTP ${error.status ?? 0}) and has no mirror: take the market part from another exchange with ${field('exchange', 'okx')} or another ccxt id, or accept these gaps.`;
    return { ...plain, reason };
  }
  return plain;
}
