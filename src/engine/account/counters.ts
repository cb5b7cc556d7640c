import { DOUBLE_ZERO } from '../../core/doubles.js';

/** What a run counted on the way, so that nothing it assumed stays hidden. Documents keep these snake_case names. */
export interface RunCounters {
  /** Bars that touched both stop and target and that no finer bars decided. */
  ambiguous_bars: number;
  /** Bars that finer bars decided. */
  bars_decided_by_finer: number;
  /** Fills of market orders that had a latency, and the total time they waited beyond it for a bar to open. */
  delayed_fills: number;
  added_delay_ms: number;
  /** Funding paid at the trade price for want of a mark price. */
  funding_at_trade_price: number;
  funding_payments: number;
  liquidations: number;
  /** Liquidations judged on last price for want of mark bars. */
  liquidations_on_last_price: number;
  /** Fills that an exchange's step size made smaller than the target. */
  rounded_fills: number;
  /** Purchases on plain spot made smaller so that cash pays for them and their fee. */
  cash_limited_fills: number;
  /** Fills that a participation cap cut. */
  partial_fills: number;
  /** Orders that a limit made smaller, by limit. */
  limited_orders: number;
  /** Reductions forced by exposure drift. */
  drift_reductions: number;
  /** Symbol-bars without volume while an order waited. */
  zero_volume_waits: number;
}

export function newCounters(): RunCounters {
  return {
    ambiguous_bars: 0,
    bars_decided_by_finer: 0,
    delayed_fills: 0,
    added_delay_ms: DOUBLE_ZERO,
    funding_at_trade_price: 0,
    funding_payments: 0,
    liquidations: 0,
    liquidations_on_last_price: 0,
    rounded_fills: 0,
    cash_limited_fills: 0,
    partial_fills: 0,
    limited_orders: 0,
    drift_reductions: 0,
    zero_volume_waits: 0,
  };
}
