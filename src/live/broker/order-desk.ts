import { LlmTradingError, messageOf } from '../../core/errors.js';
import type { Broker, BrokerFill, OrderIntent, OrderLook, OrderRef } from '../../core/ports/broker.js';
import type { Clock } from '../../core/ports/clock.js';
import type { Journal } from '../../core/ports/journal.js';
import { DAY, SECOND } from '../../core/time.js';
import { changeBy, CLOSE, OwnOrders, type OwnOrder } from './own-orders.js';
import type { CashFlowRecord, FillRecord, OrderKind, OrderRecordOf } from './records.js';

export interface DeskParts {
  readonly broker: Broker;
  readonly journal: Pick<Journal, 'append' | 'records'>;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Told of each fill when it is on disk. */
  readonly onFill?: ((fill: FillRecord) => void) | undefined;
  /** Likewise of money that came or went without one. */
  readonly onFlow?: ((flow: CashFlowRecord) => void) | undefined;
}

/** What came of an order as far as it can be told now. Its fills are booked. */
export type PlaceOutcome =
  /** It was taken; it may still be open. */
  | { readonly code: 'accepted' }
  | { readonly code: 'refused'; readonly reason: string; readonly message: string }
  /** The exchange does not know it, asked after the last moment at which it could have taken it in. */
  | { readonly code: 'lost' }
  /** Nobody could say: it stays in flight, and is asked about again before anything else is sent. */
  | { readonly code: 'in_flight'; readonly message: string };

/** Beyond the time in which a request can still be taken in, ms: clocks differ by less than 1 s, as was checked at the start. */
const MARGIN_MS = 2 * SECOND;
/** Pauses between questions that got no answer, ms. */
const PAUSES_MS = [SECOND, 2 * SECOND, 4 * SECOND, 8 * SECOND];
/** How long a lost order is asked about at every look, ms after it was sent. */
const WATCH_LOST_MS = DAY;
const MAX_CANCELS = 3;

/**
 * Gives orders to an exchange and keeps their record. An order is in the journal, and on disk, before it is sent; what is not
 * known of it is asked by its own id, never guessed, and nothing is sent a second time under any circumstances: a new try is a
 * new order with an id of its own, and the caller's decision.
 */
export class OrderDesk {
  readonly own = new OwnOrders();

  constructor(private readonly parts: DeskParts) {
    for (const record of parts.journal.records) this.own.apply(record);
  }

  /** @throws LlmTradingError where the id was used before; what the disk throws */
  async place(intent: OrderIntent): Promise<PlaceOutcome> {
    // Before it is written: a journal that holds it twice could not be replayed.
    this.own.assertUnused(intent.client_id);
    this.write('order_intent', { ...intent });
    const outcome = await this.parts.broker.submit(intent);
    const { client_id, symbol } = intent;
    const { code, ...said } = outcome;
    this.write('order_reply', { client_id, symbol, to: 'submit', code, ...said });
    const order = this.own.get(client_id)!;
    if (outcome.code === 'refused') return outcome;
    if (outcome.code === 'accepted') {
      await this.bookFills(order);
      return { code: 'accepted' };
    }
    return this.resolve(order, outcome.message);
  }

  /** Takes an order back. True: it is open no more, and what it filled is booked. */
  async cancel(order: OwnOrder): Promise<boolean> {
    const ref = refOf(order);
    for (let tries = 0; tries < MAX_CANCELS; tries++) {
      this.write('order_cancel', { client_id: ref.client_id, symbol: ref.symbol });
      const { code, ...said } = await this.parts.broker.cancel(ref);
      this.write('order_reply', { client_id: ref.client_id, symbol: ref.symbol, to: 'cancel', code, ...said });
      // A cancellation under way may still arrive: how it stands is asked after that moment.
      if (code === 'unknown') await this.waitOut();
      if ((await this.ask(order)) === 'unknown') return false;
      if (order.status !== 'open') return true;
    }
    return false;
  }

  /**
   * Asks about every order whose end is not known, those included that a process left behind which is no more, and books what they
   * have filled. @returns false where something could not be asked, or is still in doubt
   */
  async sync(): Promise<boolean> {
    const { own } = this;
    const left = own.pending().filter(({ status }) => status === 'sent');
    if (left.length > 0) await this.waitOut();
    let isClear = true;
    for (const order of own.pending()) if ((await this.ask(order)) === 'unknown') isClear = false;
    const since = this.parts.clock.now() - WATCH_LOST_MS;
    for (const order of own.all()) if (order.status === 'lost' && order.sentAt >= since) await this.ask(order);
    return isClear && own.pending().every(({ status, cancelling }) => status !== 'sent' && !cancelling);
  }

  /** Books fills that the exchange made itself: liquidation and auto-deleveraging. @throws UnavailableError */
  async bookForced(symbol: string, since: number): Promise<void> {
    for (const fill of await this.parts.broker.forcedFills(symbol, since)) await this.book(null, fill);
  }

  /**
   * Books money that came or went without a fill since a moment, UTC ms, and since its beginning was written down.
   * @returns what is new of it
   * @throws UnavailableError
   */
  async bookFlows(since: number): Promise<readonly CashFlowRecord[]> {
    const { own } = this;
    const from = Math.max(since, own.cashSince);
    const known = Math.max(...[...own.flows.values()].map(({ time }) => time), own.fills.at(-1)?.time ?? from);
    // Some are told later than others of the same time.
    const flows = (await this.parts.broker.cashFlows(Math.max(from, known - DAY))) ?? [];
    const fresh = flows.filter(({ id, time }) => time >= from && !own.flows.has(id));
    for (const flow of fresh) {
      this.write('cash_flow', flow);
      this.parts.onFlow?.(flow);
    }
    return fresh;
  }

  /** Writes one record of the desk's kinds, and acts on what is on disk. */
  write<K extends OrderKind>(kind: K, data: OrderRecordOf<K>): void {
    const { journal, clock } = this.parts;
    for (const record of journal.append(clock.now(), [{ kind, data: data }])) this.own.apply(record);
  }

  private async resolve(order: OwnOrder, why: string): Promise<PlaceOutcome> {
    await this.waitOut();
    const answer = await this.ask(order);
    if (answer === 'unknown') return { code: 'in_flight', message: why };
    return { code: answer === 'absent' ? 'lost' : 'accepted' };
  }

  /** After this nothing that was sent before can be taken in any more. */
  private async waitOut(): Promise<void> {
    const { clock, broker, signal } = this.parts;
    await clock.sleep(broker.recvWindowMs + MARGIN_MS, signal);
  }

  /** How an order stands, in its record; "no such order" of one that was there is believed only the second time. */
  private async ask(order: OwnOrder): Promise<'found' | 'absent' | 'unknown'> {
    let look = await this.look(order);
    if (look?.code === 'absent' && order.state !== null) {
      await this.waitOut();
      look = await this.look(order);
    }
    if (look === null) return 'unknown';
    const { client_id, symbol } = order.intent;
    const isNews = look.code === 'absent' ? order.status !== 'lost' : isChanged(order, look.state);
    if (isNews) this.write('order_reply', { client_id, symbol, to: 'question', ...look });
    if (look.code === 'found' && !(await this.bookFills(order))) return 'unknown';
    return look.code;
  }

  private async look(order: OwnOrder): Promise<OrderLook | null> {
    return this.patiently(() => this.parts.broker.order(refOf(order)));
  }

  /** Asks until it is answered, some times, with pauses; null: nobody could say. */
  private async patiently<T>(ask: () => Promise<T>): Promise<T | null> {
    const { clock, signal } = this.parts;
    for (const pause of [...PAUSES_MS, null]) {
      try {
        return await ask();
      } catch (error) {
        if (!isUnavailable(error)) throw error;
        if (pause === null) return null;
        await clock.sleep(pause, signal);
      }
    }
    return null;
  }

  /** False where they could not be asked for; what the order tells of more fills than are listed comes with the next look. */
  private async bookFills(order: OwnOrder): Promise<boolean> {
    const { state, intent } = order;
    const orderId = state?.order_id ?? null;
    if (orderId === null || state!.filled <= order.booked) return true;
    const done = await this.patiently(async () => {
      for (const fill of await this.parts.broker.fills(intent.symbol, orderId)) await this.book(order, fill);
      return true;
    });
    return done === true;
  }

  private async book(order: OwnOrder | null, fill: BrokerFill): Promise<void> {
    if (this.own.hasFill(fill)) return;
    const { broker } = this.parts;
    const { base, quote } = await broker.rules(fill.symbol);
    const { fee, fee_asset, price } = fill;
    const rate =
      fee_asset === quote || fee === 0 ? 1 : fee_asset === base ? price : await broker.price(fee_asset + quote);
    this.bookFill({
      client_id: order?.intent.client_id ?? null,
      reason: order === null ? 'forced' : order.intent.kind === 'stop' ? 'stop' : 'order',
      ...fill,
      fee_base: fee_asset === base ? fee : 0,
      fee_quote: fee * rate,
    });
  }

  /** Writes a fill down, with what is held after it, and tells it. */
  bookFill(fill: Omit<FillRecord, 'position'>): void {
    const after = this.own.held(fill.symbol) + changeBy(fill);
    const record = { ...fill, position: Math.abs(after) < CLOSE ? 0 : after };
    this.write('order_fill', record);
    this.parts.onFill?.(record);
  }
}

export const refOf = ({ intent: { client_id, symbol, kind } }: OwnOrder): OrderRef => ({ client_id, symbol, kind });

/** What answers were not given, as opposed to what is a fault of ours. */
const isUnavailable = (error: unknown): boolean => error instanceof LlmTradingError && error.kind === 'unavailable';

function isChanged({ state, status, cancelling }: OwnOrder, now: NonNullable<OwnOrder['state']>): boolean {
  if (state === null || status === 'lost' || cancelling) return true;
  return state.status !== now.status || state.filled !== now.filled || state.order_id !== now.order_id;
}

/** For a message: why something could not be read. */
export const whyUnreadable = (error: unknown): string => {
  if (isUnavailable(error)) return messageOf(error);
  throw error;
};
