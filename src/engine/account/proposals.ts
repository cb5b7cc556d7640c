import type { Order } from '../../strategies/base.js';
import { ReusableTicket } from '../../strategies/order-ticket.js';
import type { Account } from './account.js';
import { signedTarget, takeOrder } from './order-intake.js';
import type { SymbolState } from './symbol-state.js';

/** One symbol's answer of a step, kept until all symbols have been asked. */
export class Proposal {
  order: Order | null = null;
  private readonly copy = new ReusableTicket();

  /** A ticket is one object for all symbols, so it is copied. */
  set(order: Order | null): void {
    this.order = order instanceof ReusableTicket ? this.copy.copyFrom(order) : order;
  }
}

/** Takes the orders of a step; those that reduce before those that grow, so that one symbol can make room for another. */
export function takeProposals(account: Account, present: readonly SymbolState[], proposals: readonly Proposal[]): void {
  for (const growing of [false, true]) {
    for (const { index } of present) {
      const { order } = proposals[index]!;
      if (order === null) continue;
      const target = order.symbol === undefined ? index : (account.bySymbol.get(order.symbol) ?? index);
      const grows = !(Math.abs(signedTarget(order)) <= Math.abs(account.targets[target]!));
      if (grows !== growing) continue;
      proposals[index]!.order = null;
      takeOrder(account, order, index);
    }
  }
}
