import { z } from 'zod';

/** Parameters: --param days=7 changes one. */
export const schema = z.strictObject({
  /** Days over which the markets are compared. */
  days: z.number().int().min(1).default(7),
});

/** One account over several markets: holds those that rose the most, at most half of the equity in each. */
export default class StrongerOfMany {
  constructor(params) {
    this.params = params;
  }

  init(context) {
    const bars = Math.round((this.params.days * 86_400_000) / context.intervalMs);
    // One indicator, a value for each symbol: that of the bar at hand.
    this.growth = context.roc(bars);
    this.latest = new Map();
  }

  onBar(bar) {
    if (Number.isNaN(this.growth.value)) return null;
    this.latest.set(bar.symbol, this.growth.value);
    const better = [...this.latest.values()].filter((growth) => growth > this.growth.value).length;
    const wanted = this.growth.value > 0 && better < 2;
    return { symbol: bar.symbol, side: wanted ? 'long' : 'flat', size: 0.5 };
  }
}
