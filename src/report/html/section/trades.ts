import type { BacktestResultDocument, Trade } from '../../../core/backtest-result/index.js';
import { compact, money, price, signedMoney, signedPercent, titleOf } from '../../shared/format.js';
import { html, type Markup, section } from '../markup.js';
import { ROWS_SHOWN } from './trade-list.js';
import { minuteText } from '../../../core/time.js';
import { say, spokenDuration, word, type ReportWord } from '../speech.js';

interface Column {
  readonly title: ReportWord;
  readonly text: (trade: Trade, index: number) => string | number;
  /** What the script sorts by; absent where the text sorts right as it is. */
  readonly sort?: (trade: Trade, index: number) => number;
  readonly className?: string;
}

const COLUMNS: readonly Column[] = [
  { title: '#', text: (_, index) => index + 1, sort: (_, index) => index, className: 'number wide' },
  { title: 'Symbol', text: (trade) => trade.symbol, className: 'symbol' },
  { title: 'Side', text: (trade) => word(titleOf(trade.side)) },
  {
    title: 'Opened (UTC)',
    text: (trade) => minuteText(trade.open_time),
    sort: (trade) => trade.open_time,
    className: 'opened',
  },
  {
    title: 'Closed (UTC)',
    text: (trade) => minuteText(trade.close_time),
    sort: (trade) => trade.close_time,
    className: 'wide',
  },
  {
    title: 'Held',
    text: (trade) => spokenDuration(trade.close_time - trade.open_time),
    sort: (trade) => trade.close_time - trade.open_time,
    className: 'wide',
  },
  {
    title: 'Quantity',
    text: (trade) => compact(trade.quantity),
    sort: (trade) => trade.quantity,
    className: 'number wide',
  },
  {
    title: 'Entry',
    text: (trade) => price(trade.entry_price),
    sort: (trade) => trade.entry_price,
    className: 'number wide',
  },
  {
    title: 'Exit',
    text: (trade) => price(trade.exit_price),
    sort: (trade) => trade.exit_price,
    className: 'number wide',
  },
  {
    title: 'Costs',
    text: (trade) => money(trade.fees + trade.slippage + trade.carry),
    sort: (trade) => trade.fees + trade.slippage + trade.carry,
    className: 'number wide',
  },
  {
    title: 'P&L^label',
    text: (trade) => signedMoney(trade.pnl),
    sort: (trade) => trade.pnl,
    className: 'number outcome',
  },
  {
    title: 'Return',
    text: (trade) => signedPercent(trade.return),
    sort: (trade) => trade.return,
    className: 'number outcome',
  },
  { title: 'Closed by', text: (trade) => word(titleOf(trade.exit_reason)), className: 'wide' },
];

/** The first trades; the page's script adds sorting and a filter. */
export function tradesSection(result: BacktestResultDocument): Markup {
  const { trades, open_positions: open } = result;
  const shown = trades.slice(0, ROWS_SHOWN);
  const columns = result.symbols.length > 1 ? COLUMNS : COLUMNS.filter(({ title }) => title !== 'Symbol');
  const rest = trades.length - shown.length;
  const lead =
    rest > 0
      ? say('The first {shown} of {n}; the other {rest} are in trades.csv beside this page.', {
          shown: shown.length,
          n: trades.length,
          rest,
        })
      : say('{n} round {n:trip|trips}, after all costs.', { n: trades.length });
  const body = html`${trades.length === 0 ? html`<p>${say('There was no trade.')}</p>` : table(shown, columns)}${openList(open)}`;
  return section('trades', say('Trades'), lead, body);
}

function table(trades: readonly Trade[], columns: readonly Column[]): Markup {
  return html`<div class="tools needs-script">
      <label
        >${say('Filter')} <input type="search" id="trade-filter" placeholder="${say('long, stop, 2024-03 …')}"
      /></label>
      <label
        >${say('Show')}
        <select id="trade-outcome">
          <option value="">${say('all^trades')}</option>
          <option value="gain">${say('winners')}</option>
          <option value="loss">${say('losers')}</option>
        </select></label
      >
      <output id="trade-count" for="trade-filter trade-outcome"></output>
    </div>
    <div class="scroll tall" tabindex="0" role="region" aria-label="${say('Table of trades')}">
      <table id="trade-table" class="trades">
        <caption class="sr">
          ${say('Trades in the order in which they were closed')}
        </caption>
        <thead>
          <tr>
            ${columns.map(({ title, className }) => html`<th scope="col" class="${className ?? ''}">${say(title)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${trades.map((trade, index) => row(trade, index, columns))}
        </tbody>
      </table>
    </div>`;
}

function row(trade: Trade, index: number, columns: readonly Column[]): Markup {
  const cells = columns.map(({ text, sort, className }) => {
    const key = sort === undefined ? null : html` data-sort="${sort(trade, index)}"`;
    return html`<td class="${className ?? ''}" ${key}>${text(trade, index)}</td>`;
  });
  return html`<tr class="${trade.pnl > 0 ? 'gain' : 'loss'}">
    ${cells}
  </tr>`;
}

function openList(open: BacktestResultDocument['open_positions']): Markup | null {
  if (open.length === 0) return null;
  return html`<h3>${say('Still open at the end')}</h3>
    <ul>
      ${open.map(
        (each) =>
          html`<li>
            ${say(
              '{side} {quantity} {symbol} since {time} at {price}, marked at {mark}: {pnl} before the cost of closing.',
              {
                side: each.quantity > 0 ? say('Long') : say('Short'),
                quantity: compact(Math.abs(each.quantity)),
                symbol: each.symbol,
                time: minuteText(each.open_time),
                price: price(each.entry_price),
                mark: price(each.mark),
                pnl: signedMoney(each.unrealised_pnl),
              },
            )}
          </li>`,
      )}
    </ul>`;
}
