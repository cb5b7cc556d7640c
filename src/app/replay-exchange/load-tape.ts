import { parseSymbol } from '../../core/symbol.js';
import { normaliseFunding } from '../../engine/funding.js';
import { BUNDLED_FILTERS } from '../../engine/exchange-rules/bundled-filters.js';
import { BUNDLED_MARGIN_TABLES } from '../../engine/exchange-rules/margin-tiers.js';
import type { SymbolData } from '../../engine/data-feed.js';
import type { TapeSymbol } from '../../live/replay-exchange/tape.js';
import { demoMarket } from '../data/write-demo.js';
import { loadMarket, type MarketRequest } from '../inputs/market.js';
import type { Runtime } from '../runtime/runtime.js';

export interface LoadedTape {
  readonly tape: readonly TapeSymbol[];
  readonly warnings: readonly string[];
  /** What it was read from; null: the demo market. */
  readonly sources: readonly string[] | null;
}

const DEMO_SYMBOLS = ['BTCUSDT', 'ETHUSDT'];
const DEMO_DAYS = 90;

/**
 * What the exchange plays: the bars, marks and funding that are named; without any, 90 days of the demo market.
 * @throws InputError naming the input and what is wrong with it
 */
export async function loadTape(request: MarketRequest, runtime: Runtime): Promise<LoadedTape> {
  if (request.data.length === 0) {
    const data = DEMO_SYMBOLS.map((symbol) => demoMarket(symbol, DEMO_DAYS * 24));
    return { tape: data.map(tapeOf), warnings: [], sources: null };
  }
  const { data, warnings, sources } = await loadMarket(request, runtime);
  return { tape: data.map(tapeOf), warnings, sources: [...new Set(sources.map(({ source }) => source))] };
}

function tapeOf({ bars, mark, funding, filters, marginTables }: SymbolData): TapeSymbol {
  const { symbol } = bars;
  const { asset, quote } = parseSymbol(symbol);
  return {
    symbol,
    asset,
    quote,
    bars,
    mark: mark ?? null,
    funding: funding === undefined ? null : normaliseFunding(symbol, funding),
    filters: {
      spot: filters ?? BUNDLED_FILTERS['binance-spot']?.[symbol] ?? [],
      usdm: filters ?? BUNDLED_FILTERS['binance-um']?.[symbol] ?? [],
    },
    marginTables: marginTables ?? BUNDLED_MARGIN_TABLES[symbol] ?? [],
  };
}
