import type { BacktestResultDocument, Trade } from '../../../core/backtest-result/index.js';
import { decimals } from '../../shared/numbers.js';
import { compact, count, duration, money, price, signedMoney, signedPercent, titleOf } from '../../shared/format.js';
import { html, type Markup, section } from '../markup.js';
import { ROWS_SHOWN } from './trade-list.js';
import { minuteText } from '../../../core/time.js';

interface Column {
  readonly title: string;
  readonly text: (trade: Trade, index: number) => string | number;
  /** What the script sorts by; absent where the text sorts right as it is. */
  readonly sort?: (trade: Trade, index: number) => number;
  readonly className?: string;
}

const COLUMNS: readonly Column[] = [
  { title: '#', text: (_, index) => index + 1, sort: (_, index) => index, className: 'number wide' },
  { title: 'Symbol', text: (trade) => trade.symbol, className: 'symbol' },
  { title: 'Side', text: (trade) => titleOf(trade.side) },
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
    text: (trade) => duration(trade.close_time - trade.open_time),
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
  { title: 'P&L', text: (trade) => signedMoney(trade.pnl), sort: (trade) => trade.pnl, className: 'number outcome' },
  {
    title: 'Return',
    text: (trade) => signedPercent(trade.return),
    sort: (trade) => trade.return,
    className: 'number outcome',
  },
  { title: 'Closed by', text: (trade) => titleOf(trade.exit_reason), className: 'wide' },
];

/** The first trades; the page's script adds sorting and a filter. */
export function tradesSection(result: BacktestResultDocument): Markup {
  const { trades, open_positions: open } = result;
  const shown = trades.slice(0, ROWS_SHOWN);
  const columns = result.symbols.length > 1 ? COLUMNS : COLUMNS.filter(({ title }) => title !== 'Symbol');
  const rest = trades.length - shown.length;
  const lead =
    rest > 0
      ? `The first ${shown.length} of ${decimals(trades.length, 0)}; the other ${decimals(rest, 0)} are in trades.csv beside this page.`
      : `${count(trades.length, 'round trip', 'round trips')}, after all costs.`;
  const body = html`${trades.length === 0 ? html`<p>There was no trade.</p>` : table(shown, columns)}${openList(open)}`;
  return section('trades', 'Trades', lead, body);
}

function table(trades: readonly Trade[], columns: readonly Column[]): Markup {
  return html`<div class="tools needs-script">
      <label>Filter <input type="search" id="trade-filter" placeholder="long, stop, 2024-03 …" /></label>
      <label
        >Show
        <select id="trade-outcome">
          <option value="">all</option>
          <option value="gain">winners</option>
          <option value="loss">losers</option>
        </select></label
      >
      <output id="trade-count" for="trade-filter trade-outcome"></output>
    </div>
    <div class="scroll tall" tabindex="0" role="region" aria-label="Table of trades">
      <table id="trade-table" class="trades">
        <caption class="sr">
          Trades in the order in which they were closed
        </caption>
        <thead>
          <tr>
            ${columns.map(({ title, className }) => html`<th scope="col" class="${className ?? ''}">${title}</th>`)}
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
  return html`<h3>Still open at the end</h3>
    <ul>
      ${open.map(
        (each) =>
          html`<li>
            ${each.quantity > 0 ? 'Long' : 'Short'} ${compact(Math.abs(each.quantity))} ${each.symbol} since
            ${minuteText(each.open_time)} at ${price(each.entry_price)}, marked at ${price(each.mark)}:
            ${signedMoney(each.unrealised_pnl)} before the cost of closing.
          </li>`,
      )}
    </ul>`;
}
