import type { BarSeries } from '../../../core/bars.js';
import type { ExchangeFilters } from '../../exchange-rules/filters.js';
import { BUNDLED_MARGIN_TABLES, type MarginTable } from '../../exchange-rules/margin-tiers.js';
import type { FundingSeries } from '../../funding.js';
import type { ExecutionSettings } from '../../settings.js';
import type { PreparedSymbol } from '../prepared-symbol.js';
import { BarWindow } from './bar-window.js';
import { FundingQueue } from './funding-queue.js';

/** What is known of a symbol before the first bar. */
export interface SymbolSpec {
  readonly symbol: string;
  /** Exchange rules; none by default. */
  readonly filters?: readonly ExchangeFilters[];
  /** Maintenance-margin tables; default: the bundled ones of the symbol, else a generic one. */
  readonly marginTables?: readonly MarginTable[];
  /** Mark-price bars will be fed: liquidation and funding use them. Default false. */
  readonly marks?: boolean;
  /** Length of the finer bars that will be fed, ms: they time delayed orders and decide bars that touch both stop and target. */
  readonly finerMs?: number;
}

/** One symbol that is fed: the rows that fills look back at, and no more. */
export class FedSymbol implements PreparedSymbol {
  readonly symbol: string;
  readonly filters: readonly ExchangeFilters[];
  readonly marginTables: readonly MarginTable[];
  readonly everyBarTraded = false;
  readonly barWindow: BarWindow;
  readonly markWindow: BarWindow | null;
  readonly finerWindow: BarWindow | null;
  readonly fundingQueue: FundingQueue | null;

  constructor(spec: SymbolSpec, settings: ExecutionSettings, intervalMs: number) {
    const { symbol, filters = [], marginTables, marks = false, finerMs } = spec;
    this.symbol = symbol;
    this.filters = filters;
    this.marginTables = marginTables ?? BUNDLED_MARGIN_TABLES[symbol] ?? [];
    // Slippage looks at the returns of that many bars before the one being filled in.
    this.barWindow = new BarWindow(symbol, intervalMs, settings.slippage.volatilityBars + 1);
    this.markWindow = marks ? new BarWindow(symbol, intervalMs, 1) : null;
    this.finerWindow = finerMs === undefined ? null : new BarWindow(symbol, finerMs, 0);
    this.fundingQueue = settings.instrument === 'perp' ? new FundingQueue(symbol) : null;
  }

  get bars(): BarSeries {
    return this.barWindow.series;
  }
  get mark(): BarSeries | null {
    return this.markWindow === null ? null : this.markWindow.series;
  }
  get finer(): BarSeries | null {
    return this.finerWindow === null ? null : this.finerWindow.series;
  }
  get funding(): FundingSeries | null {
    return this.fundingQueue;
  }
}
