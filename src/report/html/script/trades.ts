import { say } from '../speech.js';
import { quoted } from '../markup.js';
/** Sorting and filtering of the trades, and the way from each to its place on the chart. */
export const tradesScript = (): string => `
  const table = document.getElementById('trade-table');
  if (!table) return;
  const body = table.tBodies[0];
  const rows = [...body.rows];
  rows.forEach((each, index) => {
    const trade = trades[index];
    if (trade === undefined || !priceCharts.some(({ symbol }) => symbol === trade.symbol)) return;
    const cell = each.querySelector('td.opened');
    const link = element('button', 'to-chart', cell.textContent.trim());
    link.type = 'button';
    link.title = ${quoted(say('Show on the chart'))};
    link.setAttribute('aria-label', put(${quoted(say('Show trade {n} on the chart, opened {time}', { n: '{0}', time: '{1}' }))}, index + 1, link.textContent));
    cell.replaceChildren(link);
    each.classList.add('clickable');
    each.addEventListener('click', () => { if (String(getSelection()) === '') showTrade(trade); });
  });
  const filter = document.getElementById('trade-filter');
  const outcome = document.getElementById('trade-outcome');
  const shown = document.getElementById('trade-count');
  const texts = rows.map((each) => each.textContent.toLowerCase());
  const apply = () => {
    const words = filter.value.toLowerCase().split(/\\s+/).filter(Boolean);
    let visible = 0;
    rows.forEach((each, index) => {
      const fits = (outcome.value === '' || each.classList.contains(outcome.value)) && words.every((word) => texts[index].includes(word));
      each.hidden = !fits;
      if (fits) visible++;
    });
    shown.textContent = visible === rows.length ? '' : put(${quoted(say('{n} of {total}', { n: '{0}', total: '{1}' }))}, visible, rows.length);
  };
  filter.addEventListener('input', apply);
  outcome.addEventListener('change', apply);
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const sorter = element('button', '', head.textContent.trim());
    sorter.type = 'button';
    head.replaceChildren(sorter);
    sorter.addEventListener('click', () => {
      const down = head.getAttribute('aria-sort') === 'ascending';
      for (const each of heads) each.removeAttribute('aria-sort');
      head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
      const key = (each) => {
        const cell = each.cells[column];
        return cell.dataset.sort === undefined ? cell.textContent : Number(cell.dataset.sort);
      };
      const sorted = rows
        .map((each) => [key(each), each])
        .sort(([a], [b]) => (typeof a === 'number' ? a - b : a.localeCompare(b)) * (down ? -1 : 1));
      body.append(...sorted.map(([, each]) => each));
    });
  });
`;
