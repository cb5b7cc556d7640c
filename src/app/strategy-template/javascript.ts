import { asOption } from '../../core/shell-command.js';
import { classNameOf } from './names.js';

/** The text of a new strategy in JavaScript; its types are comments, which editors check. */
export const javascriptText = (name: string): string => `// @ts-check
import { Strategy } from 'llm-trading-system';
import { z } from 'zod';

/**
 * @import { AccountState, Bar, Indicator, Order, StrategyContext } from 'llm-trading-system'
 */

/** Parameters with their defaults: ${asOption('param')} period=30 changes one. */
export const schema = z.strictObject({
  /** Bars of the moving average. */
  period: z.number().int().min(2).default(50),
  /** Fraction of equity while long: 0.5 means 50 %. */
  size: z.number().positive().max(1).default(0.5),
  /** Stop below the close at entry, in average true ranges of 14 bars; 0: none. */
  stop_atr: z.number().min(0).default(3),
});

/** Long while the close lies above its moving average, flat below it. */
export default class ${classNameOf(name)} extends Strategy {
  /** @type {Indicator | undefined} */
  average;
  /** @type {Indicator | undefined} */
  range;

  /** @param {z.infer<typeof schema>} params */
  constructor(params) {
    super();
    this.params = params;
  }

  /**
   * Once, before the first bar: declare indicators here, and nowhere else.
   * @override
   * @param {StrategyContext} context
   */
  init(context) {
    this.average = context.sma(this.params.period);
    this.range = context.atr(14);
  }

  /**
   * After each bar's close: what should the position be? The order is a target, not a trade, and fills at the next open.
   * Null leaves everything as it is.
   * @override
   * @param {Bar} bar
   * @param {AccountState} account
   * @param {StrategyContext} context
   * @returns {Order | null}
   */
  onBar(bar, account, context) {
    const { size, stop_atr } = this.params;
    const average = this.average?.value ?? NaN;
    const range = this.range?.value ?? NaN;
    // NaN until there are enough bars.
    if (Number.isNaN(average) || Number.isNaN(range)) return null;
    if (bar.close < average) return account.target === 0 ? null : context.flat();
    if (account.target > 0) return null;
    const order = context.long(size);
    const stop = bar.close - stop_atr * range;
    return stop_atr > 0 && stop > 0 ? order.withStop(context.toTick(stop)) : order;
  }
}
`;
