import type { RegimeAssessment } from '../../core/regime/schema.js';
import type { AccountState, Bar, StrategyContext } from '../base.js';
import type { Rule } from './book.js';

interface Taken {
  readonly rule: Rule;
  readonly size: number;
  readonly additions: number;
  readonly barsHeld: number;
  /** Its exit was due. */
  readonly closing: boolean;
}

/** What the rules remember of one symbol. */
export class RuleState {
  /** The rule whose position is held or ordered. */
  rule: Rule | null = null;
  /** Target of that rule, additions included, a fraction of equity. */
  size = 0;
  additions = 0;
  /** Closes at which the position was there; 0 while there is none. */
  barsHeld = 0;
  cooldown = 0;
  /** The position has to be closed: its exit was due, and what was to take its place was refused. */
  closing = false;
  /** What was held before another rule took over, until that has been filled or refused. */
  takenFrom: Taken | null = null;
  /** The account's target before the last addition, and by how much that was to grow it, until it has been taken or refused. */
  growing: { readonly target: number; readonly size: number } | null = null;
  /** Both sides of each crossing at the close before, and whether it crossed at this one: 1, 0 or NaN. */
  readonly left: Float64Array;
  readonly right: Float64Array;
  readonly crossed: Float64Array;

  constructor(crossings: number) {
    this.left = new Float64Array(crossings).fill(NaN);
    this.right = new Float64Array(crossings).fill(NaN);
    this.crossed = new Float64Array(crossings).fill(NaN);
  }
}

/** What compiled conditions read; one object, its fields set before each bar. */
export interface Frame {
  bar: Bar;
  account: AccountState;
  context: StrategyContext;
  state: RuleState;
  /** The regime model's opinion in force; null where there is none. */
  regime: RegimeAssessment | null;
}
