import { z } from 'zod';
import { Strategy, type AccountState, type Bar, type Indicator, type Order, type StrategyContext } from './base.js';
import { YEAR } from '../core/time.js';

export const volatilityTargetSchema = z.strictObject({
  /** Annual volatility to aim at, a fraction (0.4 means 40 %). */
  target: z.number().positive().default(0.4),
  /** Bars over which volatility is measured. */
  period: z.number().int().min(2).default(72),
  /** Largest fraction of equity. */
  max_size: z.number().positive().default(1),
  /** The size moves in steps of this fraction of equity, so that every small change does not cost a trade. */
  step: z.number().positive().max(1).default(0.1),
});

/** Always long, the larger the calmer the market: size = target volatility / measured volatility, in steps. */
export class VolatilityTarget extends Strategy {
  private volatility!: Indicator;
  private barsPerYear = 0;

  constructor(private readonly params: z.infer<typeof volatilityTargetSchema>) {
    super();
  }

  override init(context: StrategyContext): void {
    this.volatility = context.volatility(this.params.period);
    this.barsPerYear = YEAR / context.intervalMs;
  }

  onBar(_bar: Bar, _account: AccountState, context: StrategyContext): Order | null {
    const { target, max_size, step } = this.params;
    const annual = this.volatility.value * Math.sqrt(this.barsPerYear);
    // A market that stands still has no volatility to divide by; it says nothing about the next bar.
    if (!(annual > 0)) return null;
    const wanted = Math.min(max_size, context.leverage, target / annual);
    return context.long(Math.floor(wanted / step + 1e-9) * step);
  }
}
