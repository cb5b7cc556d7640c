import { movingTogether, profitBySymbol, type BacktestResultDocument } from '../../../core/backtest-result/index.js';
import { decimals } from '../../shared/numbers.js';
import { sayIn } from '../../language/say.js';
import { money, NONE, percent, signedMoney, oneBetText } from '../../shared/format.js';
import { html, type Markup, section } from '../markup.js';

/** What each symbol of a portfolio brought; null for a run of one. */
export function symbolSection(result: BacktestResultDocument): Markup | null {
  if (result.symbols.length < 2) return null;
  const rows = profitBySymbol(result);
  const signOf = (value: number): string => (value > 0 ? 'gain' : value < 0 ? 'loss' : '');
  const table = html`<div class="scroll" tabindex="0" role="region" aria-label="Profit by symbol">
    <table class="plain by-symbol">
      <thead>
        <tr>
          <th scope="col">Symbol</th>
          ${['Trades', 'Won', 'P&L', 'Of the account', 'Still open', 'Costs'].map((name) => html`<th scope="col" class="number">${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ({ symbol, trades, won, pnl, unrealised_pnl: open, costs }) =>
            html`<tr>
              <th scope="row">${symbol}</th>
              <td class="number">${decimals(trades, 0)}</td>
              <td class="number">${trades === 0 ? NONE : percent(won / trades)}</td>
              <td class="number ${signOf(pnl)}">${signedMoney(pnl)}</td>
              <td class="number">${percent(pnl / result.initial_equity)}</td>
              <td class="number">${open === 0 ? '' : signedMoney(open)}</td>
              <td class="number">${money(costs)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
  const lead =
    'Closed trades after all costs; what was still open at the end stands beside it. Costs are those of the closed trades.';
  const bets = movingTogether(result).map((each) => html`<p>${oneBetText(each, sayIn('en'))}</p>`);
  return section('symbols', 'Symbol by symbol', lead, html`${table}${bets}`);
}
