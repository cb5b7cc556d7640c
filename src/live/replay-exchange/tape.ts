import type { BarSeries } from '../../core/bars.js';
import { filtersAt, type ExchangeFilters } from '../../engine/exchange-rules/filters.js';
import type { MarginTable } from '../../engine/exchange-rules/margin-tiers.js';
import type { FundingSeries } from '../../engine/funding.js';

/** What was recorded of one symbol. */
export interface TapeSymbol {
  /** `BTCUSDT`. */
  readonly symbol: string;
  /** `BTC` and `USDT`. */
  readonly asset: string;
  readonly quote: string;
  readonly bars: BarSeries;
  /** Bars of the mark price; null: the traded price stands in. */
  readonly mark: BarSeries | null;
  /** Settled funding of its perpetual, times on the minute; null: none is paid. */
  readonly funding: FundingSeries | null;
  /** Rules of orders on the spot and on the futures market, by the moment from which they hold. */
  readonly filters: { readonly spot: readonly ExchangeFilters[]; readonly usdm: readonly ExchangeFilters[] };
  readonly marginTables: readonly MarginTable[];
}

export type MarketName = 'spot' | 'usdm';

/** Where the rules of a symbol say nothing. */
const LOOSE = { tickSize: 0.00000001, stepSize: 0.00000001, minNotional: 0 };

/** A symbol and how far its tape has been played. */
export class SymbolCursor {
  /** Row of the bar that is open, or of the last one that was; −1 before the first. */
  row = -1;
  isBarOpen = false;
  /** The open bar has volume: orders can fill. */
  isTrading = false;
  /** Last traded price; the first open before the tape begins. */
  price: number;
  /** Mark price; the traded one where none was recorded. */
  markPrice: number;
  /** Next funding record. */
  fundingRow = 0;
  /** A tick size that a fault has put in place of the recorded one. */
  changedTick: number | null = null;

  constructor(readonly tape: TapeSymbol) {
    this.price = tape.bars.open[0]!;
    this.markPrice = this.price;
  }

  /** Rules of orders that hold at `time`. */
  rules(market: MarketName, time: number): Required<Pick<ExchangeFilters, 'tickSize' | 'stepSize' | 'minNotional'>> {
    const found = filtersAt(this.tape.filters[market], time);
    const { tickSize, stepSize, minNotional } = { ...LOOSE, ...found };
    return { tickSize: this.changedTick ?? tickSize, stepSize, minNotional };
  }
}
