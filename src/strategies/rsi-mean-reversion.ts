import { z } from 'zod';
import { Strategy, type AccountState, type Bar, type Indicator, type Order, type StrategyContext } from './base.js';

export const rsiMeanReversionSchema = z
  .strictObject({
    /** Bars of Wilder's RSI. */
    period: z.number().int().min(2).default(14),
    /** Buy below this RSI, 0 … 100. */
    oversold: z.number().min(0).max(100).default(30),
    /** Sell short above it, where shorts are allowed. */
    overbought: z.number().min(0).max(100).default(70),
    /** Leave a position once RSI is back on its other side. */
    exit: z.number().min(0).max(100).default(50),
    /** Fraction of equity. */
    size: z.number().positive().default(1),
    allow_short: z.boolean().default(false),
  })
  .refine(({ oversold, exit, overbought }) => oversold < exit && exit < overbought, {
    path: ['exit'],
    message: 'oversold < exit < overbought must hold',
  });

/** Buys what has fallen fast and leaves when it has come back; the mirror image with shorts. */
export class RsiMeanReversion extends Strategy {
  private rsi!: Indicator;

  constructor(private readonly params: z.infer<typeof rsiMeanReversionSchema>) {
    super();
  }

  override init(context: StrategyContext): void {
    this.rsi = context.rsi(this.params.period);
  }

  onBar(_bar: Bar, account: AccountState, context: StrategyContext): Order | null {
    const { oversold, overbought, exit, size, allow_short } = this.params;
    const rsi = this.rsi.value;
    const { target } = account;
    if (rsi < oversold) return context.long(size);
    if (rsi > overbought && allow_short) return context.short(size);
    if ((target > 0 && rsi > exit) || (target < 0 && rsi < exit)) return context.flat();
    return null;
  }
}
