import type { OrderTicket, StrategyContext } from '../base.js';
import type { Protection, Rule } from './book.js';
import type { Compiler, Truth, Value } from './compile.js';
import type { Frame } from './frame.js';

/** A rule as closures. */
export class CompiledRule {
  readonly enters: Truth;
  readonly exits: Truth | null;
  readonly adds: Truth | null;
  private readonly stop: Value | null;
  private readonly takeProfit: Value | null;
  private readonly newStop: Value | null;
  private readonly direction: 1 | -1;

  constructor(
    readonly rule: Rule,
    private readonly frame: Frame,
    compiler: Compiler,
  ) {
    this.direction = rule.side === 'long' ? 1 : -1;
    const stopSide = this.direction === 1 ? -1 : 1;
    const price = (protection: Protection | null, side: 1 | -1) => compiler.protection(protection, side);
    this.enters = compiler.condition(rule.enter);
    this.exits = rule.exit === null ? null : compiler.condition(rule.exit);
    this.adds = rule.add === null ? null : compiler.condition(rule.add.when);
    this.stop = price(rule.stop, stopSide);
    this.takeProfit = price(rule.takeProfit, this.direction);
    this.newStop = rule.add === null ? null : price(rule.add.stop, stopSide);
  }

  /** The order that opens the position; null where a protective price is unknown or on the wrong side of the close. */
  entry(context: StrategyContext): OrderTicket | null {
    const stop = this.protective(this.stop, -this.direction);
    const takeProfit = this.protective(this.takeProfit, this.direction);
    if (stop === null || takeProfit === null) return null;
    const order = this.order(context, this.rule.size);
    if (!Number.isNaN(stop)) order.withStop(context.toTick(stop));
    if (!Number.isNaN(takeProfit)) order.withTakeProfit(context.toTick(takeProfit));
    if (this.rule.trailingStop !== null) order.withTrailingStop(this.rule.trailingStop);
    return order;
  }

  /** The order that grows it to `size`. */
  addition(context: StrategyContext, size: number): OrderTicket | null {
    const stop = this.protective(this.newStop, -this.direction);
    if (stop === null) return null;
    const order = this.order(context, size);
    return Number.isNaN(stop) ? order : order.withStop(context.toTick(stop));
  }

  private order(context: StrategyContext, size: number): OrderTicket {
    return this.direction === 1 ? context.long(size) : context.short(size);
  }

  /** NaN where none is wanted; null where it would be nonsense. @param side 1 above the close, −1 below it */
  private protective(price: Value | null, side: number): number | null {
    if (price === null) return NaN;
    const value = price();
    return value > 0 && value < Infinity && (value - this.frame.bar.close) * side > 0 ? value : null;
  }
}
