import type { BarRow } from '../../../core/bars.js';
import type { GivenSettings } from '../../settings.js';
import type { FillReason } from '../logs/fill-reason.js';
import type { SymbolSpec } from './fed-symbol.js';
import type { FundingRecord } from './funding-queue.js';

export interface AccountSpec extends GivenSettings {
  readonly symbols: readonly SymbolSpec[];
  /** Length of the bars, ms. */
  readonly intervalMs: number;
  /**
   * `simulated`: orders fill in the bars that are fed, by the rules of a backtest. `given`: bars only mark, pay funding and
   * move the limits; what fills comes by `onFill`. Default `simulated`.
   */
  readonly fills?: 'simulated' | 'given';
  /**
   * `simulated`: what is held pays the settlements that are fed. `given`: those are for who looks at bars alone; what was paid
   * comes by `onPayment`. Default `simulated`.
   */
  readonly funding?: 'simulated' | 'given';
}

/** One finished bar, and what became known with it. */
export interface FedBar extends BarRow {
  readonly symbol: string;
  /** Settlements up to this bar's close, that of its very end excepted; each once. One that comes later is paid with the next bar. */
  readonly funding?: readonly FundingRecord[] | undefined;
  /** Bars of the mark price since the bar before, that of this one included. */
  readonly marks?: readonly BarRow[] | undefined;
  /** The finer bars within it. */
  readonly finer?: readonly BarRow[] | undefined;
}

export interface OrderTiming {
  /** When the newest opinion it rests on was there, UTC ms: it cannot fill before. */
  readonly availableAt?: number;
}

/** An order that waits for its fill. */
export interface WaitingOrder {
  readonly symbol: string;
  /** Signed fraction of equity. */
  readonly target: number;
  /** Null: a market order. */
  readonly limit: number | null;
  /** `drift` and `kill` are the limits' own. */
  readonly reason: FillReason;
}
