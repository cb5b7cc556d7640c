import { say } from '../speech.js';
import { quoted } from '../markup.js';
/** Charts of lines: values under the pointer and, where a figure may be zoomed, the lines of the stretch of time shown. */
export const chartsScript = (): string => `
  const drawAxes = (parts, view, ticks, label, at) => {
    parts.axis.replaceChildren(...ticks.map((tick) => shape('text', { x: 56, y: unit(at(tick) + 4), 'text-anchor': 'end' }, label(tick))));
    const few = parts.plot.clientWidth < 560;
    const span = view.to - view.from;
    return timeTicks(view.from, view.to, few ? 4 : 9).map(([time, text]) => {
      const share = (time - view.from) / span;
      return shape('text', {
        x: share * 100 + '%', y: parts.height + 17, 'text-anchor': share < 0.06 ? 'start' : share > 0.94 ? 'end' : 'middle', 'aria-hidden': true,
      }, text);
    });
  };
  const gridOf = (ticks, at) => ticks.map((tick) => shape('path', { class: 'grid', d: 'M0 ' + unit(at(tick)) + 'H1000' }));
  const partsOf = (plot) => {
    const picture = plot.querySelector('svg');
    const inner = picture.querySelector('svg');
    return {
      plot, picture, inner, axis: plot.parentElement.querySelector('svg.axis'), height: Number(inner.getAttribute('height')),
      rest: [...picture.children].filter((each) => each !== inner && each.tagName !== 'desc' && each.tagName !== 'title'),
    };
  };
  const named = (plot, text) => {
    const picture = plot.querySelector('svg');
    const title = picture.querySelector('title');
    picture.setAttribute('aria-label', title.textContent);
    picture.setAttribute('aria-describedby', picture.querySelector('desc').id);
    picture.removeAttribute('aria-labelledby');
    title.remove();
    plot.tabIndex = 0;
    plot.setAttribute('role', 'group');
    plot.setAttribute('aria-label', text);
  };
  /** @param fill what stands in the tip for a row, null where there is nothing to say */
  const readingOf = (plot, view, times, fill) => {
    const cursor = element('div', 'cursor');
    const tip = element('div', 'tip');
    tip.setAttribute('role', 'status');
    cursor.hidden = tip.hidden = true;
    cursor.style.height = plot.querySelector('svg svg').getAttribute('height') + 'px';
    plot.append(cursor, tip);
    let row = -1;
    const show = (list) => {
      const at = ((list[row] - view.from) / (view.to - view.from)) * 100;
      tip.replaceChildren(...fill(row));
      cursor.hidden = tip.hidden = at < 0 || at > 100;
      cursor.style.left = at + '%';
      tip.style.left = at < 50 ? 'calc(' + at + '% + 10px)' : 'auto';
      tip.style.right = at < 50 ? 'auto' : 'calc(' + (100 - at) + '% + 10px)';
    };
    const reading = {
      hide: () => { cursor.hidden = tip.hidden = true; row = -1; },
      moment: () => (row < 0 ? null : times()[row]),
      at: (time) => {
        const list = times();
        if (list.length === 0) return;
        row = nearest(list, time);
        show(list);
      },
      step: (by) => {
        let list = times();
        if (list.length === 0) return;
        if (row < 0) row = by === Infinity || by === -Infinity ? 0 : nearest(list, by > 0 ? view.from : view.to);
        else row += by;
        if (by === -Infinity) row = 0;
        if (by === Infinity) row = list.length - 1;
        row = Math.max(0, Math.min(list.length - 1, row));
        const time = list[row];
        const span = view.to - view.from;
        if (time < view.from || time > view.to) view.set(time - span / 2, time + span / 2);
        show(list);
      },
    };
    return reading;
  };
  const viewFor = (figure, from, to, least) => {
    const group = figure.dataset.zoom;
    if (group === undefined) return makeView(from, to, to - from);
    const known = views[group];
    if (known === undefined) views[group] = makeView(from, to, least);
    return views[group];
  };
  for (const figure of document.querySelectorAll('figure.chart')) {
    const block = figure.querySelector('script.points');
    if (!block || figure.querySelector('script.candles')) continue;
    const data = JSON.parse(block.textContent);
    const times = data.times.map((time) => time * 1000);
    const zooms = figure.dataset.zoom !== undefined;
    const view = viewFor(figure, data.from, data.to, Number(figure.dataset.least) || (data.to - data.from) / 1000);
    for (const plot of figure.querySelectorAll('.plot')) {
      if (plot.closest('.bare')) continue;
      const home = partsOf(plot);
      named(plot, zooms ? ${quoted(say('Plus and minus zoom, arrow keys move, 0 shows everything, Shift and arrow keys read values'))} : ${quoted(say('Values by arrow keys'))});
      home.rest = [...home.picture.children].filter((each) => each !== home.inner && each.tagName !== 'desc');
      home.shapes = [...home.inner.childNodes];
      home.labels = [...home.axis.childNodes];
      const log = plot.closest('.on-log') !== null;
      const draw = () => {
        for (const each of [...home.picture.children]) if (each !== home.inner && each.tagName !== 'desc') each.remove();
        if (view.isFull()) {
          home.inner.replaceChildren(...home.shapes);
          home.axis.replaceChildren(...home.labels);
          home.picture.append(...home.rest);
          return;
        }
        let first = nearest(times, view.from);
        let last = nearest(times, view.to);
        if (first > 0) first--;
        if (last < times.length - 1) last++;
        let low = Infinity;
        let high = -Infinity;
        for (const line of data.lines) {
          for (let i = first; i <= last; i++) {
            const value = line.values[i];
            if (value === null) continue;
            if (value < low) low = value;
            if (value > high) high = value;
          }
          if (line.areaTo !== undefined) { low = Math.min(low, line.areaTo); high = Math.max(high, line.areaTo); }
        }
        if (!(low < high)) { const pad = Math.abs(low) * 0.01 || 1; low = (Number.isFinite(low) ? low : 0) - pad; high = low + 2 * pad; }
        const of = log && low > 0 ? Math.log : (value) => value;
        const at = (value) => home.height - 8 - ((of(value) - of(low)) / (of(high) - of(low))) * (home.height - 16);
        const x = (time) => ((time - view.from) / (view.to - view.from)) * 1000;
        const ticks = valueTicks(low, high, 5);
        const shapes = [];
        for (const line of [...data.lines].reverse()) {
          let path = '';
          let start = null;
          let end = null;
          for (let i = first; i <= last; i++) {
            if (line.values[i] === null) continue;
            const px = unit(x(times[i]));
            path += (start === null ? 'M' : 'L') + px + ' ' + unit(at(line.values[i]));
            if (start === null) start = px;
            end = px;
          }
          if (start === null) continue;
          if (line.areaTo !== undefined) {
            const base = unit(at(line.areaTo));
            shapes.push(shape('path', { class: 'area ' + line.className, d: path + 'L' + end + ' ' + base + 'L' + start + ' ' + base + 'Z' }));
          }
          shapes.push(shape('path', { class: 'line ' + line.className, d: path }));
        }
        home.inner.replaceChildren(...gridOf(ticks, at), ...shapes);
        home.picture.append(...drawAxes(home, view, ticks, axisLabels(ticks, data.kind), at));
      };
      const fill = (row) => [
        element('strong', '', minute(times[row])),
        ...data.lines.filter((line) => line.values[row] !== null)
          .map((line) => element('span', 'key ' + line.className, line.label + ': ' + write[data.kind](line.values[row]))),
      ];
      const reading = readingOf(plot, view, () => times, fill);
      view.listeners.push(() => later(draw));
      if (zooms) new ResizeObserver(() => later(draw)).observe(plot);
      steer(plot, view, reading);
    }
    if (zooms) figure.querySelector('figcaption').append(toolbar(view, figure.getAttribute('aria-label') || ${quoted(say('the chart'))}));
  }
`;
