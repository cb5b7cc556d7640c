import type { HistorySource } from '../../../../core/ports/history-source.js';
import { serverDate } from '../../../http/header-times.js';
import { isRefusedHere } from '../vendor-error.js';
import { getHourlyKlinesIn, KLINES_LIMIT, SPOT_SOURCE } from './client.js';
import { mapKlines } from './map.js';
import type { BinanceSpotSettings } from './source.js';
import { HOUR } from '../../../../core/time.js';

/** Closed hourly bars, a thousand a request, from the mirror where the host refuses this address. */
export function createBinanceSpotHistory({
  http,
  clock,
  baseUrl,
  mirrorBaseUrl,
}: BinanceSpotSettings & { readonly baseUrl: string; readonly mirrorBaseUrl: string }): HistorySource {
  return {
    id: SPOT_SOURCE,
    series: ['bar_1h'],
    async *history({ symbol: { symbol }, from, to, signal }) {
      const page = async (start: number) => {
        try {
          return await getHourlyKlinesIn({ http, baseUrl, signal }, symbol, start, to);
        } catch (error) {
          if (!isRefusedHere(error) || mirrorBaseUrl === baseUrl) throw error;
          return getHourlyKlinesIn({ http, baseUrl: mirrorBaseUrl, signal }, symbol, start, to);
        }
      };
      for (let start = from; start < to;) {
        const { data, response } = await page(start);
        const { receivedAt } = response;
        const context = { symbol, now: clock.now(), retrievedAt: receivedAt, serverNow: serverDate(response.headers) };
        const { observations, failures } =
          data.length === 0 ? { observations: [], failures: [] } : mapKlines(data, context);
        const newest = observations.at(-1)?.observed_at;
        const isLast = data.length < KLINES_LIMIT || newest === undefined;
        // The bar that is still open is asked for again another time.
        const closed = Math.floor(Math.min(to, receivedAt) / HOUR) * HOUR;
        const through = isLast ? Math.max(start, closed) : newest + HOUR;
        yield { observations, failures, through };
        if (isLast) return;
        start = through;
      }
    },
  };
}
