import { z } from 'zod';
import { Strategy, type AccountState, type Bar, type Order, type StrategyContext } from './base.js';

export const buyAndHoldSchema = z.strictObject({
  /** Fraction of equity to hold. */
  size: z.number().positive().default(1),
});

/** Buys once and never trades again: what every other strategy has to beat. */
export class BuyAndHold extends Strategy {
  constructor(private readonly params: z.infer<typeof buyAndHoldSchema>) {
    super();
  }

  onBar(_bar: Bar, account: AccountState, context: StrategyContext): Order | null {
    return account.target === 0 ? context.long(this.params.size) : null;
  }
}
