import { join } from 'node:path';
import type { SessionOrder, SessionOrders } from '../../contract/dashboard-sessions.js';
import type { JournalRecord } from '../../core/ports/journal.js';
import { JOURNAL_FILE } from '../../infra/store/journal/index.js';
import { CLOSE, OwnOrders, type OwnOrder } from '../../live/broker/own-orders.js';
import { readRecord } from '../../live/session/records.js';
import type { KeptJournals } from './kept-journals.js';
import { findSession } from './session-rows.js';

/**
 * The orders of a session, the newest first: on paper its fills, at an exchange what was given there.
 * @param limit how many at most
 */
export async function sessionOrders(
  userDataDir: string,
  name: string,
  limit: number,
  journals: KeptJournals,
): Promise<SessionOrders> {
  const { folder, document } = await findSession(userDataDir, name);
  const journal = await journals.of(join(folder, JOURNAL_FILE));
  const orders = journal.of(document.kind === 'paper' ? filledOf : givenOf);
  return { orders: orders.slice(-limit).reverse(), total: orders.length };
}

/** On paper an order is nothing before it fills. */
const filledOf = (records: readonly JournalRecord[]): readonly SessionOrder[] =>
  records.flatMap((record) => {
    if (record.kind !== 'booked') return [];
    const fills = readRecord(record, 'booked').fills as unknown as readonly BookedFill[];
    return fills.map(({ time, symbol, quantity, price, reason }): SessionOrder => {
      const size = Math.abs(quantity);
      const side = quantity > 0 ? 'buy' : 'sell';
      return { time, symbol, side, kind: reason, quantity: size, price, filled: size, status: 'filled' };
    });
  });

interface BookedFill {
  /** Open time of its bar, UTC ms. */
  readonly time: number;
  readonly symbol: string;
  /** Base units, signed. */
  readonly quantity: number;
  /** Quote units. */
  readonly price: number;
  readonly reason: string;
}

function givenOf(records: readonly JournalRecord[]): readonly SessionOrder[] {
  const own = new OwnOrders();
  for (const record of records) own.apply(record);
  const paid = new Map<string, number>();
  for (const { client_id: id, quantity, price } of own.fills) {
    if (id !== null) paid.set(id, (paid.get(id) ?? 0) + quantity * price);
  }
  return own.all().map((order) => {
    const { intent, booked, sentAt } = order;
    const { symbol, side, kind, quantity, stop_price: rests } = intent;
    const price = booked > 0 ? paid.get(intent.client_id)! / booked : rests;
    const named = kind === 'stop' ? 'stop' : 'order';
    return { time: sentAt, symbol, side, kind: named, quantity, price, filled: booked, status: standingOf(order) };
  });
}

function standingOf({ status, booked, intent }: OwnOrder): SessionOrder['status'] {
  if (status !== 'done') return status;
  return booked >= intent.quantity - CLOSE ? 'filled' : 'ended';
}
