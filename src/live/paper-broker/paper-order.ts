import type { BrokerFill, OrderIntent, OrderState } from '../../core/ports/broker.js';

/** An order as the paper account keeps it. */
export interface PaperOrder {
  readonly intent: OrderIntent;
  status: OrderState['status'];
  /** Base units. */
  filled: number;
  readonly fills: BrokerFill[];
  /** What it was taken in at: everything that its fills are made of, beside the bars. */
  readonly taken: PaperTaken;
}

/** Moment, UTC ms, and last price, quote units. */
export interface PaperTaken {
  readonly time: number;
  readonly price: number;
}

/** What a question about it is answered with. Its own id is its number, once something of it has filled. */
export const stateOfPaper = ({ intent, status, filled, taken }: PaperOrder): OrderState => ({
  status,
  filled,
  order_id: filled > 0 ? intent.client_id : null,
  raw: { ...taken },
});
