import type { BacktestResultDocument } from '../../../core/backtest-result/index.js';
import { linearScale } from '../chart/scale.js';
import { unit } from '../chart/path.js';
import { NONE, percent, signedMoney } from '../format.js';
import { html, type Markup } from '../markup.js';
import { section } from './section.js';

/** One bar: where it begins and ends on the axis of money. */
interface Step {
  readonly label: string;
  readonly note: string;
  readonly from: number;
  readonly to: number;
  readonly kind: 'total' | 'gain' | 'loss';
  /** Written instead of the change. */
  readonly value?: string;
}

/** From what the prices alone would have brought to what was left. */
export function waterfallSection(result: BacktestResultDocument): Markup {
  const steps = stepsOf(result);
  const ends = steps.flatMap(({ from, to }) => [from, to]);
  const x = linearScale(Math.min(0, ...ends), Math.max(0, ...ends), 0, 100);
  const rows = steps.map((step) => {
    const left = x.at(Math.min(step.from, step.to));
    const width = step.from === step.to ? 0 : Math.max(0.4, x.at(Math.max(step.from, step.to)) - left);
    return html`<tr class="${step.kind === 'total' ? 'total' : ''}">
      <th scope="row">${step.label}${step.note === '' ? null : html`<small>${step.note}</small>`}</th>
      <td class="bars">
        <svg width="100%" height="22" aria-hidden="true">
          <line class="zero" x1="${unit(x.at(0))}%" x2="${unit(x.at(0))}%" y1="0" y2="22" />
          <rect class="bar ${step.kind}" x="${unit(left)}%" y="3" width="${unit(width)}%" height="16" />
        </svg>
      </td>
      <td class="number">${step.value ?? signedMoney(step.to - step.from)}</td>
    </tr>`;
  });
  const table = html`<table class="waterfall">
    <caption class="sr">
      Profit before costs, each cost, and what was left
    </caption>
    <thead class="sr">
      <tr>
        <th scope="col">Step</th>
        <th scope="col">Bar</th>
        <th scope="col">Amount</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
  return section('costs', 'Where the money went', leadOf(result), table);
}

function stepsOf({ costs, initial_equity: initial, final_equity: final }: BacktestResultDocument): Step[] {
  const net = final - initial;
  const carry = costs.funding + costs.borrow;
  const gross = net + costs.fees + costs.slippage + carry;
  const steps: Step[] = [
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
