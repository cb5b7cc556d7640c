import type { StepTimes } from '../cursor.js';
import type { FillDraft } from './fill-draft.js';
import { codeOf, reasonOf, symbolOf, type FillReason } from './fill-reason.js';
import { RowLog } from './row-log.js';

/** One execution. Documents keep these snake_case names. */
export interface FillRow {
  readonly symbol: string;
  /** UTC ms. */
  readonly time: number;
  /** Step of the run (row of the equity curve) in which it happened. */
  readonly bar: number;
  /** Signed change of the position, base units. */
  readonly quantity: number;
  /** Price paid or received, slippage included. */
  readonly price: number;
  /** Price before slippage. */
  readonly reference_price: number;
  /** Quote units; negative for a rebate. Liquidation fee included. */
  readonly fee: number;
  readonly reason: FillReason;
  /** Signed position after the fill. */
  readonly position: number;
}

export class FillLog extends RowLog {
  constructor(
    private readonly symbols: readonly string[],
    private readonly times: StepTimes,
  ) {
    super(8);
  }

  add(fill: FillDraft): void {
    const offset = this.append();
    const { cells } = this;
    cells[offset] = codeOf(fill);
    cells[offset + 1] = fill.offset;
    cells[offset + 2] = fill.bar;
    cells[offset + 3] = fill.delta;
    cells[offset + 4] = fill.price;
    cells[offset + 5] = fill.reference;
    cells[offset + 6] = fill.fee;
    cells[offset + 7] = fill.position;
  }

  row(index: number): FillRow {
    const code = this.get(index, 0);
    return {
      symbol: this.symbols[symbolOf(code)]!,
      time: this.times.at(this.get(index, 2)) + this.get(index, 1),
      bar: this.get(index, 2),
      quantity: this.get(index, 3),
      price: this.get(index, 4),
      reference_price: this.get(index, 5),
      fee: this.get(index, 6),
      reason: reasonOf(code),
      position: this.get(index, 7),
    };
  }

  *[Symbol.iterator](): Generator<FillRow> {
    for (let i = 0; i < this.length; i++) yield this.row(i);
  }
}
