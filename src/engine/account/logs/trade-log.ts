import type { StepTimes } from '../cursor.js';
import type { FillDraft } from './fill-draft.js';
import { codeOf, reasonOf, symbolOf, type FillReason } from './fill-reason.js';
import { RowLog } from './row-log.js';

/** A round trip: from flat to flat, or to a flip. Documents keep these snake_case names. */
export interface TradeRow {
  readonly symbol: string;
  readonly side: 'long' | 'short';
  /** Step of the run (row of the equity curve) of the first and the last fill. */
  readonly open_bar: number;
  readonly close_bar: number;
  /** UTC ms. */
  readonly open_time: number;
  readonly close_time: number;
  /** Average over all fills that opened or grew the position. */
  readonly entry_price: number;
  /** Average over all fills that reduced or closed it. */
  readonly exit_price: number;
  /** Largest position, base units. */
  readonly quantity: number;
  /** Target of the order that opened it, fraction of equity. */
  readonly size: number;
  /** Net of fees, funding and interest, quote units. */
  readonly pnl: number;
  /** Net P&L over the value at entry. */
  readonly return: number;
  readonly fees: number;
  /** Cost of slippage, already inside the prices. */
  readonly slippage: number;
  /** Funding and interest paid; negative when received. */
  readonly carry: number;
  /** What closed it. */
  readonly exit_reason: FillReason;
}

/** The sums of a trade while it is open. */
export interface TradeSums {
  side: number;
  openBar: number;
  /** ms after the open of that step. */
  openOffset: number;
  entryQuantity: number;
  entryNotional: number;
  exitQuantity: number;
  exitNotional: number;
  maxQuantity: number;
  size: number;
  fees: number;
  slippage: number;
  carry: number;
}

export class TradeLog extends RowLog {
  constructor(
    private readonly symbols: readonly string[],
    private readonly times: StepTimes,
  ) {
    super(13);
  }

  /** @param last the fill that closed it */
  add(sums: TradeSums, last: FillDraft): void {
    const offset = this.append();
    const { cells } = this;
    const gross = sums.side * (sums.exitNotional - sums.entryNotional);
    // The side is the sign of the first column; + 1 because zero has none.
    cells[offset] = sums.side * (codeOf(last) + 1);
    cells[offset + 1] = sums.openBar;
    cells[offset + 2] = last.bar;
    cells[offset + 3] = sums.openOffset;
    cells[offset + 4] = last.offset;
    cells[offset + 5] = sums.entryNotional / sums.entryQuantity;
    cells[offset + 6] = sums.exitNotional / sums.exitQuantity;
    cells[offset + 7] = sums.maxQuantity;
    cells[offset + 8] = sums.size;
    cells[offset + 9] = gross - sums.fees - sums.carry;
    cells[offset + 10] = sums.fees;
    cells[offset + 11] = sums.slippage;
    cells[offset + 12] = sums.carry;
  }

  /** Books funding that was paid for a trade at the instant it was closed. */
  addCarry(index: number, amount: number): void {
    this.set(index, 12, this.get(index, 12) + amount);
    this.set(index, 9, this.get(index, 9) - amount);
  }

  /** Steps of the first and the last fill of a trade. */
  stepsOf(index: number): [open: number, close: number] {
    return [this.get(index, 1), this.get(index, 2)];
  }

  /** Net P&L of every trade, quote units. */
  allPnl(): Float64Array {
    return this.column(9);
  }

  row(index: number): TradeRow {
    const pnl = this.get(index, 9);
    const signed = this.get(index, 0);
    const code = Math.abs(signed) - 1;
    const [openBar, closeBar] = [this.get(index, 1), this.get(index, 2)];
    const [entry, quantity] = [this.get(index, 5), this.get(index, 7)];
    return {
      symbol: this.symbols[symbolOf(code)]!,
      side: signed > 0 ? 'long' : 'short',
      open_bar: openBar,
      close_bar: closeBar,
      open_time: this.times.at(openBar) + this.get(index, 3),
      close_time: this.times.at(closeBar) + this.get(index, 4),
      entry_price: entry,
      exit_price: this.get(index, 6),
      quantity,
      size: this.get(index, 8),
      pnl,
      return: pnl / (entry * quantity),
      fees: this.get(index, 10),
      slippage: this.get(index, 11),
      carry: this.get(index, 12),
      exit_reason: reasonOf(code),
    };
  }

  *[Symbol.iterator](): Generator<TradeRow> {
    for (let i = 0; i < this.length; i++) yield this.row(i);
  }
}
