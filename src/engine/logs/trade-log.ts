import type { FillDraft } from '../portfolio.js';
import { FILL_REASONS, REASON_CODES, type FillReason } from './fill-log.js';
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
  symbol: number;
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
    private readonly times: Float64Array,
  ) {
    super(15);
  }

  /** @param last the fill that closed it */
  add(sums: TradeSums, last: FillDraft): void {
    const offset = this.append();
    const { cells } = this;
    const gross = sums.side * (sums.exitNotional - sums.entryNotional);
    cells[offset] = sums.symbol;
    cells[offset + 1] = sums.side;
    cells[offset + 2] = sums.openBar;
    cells[offset + 3] = last.bar;
    cells[offset + 4] = sums.openOffset;
    cells[offset + 5] = last.offset;
    cells[offset + 6] = sums.entryNotional / sums.entryQuantity;
    cells[offset + 7] = sums.exitNotional / sums.exitQuantity;
    cells[offset + 8] = sums.maxQuantity;
    cells[offset + 9] = sums.size;
    cells[offset + 10] = gross - sums.fees - sums.carry;
    cells[offset + 11] = sums.fees;
    cells[offset + 12] = sums.slippage;
    cells[offset + 13] = sums.carry;
    cells[offset + 14] = REASON_CODES[last.reason];
  }

  /** Books funding that was paid for a trade at the instant it was closed. */
  addCarry(index: number, amount: number): void {
    this.set(index, 13, this.get(index, 13) + amount);
    this.set(index, 10, this.get(index, 10) - amount);
  }

  /** Net P&L of a trade, quote units. */
  pnl(index: number): number {
    return this.get(index, 10);
  }

  /** Value at entry of a trade, quote units. */
  entryValue(index: number): number {
    return this.get(index, 6) * this.get(index, 8);
  }

  row(index: number): TradeRow {
    return {
      symbol: this.symbols[this.get(index, 0)]!,
      side: this.get(index, 1) > 0 ? 'long' : 'short',
      open_bar: this.get(index, 2),
      close_bar: this.get(index, 3),
      open_time: this.times[this.get(index, 2)]! + this.get(index, 4),
      close_time: this.times[this.get(index, 3)]! + this.get(index, 5),
      entry_price: this.get(index, 6),
      exit_price: this.get(index, 7),
      quantity: this.get(index, 8),
      size: this.get(index, 9),
      pnl: this.pnl(index),
      return: this.pnl(index) / this.entryValue(index),
      fees: this.get(index, 11),
      slippage: this.get(index, 12),
      carry: this.get(index, 13),
      exit_reason: FILL_REASONS[this.get(index, 14)]!,
    };
  }

  *[Symbol.iterator](): Generator<TradeRow> {
    for (let i = 0; i < this.length; i++) yield this.row(i);
  }
}
