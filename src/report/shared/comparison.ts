/** What is shown of runs side by side. */
export interface ComparisonView {
  readonly runs: readonly {
    readonly id: string;
    readonly strategy: string;
    readonly symbols: readonly string[];
    readonly interval_ms: number;
    readonly start_time: number;
    readonly end_time: number;
    readonly initial_equity: number;
    readonly final_equity: number;
    readonly trade_count: number;
    readonly metrics: Readonly<Record<string, number | null>>;
    readonly costs: Readonly<Record<string, number | null>>;
    readonly warnings: readonly string[];
  }[];
  readonly buy_and_hold: Readonly<Record<string, number | null>> | null;
  readonly differences: readonly { readonly name: string; readonly values: readonly (string | null)[] }[];
  readonly notes: readonly string[];
}

/** Runs are named by letters: ids are long. */
export const letterOf = (index: number): string => String.fromCharCode(65 + index);

/** Costs as they are written, in this order. */
export const COST_LABELS: Readonly<Record<string, string>> = {
  fees: 'Fees',
  slippage: 'Slippage (in the prices)',
  funding: 'Funding',
  borrow: 'Interest',
  liquidation_fees: 'Liquidation (in the fees)',
  model_calls: 'Model calls, USD',
};
