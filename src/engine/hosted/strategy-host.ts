import type { BarRow } from '../../core/bars.js';
import type { Order, StrategyLike } from '../../strategies/base.js';
import { ReusableTicket } from '../../strategies/order-ticket.js';
import type { FedAccount } from '../account/fed/fed-account.js';
import { BarView } from '../context/bar-view.js';
import { GrowingBars } from '../context/growing-bars.js';
import { Context } from '../context/strategy-context.js';
import type { ExchangeFilters } from '../exchange-rules/filters.js';
import type { RegimeSeries } from '../regime-view.js';
import { strategyThrew } from '../strategy-threw.js';
import { accountStateOf } from './account-state.js';

/** A closed bar of one symbol. */
export interface SymbolBar extends BarRow {
  readonly symbol: string;
}

export interface HostSpec {
  /** In the order in which they are asked. */
  readonly symbols: readonly { readonly symbol: string; readonly filters?: readonly ExchangeFilters[] | undefined }[];
  /** Length of the bars, ms. */
  readonly intervalMs: number;
  readonly canShort: boolean;
  readonly leverage: number;
}

/**
 * A strategy that is shown one moment at a time: the same indicators, coarser bars, look-back and regime as in a backtest, and
 * nothing that comes later. What it wants is handed back; who trades it is the caller's affair.
 */
export class StrategyHost {
  private readonly bars: readonly GrowingBars[];
  private readonly bySymbol: ReadonlyMap<string, number>;
  private readonly bar: BarView;
  private readonly context: Context;

  /** @throws InputError where the strategy's reset or init throws */
  constructor(
    private readonly strategy: StrategyLike,
    { symbols, intervalMs, canShort, leverage }: HostSpec,
    /** Opinions, to which more may be added as they come; null: none is asked for, and the strategy sees null. */
    regime: RegimeSeries | null,
  ) {
    this.bars = symbols.map(({ symbol }) => new GrowingBars(symbol, intervalMs));
    this.bySymbol = new Map(symbols.map(({ symbol }, index) => [symbol, index]));
    this.bar = new BarView(this.bars[0]!);
    this.context = new Context(this.bars, this.bar, {
      canShort,
      leverage,
      regime,
      filters: symbols.map(({ filters }) => filters ?? []),
    });
    try {
      strategy.reset?.();
      strategy.init?.(this.context);
    } catch (error) {
      throw strategyThrew(error, strategy, null);
    }
    this.context.start();
  }

  /** When the newest opinion that the strategy has looked at was there, UTC ms; −Infinity: it has looked at none. */
  get seenUntil(): number {
    return this.context.seenUntil;
  }

  /** Longest period of any indicator of the strategy, bars; 0: none was declared. */
  get longestPeriod(): number {
    return this.context.longestPeriod;
  }

  /** History before the first decision, oldest first: indicators see it, the strategy is not asked. */
  warmUp(rows: readonly SymbolBar[]): void {
    for (const row of rows) this.bars[this.bySymbol.get(row.symbol)!]!.push(row);
  }

  /**
   * What the strategy wants after the bars that closed at one moment, by the symbol it was asked for. Orders are copies.
   * @throws InputError where the strategy throws, with the bar it happened at
   */
  ask(rows: readonly SymbolBar[], account: FedAccount): ReadonlyMap<string, Order> {
    const { bar, bars, context, strategy } = this;
    const present = rows.map((row) => ({ row, index: this.bySymbol.get(row.symbol)! }));
    present.sort((a, b) => a.index - b.index);
    for (const { row, index } of present) bars[index]!.push(row);
    const orders = new Map<string, Order>();
    for (const { index } of present) {
      const series = bars[index]!;
      context.computeTo(index, series.length);
      bar.bind(series);
      bar.index = series.length - 1;
      context.show(index);
      let order: Order | null | undefined;
      try {
        order = strategy.onBar(bar, accountStateOf(account, bar), context);
      } catch (error) {
        throw strategyThrew(error, strategy, bar);
      }
      if (order) {
        orders.set(bar.symbol, order instanceof ReusableTicket ? new ReusableTicket().copyFrom(order) : order);
      }
    }
    return orders;
  }
}
