import { LlmTradingError } from '../../core/errors.js';
import type { JournalRecord } from '../../core/ports/journal.js';
import type { BrokerFill, OrderIntent, OrderState } from '../../core/ports/broker.js';
import { ORDER_SCHEMAS, type FillRecord, type OrderKind, type OrderRecordOf } from './records.js';

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
const CLOSE = 1e-9;

/** All that a session has ever ordered, as its journal tells it. It is the replay of the records, and of nothing else. */
export class OwnOrders {
  private readonly byId = new Map<string, OwnOrder>();
  private readonly fillIds = new Set<string>();
  readonly fills: FillRecord[] = [];
  readonly baselines = new Map<string, OrderRecordOf<'baseline'>>();
  private stopped: OrderRecordOf<'mismatch'> | null = null;

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

  /** What the session itself holds, signed, base units: its fills and what it has claimed, less fees paid in the asset itself. */
  held(symbol: string, base: string): number {
    const claimed = this.baselines.get(symbol);
    let sum = claimed?.claimed === true ? claimed.quantity : 0;
    for (const fill of this.fills) {
      if (fill.symbol !== symbol) continue;
      sum += fill.side === 'buy' ? fill.quantity : -fill.quantity;
      if (fill.fee_asset === base) sum -= fill.fee;
    }
    return Math.abs(sum) < CLOSE ? 0 : sum;
  }

  /** What is to be found at the exchange: with what it left alone. */
  expected(symbol: string, base: string): number {
    const found = this.baselines.get(symbol);
    return this.held(symbol, base) + (found === undefined || found.claimed ? 0 : found.quantity);
  }

  /** Why nothing may be traded any more; null: it may. */
  get mismatch(): OrderRecordOf<'mismatch'> | null {
    return this.stopped;
  }

  /** Takes a record in; those of other kinds change nothing. @throws LlmTradingError for a record that cannot follow what is there */
  apply(record: JournalRecord): void {
    if (!(record.kind in ORDER_SCHEMAS)) return;
    const kind = record.kind as OrderKind;
    const data = ORDER_SCHEMAS[kind].parse(record.data);
    switch (kind) {
      case 'order_intent':
        this.intend(data as OrderRecordOf<'order_intent'>, record.at);
        return;
      case 'order_reply':
        this.answered(data as OrderRecordOf<'order_reply'>);
        return;
      case 'order_cancel':
        this.known((data as OrderRecordOf<'order_cancel'>).client_id).cancelling = true;
        return;
      case 'order_fill':
        this.filled(data as FillRecord);
        return;
      case 'baseline':
        this.baselines.set((data as OrderRecordOf<'baseline'>).symbol, data as OrderRecordOf<'baseline'>);
        return;
      case 'mismatch':
        this.stopped = data as OrderRecordOf<'mismatch'>;
    }
  }

  private intend(intent: OrderIntent, at: number): void {
    this.assertUnused(intent.client_id);
    const fresh = { status: 'sent', state: null, booked: 0, sentAt: at, cancelling: false } as const;
    this.byId.set(intent.client_id, { intent, ...fresh });
  }

  private answered({ client_id, code, state, to }: OrderRecordOf<'order_reply'>): void {
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

  private filled(fill: FillRecord): void {
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

  private known(clientId: string): OwnOrder {
    const order = this.byId.get(clientId);
    if (order !== undefined) return order;
    throw new LlmTradingError(
      'bug',
      'broker.unknown-id',
      `The journal speaks of order ${clientId}, which it does not hold.`,
    );
  }
}
