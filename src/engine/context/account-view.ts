import { InputError } from '../../core/errors.js';
import type { AccountState } from '../../strategies/base.js';
import type { Account } from '../account/account.js';
import type { BarView } from './bar-view.js';

/** The one account object of a run: getters over the portfolio's columns. */
export class AccountView implements AccountState {
  /** Index of the symbol whose bar is shown. */
  symbol = 0;
  private readonly cashCell: Float64Array;
  private readonly quantities: Float64Array;
  private readonly entryPrices: Float64Array;
  private readonly targets: Float64Array;

  constructor(
    private readonly account: Account,
    private readonly bar: BarView,
    /** The equity curve being made. */
    private readonly curve: Float64Array,
    /** Where it has got to: the bar itself with one symbol. */
    readonly step: { index: number },
  ) {
    this.cashCell = account.portfolio.cash;
    this.quantities = account.portfolio.quantity;
    this.entryPrices = account.portfolio.entryPrice;
    this.targets = account.targets;
  }

  get cash(): number {
    return this.cashCell[0]!;
  }
  get equity(): number {
    return this.curve[this.step.index]!;
  }
  get position(): number {
    return this.quantities[this.symbol]!;
  }
  get exposure(): number {
    return (this.quantities[this.symbol]! * this.bar.close) / this.curve[this.step.index]!;
  }
  get entryPrice(): number {
    return this.entryPrices[this.symbol]!;
  }
  get target(): number {
    return this.targets[this.symbol]!;
  }

  positionOf(symbol: string): number {
    const index = this.account.bySymbol.get(symbol);
    if (index === undefined) throw new InputError('strategy.symbol', `The run has no bars of "${symbol}".`);
    return this.quantities[index]!;
  }
}
