/** A number computed at each bar. `at` is where it stands in the text, from 0. */
export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'name'; readonly name: string; readonly barsAgo: number; readonly at: number }
  | { readonly kind: 'negate'; readonly of: Expression }
  | {
      readonly kind: 'binary';
      readonly operator: '+' | '-' | '*' | '/';
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: 'call'; readonly name: FunctionName; readonly of: readonly Expression[] };

export const FUNCTIONS = { abs: 1, min: 2, max: 2 } as const;
export type FunctionName = keyof typeof FUNCTIONS;

export const COMPARISONS = ['<', '<=', '>', '>=', 'crosses above', 'crosses below'] as const;
export type ComparisonOperator = (typeof COMPARISONS)[number];

/** Two numbers compared: true, false, or unknown while one of them is not known yet. */
export interface ComparisonNode {
  readonly operator: ComparisonOperator;
  readonly left: Expression;
  readonly right: Expression;
}

/** What one text of a condition says: comparisons joined by `and`, `or` and `not`. */
export type Logic =
  | { readonly kind: 'compare'; readonly comparison: ComparisonNode }
  | { readonly kind: 'all' | 'any'; readonly of: readonly Logic[] }
  | { readonly kind: 'not'; readonly of: Logic };
