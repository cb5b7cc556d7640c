import type { BarSeries } from '../../core/bars.js';
import type { ExchangeFilters } from '../exchange-rules/filters.js';
import type { MarginTable } from '../exchange-rules/margin-tiers.js';
import type { FundingSeries } from '../funding.js';

/**
 * What an account looks things up in about one symbol: the whole series in a backtest, the last few rows where bars are fed
 * one at a time. Nothing here looks beyond the current row.
 */
export interface PreparedSymbol {
  readonly symbol: string;
  readonly bars: BarSeries;
  readonly finer: BarSeries | null;
  readonly mark: BarSeries | null;
  readonly funding: FundingSeries | null;
  readonly filters: readonly ExchangeFilters[];
  readonly marginTables: readonly MarginTable[];
  /** No bar is without volume, so nothing has to look. */
  readonly everyBarTraded: boolean;
}
