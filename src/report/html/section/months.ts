import type { BacktestResultDocument } from '../../../core/backtest-result/index.js';
import { decimals } from '../../shared/numbers.js';
import { signedPercent } from '../../shared/format.js';
import { html, type Markup, section } from '../markup.js';
import type { RunSeries } from '../series.js';
import { yearBars } from './years.js';
import { say, shortMonths } from '../speech.js';

/** Upper bounds of |return| of the four shades. */
const SHADES = [0.01, 0.04, 0.1, Infinity];

/** The class of a cell's shade: `gain-1` … `gain-4`, `loss-1` … `loss-4`, or none for zero. */
export function shade(value: number): string {
  if (Math.abs(value) < 0.00005) return '';
  const strength = SHADES.findIndex((bound) => Math.abs(value) < bound) + 1;
  return `${value > 0 ? 'gain' : 'loss'}-${strength}`;
}

/** Return of each calendar month as a table of years; a phone shows each year as a small calendar. */
export function monthSection(result: BacktestResultDocument, series: RunSeries): Markup | null {
  if (result.monthly.length === 0) return null;
  const years = new Map<number, Map<number, number>>();
  for (const { year, month, return: value } of result.monthly) {
    const months = years.get(year) ?? new Map<number, number>();
    months.set(month, value);
    years.set(year, months);
  }
  const rows = [...years].map(([year, months]) => yearRow(year, months));
  const table = html`<table class="months" role="table">
    <caption class="sr">
      ${say('Return of each month')}
    </caption>
    <thead role="rowgroup">
      <tr role="row">
        <th scope="col" role="columnheader">${say('Year')}</th>
        ${shortMonths().map((name) => html`<th scope="col" role="columnheader">${name}</th>`)}
        <th scope="col" role="columnheader">${say('Year')}</th>
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${rows}
    </tbody>
  </table>`;
  const up = result.monthly.filter((each) => each.return > 0).length;
  const lead = say('Return in percent of each calendar month (UTC); {up} of {n} gained.', {
    up,
    n: result.monthly.length,
  });
  return section('months', say('Month by month'), lead, html`${table}${yearBars(result, series)}`);
}

function yearRow(year: number, months: ReadonlyMap<number, number>): Markup {
  const names = say('January February March April May June July August September October November December').split(' ');
  const total = [...months.values()].reduce((product, value) => product * (1 + value), 1) - 1;
  const cells = shortMonths().map((name, index) => {
    const value = months.get(index + 1);
    if (value === undefined) return html`<td role="cell" class="empty" data-month="${name}"></td>`;
    const title = `${names[index]!} ${year}: ${signedPercent(value)}`;
    return html`<td role="cell" class="${shade(value)}" data-month="${name}" title="${title}">
      ${decimals(value * 100, 1)}
    </td>`;
  });
  return html`<tr role="row">
    <th scope="row" role="rowheader">${year}</th>
    ${cells}
    <td role="cell" class="total ${shade(total)}" data-month="${say('Year')}">${decimals(total * 100, 1)}</td>
  </tr>`;
}
