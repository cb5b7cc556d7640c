import type { FillReason } from '../logs/fill-reason.js';
import type { FillRow } from '../logs/fill-log.js';
import type { TradeRow } from '../logs/trade-log.js';
import type { Refusal } from '../refusals.js';

/** Funding that a position paid (positive) or received. */
export interface FundingPayment {
  readonly symbol: string;
  /** When it was due, UTC ms. */
  readonly time: number;
  /** Quote units. */
  readonly amount: number;
}

/** A round trip with its number since the account began. Funding due at the very instant of its end changes it later: then it comes again. */
export interface NumberedTrade extends TradeRow {
  readonly id: number;
}

/** What one call changed. Stops, targets and liquidations are fills, told apart by their reason. */
export interface AccountEvents {
  readonly fills: readonly FillRow[];
  readonly trades: readonly NumberedTrade[];
  readonly funding: readonly FundingPayment[];
  readonly refusals: readonly Refusal[];
}

/** A fill that happened elsewhere, at an exchange. */
export interface GivenFill {
  readonly symbol: string;
  /** UTC ms. */
  readonly time: number;
  /** Signed change of the position, base units. */
  readonly quantity: number;
  readonly price: number;
  /** Quote units; negative for a rebate. */
  readonly fee: number;
  /** Default `order`. */
  readonly reason?: FillReason;
  /** Signed position after it, where known: sums of quantities round. Default: the position before plus `quantity`. */
  readonly position?: number;
  /** Price before slippage. Default: `price`. */
  readonly reference_price?: number;
  /** Target of the order, fraction of equity, for the record of the trade. Default: that of the order that waits. */
  readonly size?: number;
  /** More fills of the same order are to come, so that it goes on waiting. Default false. */
  readonly partial?: boolean;
}
