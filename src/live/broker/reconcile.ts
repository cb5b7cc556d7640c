import type { BrokerReads } from '../../core/ports/broker.js';
import type { OwnOrders } from './own-orders.js';
import { whyUnreadable } from './order-desk.js';

export interface Mismatch {
  readonly code: 'foreign_order' | 'position';
  readonly symbol: string;
  readonly message: string;
}

export type Reconciliation =
  | { readonly code: 'agrees' }
  /** Something is under way, or could not be read: look again, and trade nothing until then. */
  | { readonly code: 'unsure'; readonly message: string }
  | { readonly code: 'differs'; readonly findings: readonly Mismatch[] };

/**
 * Compares what the journal says with what the exchange holds. It is handed functions that read and nothing else, so that it cannot
 * make anything worse. What it cannot read is "unsure", never "nothing there".
 */
export async function reconcile(
  reads: BrokerReads,
  own: OwnOrders,
  symbols: readonly string[],
): Promise<Reconciliation> {
  const findings: Mismatch[] = [];
  for (const symbol of symbols) {
    const doubtful = own.pending(symbol).find(({ status, cancelling }) => status === 'sent' || cancelling);
    if (doubtful !== undefined) return unsure(`what became of order ${doubtful.intent.client_id} is not known yet`);
    try {
      const open = await reads.openOrders(symbol);
      for (const { client_id } of open) {
        const order = own.get(client_id);
        if (order === undefined) {
          findings.push({
            code: 'foreign_order',
            symbol,
            message: `an order ${client_id} is open that this session did not give`,
          });
        } else if (order.status !== 'open')
          return unsure(`order ${client_id} is open, and was taken for ${order.status}`);
      }
      // Filled between two questions: one more look tells.
      const gone = own
        .pending(symbol)
        .find(({ intent }) => !open.some(({ client_id }) => client_id === intent.client_id));
      if (gone !== undefined) return unsure(`order ${gone.intent.client_id} is open no more`);
      const { base, step } = await reads.rules(symbol);
      const there = await reads.position(symbol);
      const expected = own.expected(symbol);
      if (Math.abs(there - expected) >= step / 2) {
        findings.push({
          code: 'position',
          symbol,
          message: `the exchange holds ${there} ${base}, and by the journal it is ${expected}`,
        });
      }
    } catch (error) {
      return unsure(whyUnreadable(error));
    }
  }
  return findings.length === 0 ? { code: 'agrees' } : { code: 'differs', findings };
}

const unsure = (message: string): Reconciliation => ({ code: 'unsure', message });
