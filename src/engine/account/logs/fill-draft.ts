import { DOUBLE_ZERO } from '../../../core/doubles.js';
import type { FillReason } from './fill-reason.js';

/**
 * A fill in the making. One object, reused for every fill and handed from the order to the symbols: numbers in its fields cost
 * nothing, while each passed from function to function may become an object of its own.
 */
export interface FillDraft {
  symbol: number;
  /** Step of the run, and ms after its open: the time itself would cost a look into another column for every fill. */
  bar: number;
  offset: number;
  /** Price before slippage. */
  reference: number;
  /** Account value before the costs of this instant's fills. */
  equity: number;
  price: number;
  /** Signed position after the fill, base units. */
  position: number;
  /** Signed change that the fill makes; set when it is booked. */
  delta: number;
  /** Quote units. */
  fee: number;
  /** Cost of slippage, quote units; set when it is booked. */
  slippage: number;
  reason: FillReason;
  /** Target of the order, fraction of equity. */
  size: number;
}

export function newDraft(): FillDraft {
  return {
    symbol: 0,
    bar: 0,
    offset: DOUBLE_ZERO,
    reference: DOUBLE_ZERO,
    equity: DOUBLE_ZERO,
    price: DOUBLE_ZERO,
    position: DOUBLE_ZERO,
    delta: DOUBLE_ZERO,
    fee: DOUBLE_ZERO,
    slippage: DOUBLE_ZERO,
    reason: 'order',
    size: DOUBLE_ZERO,
  };
}
