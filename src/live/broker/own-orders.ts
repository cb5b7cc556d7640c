import { LlmTradingError } from '../../core/errors.js';
import type { JournalRecord } from '../../core/ports/journal.js';
import type { BrokerFill, OrderIntent, OrderState } from '../../core/ports/broker.js';
import {
  ORDER_SCHEMAS,
  readOrderRecord,
  type CashFlowRecord,
  type FillRecord,
  type OrderKind,
  type OrderRecordOf,
} from './records.js';

/**
 * `sent`: its outcome is not known yet. `open`: it is at the exchange. `done`: filled or ended, and every fill of it is booked.
 * `refused`: it is not there, in the exchange's words. `lost`: the exchange knew none when it was asked; a late fill still counts.
 */
export type OwnOrderStatus = 'sent' | 'open' | 'done' | 'refused' | 'lost';

export interface OwnOrder {
  readonly intent: OrderIntent;
  status: OwnOrderStatus;
  /** What the exchange said last; null: nothing yet. */
  state: OrderState | null;
  /** Base units that are booked. */
  booked: number;
  /** When the order was sent at the latest, UTC ms. */
  sentAt: number;
  /** A cancellation was sent whose outcome is not known. */
  cancelling: boolean;
}

/** Base units below which two quantities are the same: sums of steps round. */
export const CLOSE = 1e-9;

/** All that a session has ever ordered, as its journal tells it. It is the replay of the records, and of nothing else. */
export class OwnOrders {
  private readonly byId = new Map<string, OwnOrder>();
  private readonly fillIds = new Set<string>();
  readonly fills: FillRecord[] = [];
  /** Symbol to what was there before, base units. */
  readonly baselines = new Map<string, number>();
  /** Quote asset to what was there before, quote units. */
  readonly cashBaselines = new Map<string, number>();
  /** When that was, UTC ms. */
  cashSince = -Infinity;
  readonly flows = new Map<string, CashFlowRecord>();
  /** Targets that orders are being sent for. */
  readonly targets = new Map<string, OrderRecordOf<'order_target'>>();
  readonly stopLevels = new Map<string, OrderRecordOf<'stop_level'>>();
  /** Why nothing may be traded any more; null: it may. */
  mismatch: OrderRecordOf<'mismatch'> | null = null;

  get(clientId: string): OwnOrder | undefined {
    return this.byId.get(clientId);
  }

  /** @throws LlmTradingError where an order of that id was given before */
  assertUnused(clientId: string): void {
    if (!this.byId.has(clientId)) return;
    throw new LlmTradingError('bug', 'broker.id-reused', `The order id ${clientId} was used before.`);
  }

  all(symbol?: string): OwnOrder[] {
    return [...this.byId.values()].filter(({ intent }) => symbol === undefined || intent.symbol === symbol);
  }

  /** Those whose end is not known: they are asked about. */
  pending(symbol?: string): OwnOrder[] {
    return this.all(symbol).filter(({ status, cancelling }) => status === 'sent' || status === 'open' || cancelling);
  }

  /** Stops of a symbol that wait at the exchange, or may. */
  stops(symbol: string): OwnOrder[] {
    return this.pending(symbol).filter(({ intent }) => intent.kind === 'stop');
  }

  hasFill({ symbol, id }: Pick<BrokerFill, 'symbol' | 'id'>): boolean {
    return this.fillIds.has(`${symbol} ${id}`);
  }

  /** What the session itself holds, signed, base units: its fills, less fees paid in the asset itself. */
  held(symbol: string): number {
    let sum = 0;
    for (const fill of this.fills) if (fill.symbol === symbol) sum += changeBy(fill);
    return Math.abs(sum) < CLOSE ? 0 : sum;
  }

  /** What is to be found at the exchange: with what it left alone. */
  expected(symbol: string): number {
    return this.held(symbol) + (this.baselines.get(symbol) ?? 0);
  }

  /** Takes a record in; those of other kinds change nothing. @throws LlmTradingError for a record that cannot follow what is there */
  apply(record: JournalRecord): void {
    if (!(record.kind in ORDER_SCHEMAS)) return;
    const kind = record.kind as OrderKind;
    TAKE[kind](this, readOrderRecord(record, kind) as never, record.at);
  }

  /** Of a record that is on disk; so are all below. */
  intend(intent: OrderIntent, at: number): void {
    this.assertUnused(intent.client_id);
    const fresh = { status: 'sent', state: null, booked: 0, sentAt: at, cancelling: false } as const;
    this.byId.set(intent.client_id, { intent, ...fresh });
  }

  answered({ client_id, code, state, to }: OrderRecordOf<'order_reply'>): void {
    const order = this.known(client_id);
    // An answer that says how it stands ends the doubt about a cancellation, too.
    if (code !== 'unknown' && !(to === 'submit')) order.cancelling = false;
    switch (code) {
      case 'accepted':
      case 'found':
        order.state = state!;
        this.settle(order);
        return;
      case 'refused':
        order.status = 'refused';
        return;
      case 'absent':
        // One that was there once does not become lost by a question that finds nothing.
        if (order.state === null) order.status = 'lost';
        else order.state = { ...order.state, status: 'ended' };
        this.settle(order);
        return;
      case 'unknown':
      case 'cancelled':
      case 'not_open':
        // How much of it was filled is asked for.
        return;
    }
  }

  filled(fill: FillRecord): void {
    this.fillIds.add(`${fill.symbol} ${fill.id}`);
    this.fills.push(fill);
    if (fill.client_id === null) return;
    const order = this.known(fill.client_id);
    order.booked += fill.quantity;
    this.settle(order);
  }

  private settle(order: OwnOrder): void {
    const { state } = order;
    if (state === null) return;
    const isBooked = order.booked >= state.filled - CLOSE;
    order.status = state.status !== 'open' && isBooked ? 'done' : 'open';
  }

  known(clientId: string): OwnOrder {
    const order = this.byId.get(clientId);
    if (order !== undefined) return order;
    throw new LlmTradingError(
      'bug',
      'broker.unknown-id',
      `The journal speaks of order ${clientId}, which it does not hold.`,
    );
  }
}

/** What a fill changes of what is held, signed, base units. */
export const changeBy = ({ side, quantity, fee_base }: Pick<FillRecord, 'side' | 'quantity' | 'fee_base'>): number =>
  (side === 'buy' ? quantity : -quantity) - fee_base;

type Take = { readonly [K in OrderKind]: (own: OwnOrders, data: OrderRecordOf<K>, at: number) => void };

const TAKE: Take = {
  order_intent: (own, data, at) => own.intend(data, at),
  order_reply: (own, data) => own.answered(data),
  order_cancel: (own, { client_id }) => {
    own.known(client_id).cancelling = true;
  },
  order_fill: (own, data) => own.filled(data),
  cash_baseline: (own, { asset, amount }, at) => {
    own.cashBaselines.set(asset, amount);
    own.cashSince = at;
  },
  cash_flow: (own, data) => own.flows.set(data.id, data),
  baseline: (own, { symbol, quantity }) => own.baselines.set(symbol, quantity),
  order_target: (own, data) => own.targets.set(data.symbol, data),
  order_done: (own, { symbol }) => own.targets.delete(symbol),
  stop_level: (own, data) => own.stopLevels.set(data.symbol, data),
  mismatch: (own, data) => {
    own.mismatch = data;
  },
};
