import { z } from 'zod';
import { Strategy, type AccountState, type Bar, type Indicator, type Order, type StrategyContext } from './base.js';

export const smaCrossSchema = z
  .strictObject({
    /** Periods in bars. */
    fast: z.number().int().min(1).default(20),
    slow: z.number().int().min(2).default(50),
    /** Fraction of equity while long (and short). */
    size: z.number().positive().default(1),
    /** Go short while the fast average is below; otherwise flat. */
    allow_short: z.boolean().default(false),
  })
  .refine(({ fast, slow }) => fast < slow, { path: ['fast'], message: 'fast must be shorter than slow' });

/** Long while the fast moving average lies above the slow one. */
export class SmaCross extends Strategy {
  private fast!: Indicator;
  private slow!: Indicator;

  constructor(private readonly params: z.infer<typeof smaCrossSchema>) {
    super();
  }

  override init(context: StrategyContext): void {
    this.fast = context.sma(this.params.fast);
    this.slow = context.sma(this.params.slow);
  }

  onBar(_bar: Bar, _account: AccountState, context: StrategyContext): Order | null {
    const fast = this.fast.value;
    const slow = this.slow.value;
    if (fast > slow) return context.long(this.params.size);
    // NaN, while there are too few bars, is neither above nor below.
    if (!(fast <= slow)) return null;
    return this.params.allow_short ? context.short(this.params.size) : context.flat();
  }
}
