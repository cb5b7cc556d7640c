import type { BacktestResultDocument } from '../../../core/backtest-result/index.js';
import { waterfallTable, type WaterfallStep } from '../chart/waterfall.js';
import { NONE, percent, signedMoney } from '../../shared/format.js';
import { type Markup, section } from '../markup.js';
import { say } from '../speech.js';

/** From what the prices alone would have brought to what was left. */
export function waterfallSection(result: BacktestResultDocument): Markup {
  const steps = stepsOf(result);
  const table = waterfallTable(steps, say('Profit before costs, each cost, and what was left'), signedMoney);
  return section('costs', say('Where the money went'), leadOf(result), table);
}

function stepsOf({ costs, initial_equity: initial, final_equity: final }: BacktestResultDocument): WaterfallStep[] {
  const net = final - initial;
  const carry = costs.funding + costs.borrow;
  const gross = net + costs.fees + costs.slippage + carry;
  const steps: WaterfallStep[] = [
    { label: say('Profit before costs'), note: say('at prices without slippage'), from: 0, to: gross, kind: 'total' },
  ];
  let level = gross;
  const spend = (label: string, note: string, amount: number): void => {
    steps.push({ label, note, from: level, to: level - amount, kind: amount > 0 ? 'loss' : 'gain' });
    level -= amount;
  };
  const liquidation =
    costs.liquidation_fees === 0
      ? ''
      : say('of it liquidation {amount}', { amount: signedMoney(-costs.liquidation_fees) });
  spend(say('Trading fees'), liquidation, costs.fees);
  spend(say('Slippage'), say('fills worse than the quoted price'), costs.slippage);
  spend(say('Funding'), costs.funding < 0 ? say('received') : '', costs.funding);
  if (costs.borrow !== 0) spend(say('Borrow interest'), '', costs.borrow);
  steps.push({ label: say('Change of the account'), note: '', from: 0, to: net, kind: 'total' });
  if (costs.model_calls === null) {
    steps.push({
      label: say('Model calls'),
      note: say('price unknown'),
      from: net,
      to: net,
      kind: 'loss',
      value: say(NONE),
    });
  } else {
    level = net;
    spend(say('Model calls'), say('USD, not taken from the account'), costs.model_calls);
    steps.push({ label: say('Left in the end'), note: '', from: 0, to: level, kind: 'total' });
  }
  return steps;
}

function leadOf({ costs, initial_equity: initial }: BacktestResultDocument): string {
  const all = costs.fees + costs.slippage + costs.funding + costs.borrow + (costs.model_calls ?? 0);
  return say('All costs together took {share} of the initial account.', { share: percent(all / initial) });
}
