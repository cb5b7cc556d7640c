import { movingTogether, profitBySymbol, type BacktestResultDocument } from '../../../core/backtest-result/index.js';
import { decimals } from '../../shared/numbers.js';
import { money, NONE, percent, signedMoney, oneBetText } from '../../shared/format.js';
import { html, type Markup, section } from '../markup.js';
import { say } from '../speech.js';

/** What each symbol of a portfolio brought; null for a run of one. */
export function symbolSection(result: BacktestResultDocument): Markup | null {
  if (result.symbols.length < 2) return null;
  const rows = profitBySymbol(result);
  const signOf = (value: number): string => (value > 0 ? 'gain' : value < 0 ? 'loss' : '');
  const table = html`<div class="scroll" tabindex="0" role="region" aria-label="${say('Profit by symbol')}">
    <table class="plain by-symbol">
      <thead>
        <tr>
          <th scope="col">${say('Symbol')}</th>
          ${[say('Trades'), say('Won'), say('P&L^label'), say('Of the account'), say('Still open'), say('Costs')].map((name) => html`<th scope="col" class="number">${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ({ symbol, trades, won, pnl, unrealised_pnl: open, costs }) =>
            html`<tr>
              <th scope="row">${symbol}</th>
              <td class="number">${decimals(trades, 0)}</td>
              <td class="number">${trades === 0 ? say(NONE) : percent(won / trades)}</td>
              <td class="number ${signOf(pnl)}">${signedMoney(pnl)}</td>
              <td class="number">${percent(pnl / result.initial_equity)}</td>
              <td class="number">${open === 0 ? '' : signedMoney(open)}</td>
              <td class="number">${money(costs)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
  const lead = say(
    'Closed trades after all costs; what was still open at the end stands beside it. Costs are those of the closed trades.',
  );
  const bets = movingTogether(result).map((each) => html`<p>${oneBetText(each, say)}</p>`);
  return section('symbols', say('Symbol by symbol'), lead, html`${table}${bets}`);
}
