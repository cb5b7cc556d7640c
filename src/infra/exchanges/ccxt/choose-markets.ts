import type { TradingSymbol } from '../../../core/symbol.js';

/** The part of ccxt's market description that the choice needs. */
export interface ListedMarket {
  readonly symbol: string;
  readonly base: string;
  readonly quote: string;
  readonly settle?: string | undefined;
  readonly spot: boolean;
  readonly swap: boolean;
  readonly linear?: boolean | undefined;
  readonly active?: boolean | undefined;
  /** Base units in one contract. */
  readonly contractSize?: number | undefined;
}

export interface ChosenMarkets {
  /** Null where the exchange does not trade the asset against a USD currency. */
  readonly spot: ListedMarket | null;
  /** A perpetual settled in the quote currency; null where there is none. */
  readonly perpetual: ListedMarket | null;
}

/** Several exchanges list an asset against one USD currency only: these stand in for the one asked for, in this order. */
const STAND_INS = ['USDT', 'USDC', 'USD'];

export function chooseMarkets(markets: readonly ListedMarket[], { asset, quote }: TradingSymbol): ChosenMarkets {
  const quotes = [...new Set([quote, ...STAND_INS])];
  const first = (fits: (market: ListedMarket, quote: string) => boolean): ListedMarket | null => {
    const listed = markets.filter(({ base, active }) => base === asset && active !== false);
    for (const candidate of quotes) {
      const found = listed.find((market) => market.quote === candidate && fits(market, candidate));
      if (found !== undefined) return found;
    }
    return null;
  };
  return {
    spot: first(({ spot }) => spot),
    perpetual: first(({ swap, linear, settle }, candidate) => swap && linear === true && settle === candidate),
  };
}
