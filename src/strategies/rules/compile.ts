import type { Indicator } from '../base.js';
import type { Condition, Protection } from './book.js';
import type { ComparisonNode, Expression } from './expression/ast.js';
import type { Frame } from './frame.js';
import { isPosition, isPrice, isRegime, type PositionName, type RegimeName } from './names.js';
import { timeTest } from './time-window.js';

/** A number at the current bar; NaN while it is not known. */
export type Value = () => number;
/** 1 true, 0 false, NaN unknown: a condition about a number that is not known yet is neither. */
export type Truth = () => number;

interface Crossing {
  readonly left: Value;
  readonly right: Value;
  readonly above: boolean;
}

/** Turns parsed conditions into closures over indicators, once, when a run begins. */
export class Compiler {
  private readonly crossings: Crossing[] = [];

  constructor(
    private readonly frame: Frame,
    /** By the name that conditions use: `fast`, `bands.upper`. */
    private readonly indicators: ReadonlyMap<string, Indicator>,
  ) {}

  get crossingCount(): number {
    return this.crossings.length;
  }

  /** Looks at every crossing of the current bar: also of those that no condition comes to, since the next bar needs them. */
  updateCrossings(): void {
    const { crossings } = this;
    const { left, right, crossed } = this.frame.state;
    for (let slot = 0; slot < crossings.length; slot++) {
      const crossing = crossings[slot]!;
      const a = crossing.left();
      const b = crossing.right();
      const a0 = left[slot]!;
      const b0 = right[slot]!;
      crossed[slot] = known(a + b, a0 + b0, crossing.above ? a0 <= b0 && a > b : a0 >= b0 && a < b);
      left[slot] = a;
      right[slot] = b;
    }
  }

  condition(condition: Condition): Truth {
    switch (condition.kind) {
      case 'compare':
        return this.comparison(condition.comparison);
      case 'not': {
        const inner = this.condition(condition.of);
        return () => 1 - inner();
      }
      case 'all':
        return all(condition.of.map((each) => this.condition(each)));
      case 'any':
        return any(condition.of.map((each) => this.condition(each)));
      case 'time': {
        const inside = timeTest(condition.window);
        return () => Number(inside(this.frame.bar.closeTime));
      }
    }
  }

  /** The price of a stop (`side` −1 for a long position) or a target (`side` 1), from the close; NaN while unknown. */
  protection(protection: Protection | null, side: 1 | -1): Value | null {
    if (protection === null) return null;
    if (protection.kind === 'price') return this.value(protection.price);
    const factor = 1 + side * protection.value;
    return () => this.frame.bar.close * factor;
  }

  private comparison({ operator, left, right }: ComparisonNode): Truth {
    const a = this.value(left);
    const b = this.value(right);
    switch (operator) {
      case '>':
        return () => known(a(), b(), a() > b());
      case '>=':
        return () => known(a(), b(), a() >= b());
      case '<':
        return () => known(a(), b(), a() < b());
      case '<=':
        return () => known(a(), b(), a() <= b());
      case 'crosses above':
      case 'crosses below': {
        const slot = this.crossings.push({ left: a, right: b, above: operator === 'crosses above' }) - 1;
        return () => this.frame.state.crossed[slot]!;
      }
    }
  }

  private value(expression: Expression): Value {
    switch (expression.kind) {
      case 'number': {
        const { value } = expression;
        return () => value;
      }
      case 'negate': {
        const of = this.value(expression.of);
        return () => -of();
      }
      case 'name':
        return this.named(expression.name, expression.barsAgo);
      case 'call': {
        const [a, b = a] = expression.of.map((each) => this.value(each)) as [Value, Value?];
        if (expression.name === 'abs') return () => Math.abs(a());
        return expression.name === 'min' ? () => Math.min(a(), b()) : () => Math.max(a(), b());
      }
      case 'binary':
        return binary(expression.operator, this.value(expression.left), this.value(expression.right));
    }
  }

  private named(name: string, barsAgo: number): Value {
    const { frame } = this;
    if (isPrice(name)) {
      return barsAgo === 0 ? () => frame.bar[name] : () => frame.context.ago(name, barsAgo);
    }
    if (isPosition(name)) return positionValue(frame, name);
    if (isRegime(name)) return regimeValue(frame, name);
    const indicator = this.indicators.get(name)!;
    return barsAgo === 0 ? () => indicator.value : () => indicator.at(barsAgo);
  }
}

const known = (a: number, b: number, truth: boolean): number => (Number.isNaN(a + b) ? NaN : Number(truth));

/** False as soon as one is false, whatever the others; unknown before true (Kleene's logic). */
function all(members: readonly Truth[]): Truth {
  return () => {
    let truth = 1;
    for (const member of members) {
      const each = member();
      if (each === 0) return 0;
      if (Number.isNaN(each)) truth = NaN;
    }
    return truth;
  };
}

function any(members: readonly Truth[]): Truth {
  return () => {
    let truth = 0;
    for (const member of members) {
      const each = member();
      if (each === 1) return 1;
      if (Number.isNaN(each)) truth = NaN;
    }
    return truth;
  };
}

function binary(operator: '+' | '-' | '*' | '/', a: Value, b: Value): Value {
  switch (operator) {
    case '+':
      return () => a() + b();
    case '-':
      return () => a() - b();
    case '*':
      return () => a() * b();
    case '/':
      return () => a() / b();
  }
}

function positionValue(frame: Frame, name: PositionName): Value {
  switch (name) {
    case 'entry_price':
      return () => frame.account.entryPrice;
    case 'bars_held':
      return () => (frame.account.position === 0 ? NaN : frame.state.barsHeld);
    case 'profit':
      return () => Math.sign(frame.account.position) * (frame.bar.close / frame.account.entryPrice - 1);
  }
}

function regimeValue(frame: Frame, name: RegimeName): Value {
  return name === 'prob_bull' || name === 'prob_bear'
    ? () => frame.regime?.[name] ?? NaN
    : () => frame.regime?.scores[name] ?? NaN;
}
