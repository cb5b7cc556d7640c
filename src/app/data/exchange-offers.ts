import type { FetchableExchange, OfferedIntervals, OfferedPair } from '../../contract/data.js';
import { InputError } from '../../core/errors.js';
import { parseInterval } from '../../core/interval.js';
import { intervalsOf, listExchanges, type ExchangeOffer } from '../../infra/exchanges/ccxt/list-exchanges.js';
import type { ListedMarket } from '../../infra/exchanges/ccxt/choose-markets.js';
import { listSymbols } from '../../infra/sources/binance/index.js';
import { VISION_INTERVALS } from '../../infra/store/bars/vision/plan.js';
import type { Runtime } from '../runtime/runtime.js';
import { openCcxt } from './open-ccxt.js';

/**
 * The spot pairs and linear perpetuals that an exchange lists now, by name. Binance's own lists are asked where the exchange is
 * `binance`, else ccxt.
 * @param market null: both
 * @throws InputError for an unknown exchange, UnavailableError where it cannot be asked
 */
export async function offeredPairs(
  runtime: Runtime,
  market: 'spot' | 'um' | null,
  signal: AbortSignal,
): Promise<OfferedPair[]> {
  const markets = market === null ? (['spot', 'um'] as const) : [market];
  const isBinance = runtime.config.exchange === 'binance';
  const pairs = isBinance ? await ofBinance(runtime, markets, signal) : await ofCcxt(runtime, markets, signal);
  return pairs.sort((a, b) => (a.market === b.market ? (a.pair < b.pair ? -1 : 1) : a.market < b.market ? -1 : 1));
}

type Markets = readonly OfferedPair['market'][];

async function ofBinance({ http, config }: Runtime, markets: Markets, signal: AbortSignal): Promise<OfferedPair[]> {
  const { baseUrl: spot, fapiUrl: um } = config.sources.binance;
  const urls = { spot, um };
  const lists = await Promise.all(
    markets.map(async (market) => {
      const listed = await listSymbols({ http, baseUrl: urls[market], market, signal });
      return listed.map(({ symbol, base, quote }) => ({ pair: symbol, market, base, quote }));
    }),
  );
  return lists.flat();
}

async function ofCcxt(runtime: Runtime, markets: Markets, signal: AbortSignal): Promise<OfferedPair[]> {
  const { exchange, asked } = await openCcxt(runtime, runtime.config.exchange, signal);
  try {
    const listed = await asked(exchange.loadMarkets());
    return (Object.values(listed) as unknown as ListedMarket[]).flatMap(
      ({ symbol, base, quote, spot, swap, linear, active }): OfferedPair[] => {
        const market = spot ? 'spot' : 'um';
        if (active === false || !(spot || (swap && linear === true)) || !markets.includes(market)) return [];
        return [{ pair: symbol, market, base, quote }];
      },
    );
  } finally {
    await exchange.close();
  }
}

/** Sends nothing. @throws InputError for an exchange that is unknown, or offers no bars */
export async function offeredIntervals(runtime: Runtime, signal: AbortSignal): Promise<OfferedIntervals> {
  const { exchange: id } = runtime.config;
  if (id === 'binance') return { exchange: id, intervals: VISION_INTERVALS, unusable: [] };
  const { exchange } = await openCcxt(runtime, id, signal);
  const all = intervalsOf(exchange);
  const isBars = (exchange.has as Readonly<Record<string, unknown>>).fetchOHLCV === true;
  if (!isBars || all.length === 0) {
    throw new InputError(
      'fetch.kind',
      `${id} offers no bars through ccxt: "llm-trading data exchanges" lists those that do.`,
      {
        where: 'exchange',
      },
    );
  }
  return { exchange: id, intervals: all.filter(isFixed), unusable: all.filter((each) => !isFixed(each)) };
}

function isFixed(interval: string): boolean {
  try {
    return parseInterval(interval) > 0;
  } catch {
    return false;
  }
}

/** Binance's archive first, then the exchanges of ccxt by name. Sends nothing. */
export async function fetchableExchanges(signal: AbortSignal): Promise<FetchableExchange[]> {
  const listed = await listExchanges(signal);
  const archive: ExchangeOffer = {
    id: 'binance',
    name: 'Binance, its archive of files with checksums',
    needs: 'nothing',
    intervals: VISION_INTERVALS,
    mark: true,
    funding: true,
  };
  return [archive, ...listed.filter(({ id }) => id !== 'binance')].map((offer) => ({
    ...offer,
    intervals: offer.intervals.filter(isFixed),
    fetchable: offer.needs === 'nothing',
  }));
}
