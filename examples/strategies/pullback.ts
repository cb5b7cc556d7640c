import type { AccountState, Bar, Indicator, Order, StrategyContext, Timeframe } from '../../src/index.js';

/** Buys a pullback in a rising market with a resting order, protects it with stops, and takes profit. */
export default class Pullback {
  private trend!: Timeframe;
  private slow!: Indicator;
  private range!: Indicator;

  init(context: StrategyContext): void {
    // Complete 4 h bars only: nothing of the one that is still open is seen.
    this.trend = context.timeframe('4h');
    this.slow = this.trend.ema(50);
    this.range = context.atr(24);
  }

  onBar(bar: Bar, account: AccountState, context: StrategyContext): Order | null {
    const rising = this.trend.at('close') > this.slow.value;
    if (account.position > 0) return rising ? null : context.flat();
    if (!rising || Number.isNaN(this.range.value)) return null;
    const price = bar.close - this.range.value;
    return context
      .long(0.5)
      .withLimit(context.toTick(price))
      .withStop(context.toTick(price - 3 * this.range.value))
      .withTakeProfit(context.toTick(price + 6 * this.range.value))
      .withTimeInForce('gtc', 12);
  }
}
