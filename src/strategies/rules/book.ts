import type { ComparisonNode, Expression } from './expression/ast.js';
import type { IndicatorSpec } from './indicators.js';
import type { TimeWindow } from './schema.js';

/** A condition whose texts are parsed and whose names are known. */
export type Condition =
  | { readonly kind: 'compare'; readonly comparison: ComparisonNode }
  | { readonly kind: 'all' | 'any'; readonly of: readonly Condition[] }
  | { readonly kind: 'not'; readonly of: Condition }
  | { readonly kind: 'time'; readonly window: TimeWindow };

/** A distance from the close as a fraction of it, or a price. */
export type Protection =
  { readonly kind: 'fraction'; readonly value: number } | { readonly kind: 'price'; readonly price: Expression };

export interface Rule {
  readonly name: string;
  readonly side: 'long' | 'short';
  readonly enter: Condition;
  readonly exit: Condition | null;
  readonly size: number;
  readonly stop: Protection | null;
  readonly takeProfit: Protection | null;
  readonly trailingStop: number | null;
  readonly maxBars: number | null;
  readonly add: {
    readonly when: Condition;
    readonly size: number;
    readonly times: number;
    readonly stop: Protection | null;
  } | null;
}

/** A file of rules, checked whole: nothing in it can fail later. */
export interface RuleBook {
  readonly name: string;
  readonly indicators: ReadonlyMap<string, IndicatorSpec>;
  readonly rules: readonly Rule[];
  readonly reverse: boolean;
  readonly cooldownBars: number;
  /** Null where no rule speaks of the regime: then none is asked for, and no order waits for an answer. */
  readonly regimeHorizonBars: number | null;
}
