import type { BacktestResultDocument } from '../../../core/backtest-result/index.js';
import { waterfallTable, type WaterfallStep } from '../chart/waterfall.js';
import { NONE, percent, signedMoney } from '../../shared/format.js';
import { type Markup, section } from '../markup.js';

/** From what the prices alone would have brought to what was left. */
export function waterfallSection(result: BacktestResultDocument): Markup {
  const steps = stepsOf(result);
  const table = waterfallTable(steps, 'Profit before costs, each cost, and what was left', signedMoney);
  return section('costs', 'Where the money went', leadOf(result), table);
}

function stepsOf({ costs, initial_equity: initial, final_equity: final }: BacktestResultDocument): WaterfallStep[] {
  const net = final - initial;
  const carry = costs.funding + costs.borrow;
  const gross = net + costs.fees + costs.slippage + carry;
  const steps: WaterfallStep[] = [
    { label: 'Profit before costs', note: 'at prices without slippage', from: 0, to: gross, kind: 'total' },
  ];
  let level = gross;
  const spend = (label: string, note: string, amount: number): void => {
    steps.push({ label, note, from: level, to: level - amount, kind: amount > 0 ? 'loss' : 'gain' });
    level -= amount;
  };
  const liquidation = costs.liquidation_fees === 0 ? '' : `of it liquidation ${signedMoney(-costs.liquidation_fees)}`;
  spend('Trading fees', liquidation, costs.fees);
  spend('Slippage', 'fills worse than the quoted price', costs.slippage);
  spend('Funding', costs.funding < 0 ? 'received' : '', costs.funding);
  if (costs.borrow !== 0) spend('Borrow interest', '', costs.borrow);
  steps.push({ label: 'Change of the account', note: '', from: 0, to: net, kind: 'total' });
  if (costs.model_calls === null) {
    steps.push({ label: 'Model calls', note: 'price unknown', from: net, to: net, kind: 'loss', value: NONE });
  } else {
    level = net;
    spend('Model calls', 'USD, not taken from the account', costs.model_calls);
    steps.push({ label: 'Left in the end', note: '', from: 0, to: level, kind: 'total' });
  }
  return steps;
}

function leadOf({ costs, initial_equity: initial }: BacktestResultDocument): string {
  const all = costs.fees + costs.slippage + costs.funding + costs.borrow + (costs.model_calls ?? 0);
  return `All costs together took ${percent(all / initial)} of the initial account.`;
}
