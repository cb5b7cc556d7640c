import type { ComparedRun } from '../../contract/comparison.js';
import type { TerminalWord } from '../language/say.js';

/** Runs are named by letters: ids are long. */
export const letterOf = (index: number): string => String.fromCharCode(65 + index);

type CostName = keyof ComparedRun['costs'];

/** Costs as they are written, in this order. */
export const COST_LABELS: Readonly<Record<CostName, TerminalWord>> = {
  fees: 'Fees',
  slippage: 'Slippage (in the prices)',
  funding: 'Funding',
  borrow: 'Interest',
  liquidation_fees: 'Liquidation (in the fees)',
  model_calls: 'Model calls, USD',
};

/** Costs that at least one of the runs has paid. */
export const paidCosts = (runs: readonly ComparedRun[]): CostName[] =>
  (Object.keys(COST_LABELS) as CostName[]).filter((name) => runs.some(({ costs }) => costs[name] !== 0));
