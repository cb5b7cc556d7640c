/**
 * The page's script, as the browser gets it: theme button, values under the pointer, sorting and filtering of trades. The page
 * is whole without it. Values go in through `textContent` only.
 */
export const SCRIPT = `'use strict';
(() => {
  const root = document.documentElement;
  root.classList.add('scripted');
  const store = {
    get: () => { try { return localStorage.getItem('report-theme'); } catch { return null; } },
    set: (value) => { try { localStorage.setItem('report-theme', value); } catch { /* a file may have no storage */ } },
  };
  const button = document.getElementById('theme');
  const isDark = () =>
    root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  const name = () => { button.textContent = isDark() ? 'Light theme' : 'Dark theme'; };
  const saved = store.get();
  if (saved === 'dark' || saved === 'light') root.dataset.theme = saved;
  name();
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', name);
  button.addEventListener('click', () => {
    root.dataset.theme = isDark() ? 'light' : 'dark';
    store.set(root.dataset.theme);
    name();
  });

  const digits = (value, n) => value.toLocaleString('en-US', { minimumFractionDigits: n, maximumFractionDigits: n });
  const write = {
    money: (value) => digits(value, 2),
    price: (value) => (Math.abs(value) >= 100 ? digits(value, 2) : Math.abs(value) >= 0.01 ? digits(value, 4) : value.toPrecision(4)),
    percent: (value) => digits(value * 100, 2) + '\\u00a0%',
    ratio: (value) => digits(value, 2),
  };
  const nearest = (times, time) => {
    let low = 0;
    let high = times.length - 1;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (times[middle] < time) low = middle;
      else high = middle;
    }
    return time - times[low] <= times[high] - time ? low : high;
  };
  const element = (tag, className, text) => {
    const made = document.createElement(tag);
    made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  };
  for (const figure of document.querySelectorAll('figure.chart')) {
    const block = figure.querySelector('script.points');
    if (!block) continue;
    const data = JSON.parse(block.textContent);
    const span = data.to - data.from;
    for (const plot of figure.querySelectorAll('.plot')) {
      const picture = plot.querySelector('svg');
      const title = picture.querySelector('title');
      picture.setAttribute('aria-label', title.textContent);
      picture.setAttribute('aria-describedby', picture.querySelector('desc').id);
      picture.removeAttribute('aria-labelledby');
      title.remove();
      const cursor = element('div', 'cursor');
      const tip = element('div', 'tip');
      tip.setAttribute('role', 'status');
      cursor.hidden = tip.hidden = true;
      cursor.style.height = picture.querySelector('svg').getAttribute('height') + 'px';
      plot.append(cursor, tip);
      plot.tabIndex = 0;
      plot.setAttribute('role', 'group');
      plot.setAttribute('aria-label', 'Values by arrow keys');
      let row = data.times.length - 1;
      const show = () => {
        const at = ((data.times[row] * 1000 - data.from) / span) * 100;
        const lines = data.lines.filter((line) => line.values[row] !== null);
        tip.replaceChildren(
          element('strong', '', new Date(data.times[row] * 1000).toISOString().slice(0, 16).replace('T', ' ')),
          ...lines.map((line) => element('span', 'key ' + line.className, line.label + ': ' + write[data.kind](line.values[row]))),
        );
        cursor.hidden = tip.hidden = false;
        cursor.style.left = at + '%';
        const left = at < 50;
        tip.style.left = left ? 'calc(' + at + '% + 10px)' : 'auto';
        tip.style.right = left ? 'auto' : 'calc(' + (100 - at) + '% + 10px)';
      };
      const hide = () => { cursor.hidden = tip.hidden = true; };
      plot.addEventListener('pointermove', (event) => {
        const box = plot.getBoundingClientRect();
        row = nearest(data.times, (data.from + ((event.clientX - box.left) / box.width) * span) / 1000);
        show();
      });
      plot.addEventListener('pointerleave', hide);
      plot.addEventListener('blur', hide);
      plot.addEventListener('keydown', (event) => {
        const step = { ArrowLeft: -1, ArrowRight: 1, PageUp: -50, PageDown: 50, Home: -Infinity, End: Infinity }[event.key];
        if (event.key === 'Escape') hide();
        if (step === undefined) return;
        event.preventDefault();
        row = Math.max(0, Math.min(data.times.length - 1, row + step));
        show();
      });
    }
  }

  const table = document.getElementById('trade-table');
  if (!table) return;
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const filter = document.getElementById('trade-filter');
  const outcome = document.getElementById('trade-outcome');
  const shown = document.getElementById('trade-count');
  const texts = rows.map((each) => each.textContent.toLowerCase());
  const apply = () => {
    const words = filter.value.toLowerCase().split(/\\s+/).filter(Boolean);
    let visible = 0;
    rows.forEach((each, index) => {
      const fits = (outcome.value === '' || each.className === outcome.value) && words.every((word) => texts[index].includes(word));
      each.hidden = !fits;
      if (fits) visible++;
    });
    shown.textContent = visible === rows.length ? '' : visible + ' of ' + rows.length;
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
})();
`;
