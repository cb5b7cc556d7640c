import type { OrderTicket, TargetSide, TimeInForce } from './base.js';

/**
 * The reused order object. Absent prices are NaN; `plain` is true while it is nothing but a market target, which lets the
 * engine recognise a repeated target by comparing two numbers.
 */
export class ReusableTicket implements OrderTicket {
  /** The target with its sign, negative for short; all that a plain market order costs to write. Starts as a double. */
  signed = NaN;
  plain = true;
  limit = NaN;
  stop = NaN;
  takeProfit = NaN;
  trailingStop = NaN;
  timeInForce: TimeInForce = 'gtc';
  goodForBars = Infinity;

  get side(): TargetSide {
    return this.signed === 0 ? 'flat' : this.signed < 0 ? 'short' : 'long';
  }

  get size(): number {
    return Math.abs(this.signed);
  }

  /** Starts a new order. A target that is not a number stays NaN and is refused when the order is taken. */
  set(signed: number): this {
    this.signed = signed;
    if (!this.plain) this.clear();
    return this;
  }

  /** Takes over everything another ticket says. */
  copyFrom(other: ReusableTicket): this {
    this.signed = other.signed;
    this.plain = other.plain;
    this.limit = other.limit;
    this.stop = other.stop;
    this.takeProfit = other.takeProfit;
    this.trailingStop = other.trailingStop;
    this.timeInForce = other.timeInForce;
    this.goodForBars = other.goodForBars;
    return this;
  }

  withLimit(price: number): this {
    this.plain = false;
    this.limit = price;
    return this;
  }

  withStop(price: number): this {
    this.plain = false;
    this.stop = price;
    return this;
  }

  withTakeProfit(price: number): this {
    this.plain = false;
    this.takeProfit = price;
    return this;
  }

  withTrailingStop(fraction: number): this {
    this.plain = false;
    this.trailingStop = fraction;
    return this;
  }

  withTimeInForce(timeInForce: TimeInForce, goodForBars = Infinity): this {
    this.plain = false;
    this.timeInForce = timeInForce;
    this.goodForBars = goodForBars;
    return this;
  }

  private clear(): void {
    this.plain = true;
    this.limit = NaN;
    this.stop = NaN;
    this.takeProfit = NaN;
    this.trailingStop = NaN;
    this.timeInForce = 'gtc';
    this.goodForBars = Infinity;
  }
}
