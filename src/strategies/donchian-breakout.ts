import { z } from 'zod';
import { Strategy, type AccountState, type Bar, type Indicator, type Order, type StrategyContext } from './base.js';

export const donchianBreakoutSchema = z
  .strictObject({
    /** Enter when the close leaves the channel of so many earlier bars. */
    entry: z.number().int().min(2).default(20),
    /** Leave when it leaves the opposite side of this shorter channel. */
    exit: z.number().int().min(1).default(10),
    /** Fraction of equity. */
    size: z.number().positive().default(1),
    allow_short: z.boolean().default(false),
    /** Stop so many average true ranges (20 bars) from the close at entry; 0: none. */
    atr_stop: z.number().min(0).default(2),
  })
  .refine(({ entry, exit }) => exit <= entry, { path: ['exit'], message: 'exit must not be longer than entry' });

const ATR_PERIOD = 20;

/** Breakout of the highest high or lowest low, after the Turtles' rules (Faith, "Way of the Turtle", 2007). */
export class DonchianBreakout extends Strategy {
  private high!: Indicator;
  private low!: Indicator;
  private exitHigh!: Indicator;
  private exitLow!: Indicator;
  private atr!: Indicator;

  constructor(private readonly params: z.infer<typeof donchianBreakoutSchema>) {
    super();
  }

  override init(context: StrategyContext): void {
    const { entry, exit } = this.params;
    this.high = context.donchianHigh(entry);
    this.low = context.donchianLow(entry);
    this.exitHigh = context.donchianHigh(exit);
    this.exitLow = context.donchianLow(exit);
    this.atr = context.atr(ATR_PERIOD);
  }

  onBar(bar: Bar, account: AccountState, context: StrategyContext): Order | null {
    const { size, allow_short, atr_stop } = this.params;
    const { close } = bar;
    const { target } = account;
    // The channels end one bar earlier: no close is above a high that contains it.
    if (target <= 0 && close > this.high.at(1)) {
      const order = context.long(size);
      return atr_stop === 0 ? order : withStop(order, close - atr_stop * this.atr.value, context);
    }
    if (target >= 0 && allow_short && close < this.low.at(1)) {
      const order = context.short(size);
      return atr_stop === 0 ? order : withStop(order, close + atr_stop * this.atr.value, context);
    }
    if ((target > 0 && close < this.exitLow.at(1)) || (target < 0 && close > this.exitHigh.at(1)))
      return context.flat();
    return null;
  }
}

/** Without enough bars for the range, or with a range wider than the price, there is no stop. */
function withStop(order: ReturnType<StrategyContext['long']>, stop: number, context: StrategyContext): Order {
  return stop > 0 ? order.withStop(context.toTick(stop)) : order;
}
