import { MINUTE } from '../../../core/time.js';
import { say } from '../speech.js';
import { quoted } from '../markup.js';

/**
 * Candles with volume, the regime behind and the trades on them, for the stretch of time shown: single bars where the page
 * holds them, else longer ones, and it says which.
 */
export const candlesScript = (): string => `
  const unpack = (packed) => {
    const bytes = atob(packed.data);
    let at = 0;
    const next = () => {
      let value = 0;
      for (let scale = 1; ; scale *= 128) {
        const byte = bytes.charCodeAt(at++);
        value += (byte % 128) * scale;
        if (byte < 128) return value;
      }
    };
    const signed = () => { const value = next(); return value % 2 === 1 ? -(value + 1) / 2 : value / 2; };
    const factor = Math.pow(10, packed.digits);
    const list = [];
    let time = packed.start;
    let before = 0;
    for (let i = 0; i < packed.n; i++) {
      time += next() * packed.tick;
      const open = before + signed();
      const close = open + signed();
      const high = Math.max(open, close) + next();
      const low = Math.min(open, close) - next();
      const volume = next();
      before = close;
      list.push({
        time, step: packed.step, open: open / factor, high: high / factor, low: low / factor, close: close / factor,
        volume: volume === 0 ? 0 : packed.volume * Math.exp((volume - 1) / 200),
      });
    }
    return list;
  };
  const STEPS = [1, 2, 3, 5, 10, 15, 30, 60, 120, 180, 240, 360, 480, 720].map((each) => each * ${MINUTE})
    .concat([1, 2, 3, 4, 7, 14, 28, 56, 112, 364].map((each) => each * DAY));
  const firstAfter = (list, time) => {
    let low = 0;
    let high = list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (list[middle].time + list[middle].step <= time) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const joined = (list, step) => {
    const found = [];
    for (const each of list) {
      const last = found[found.length - 1];
      const time = Math.floor(each.time / step) * step;
      if (last === undefined || last.time !== time) {
        found.push({ ...each, time, step });
        continue;
      }
      last.high = Math.max(last.high, each.high);
      last.low = Math.min(last.low, each.low);
      last.close = each.close;
      last.volume += each.volume;
    }
    return found;
  };
  const tradeBlock = document.querySelector('script.trade-list');
  const trades = (tradeBlock ? JSON.parse(tradeBlock.textContent) : []).map(([symbol, side, open, close, entry, exit, pnl, gain], index) => (
    { index, symbol, side, open, close, entry, exit, pnl, gain }
  ));
  const plus = (value, text) => (value > 0 ? '+' : '') + text;
  const SIDES = { long: ${quoted(say('long'))}, short: ${quoted(say('short'))} };
  const told = ({ side, open, close, entry, exit, pnl, gain }) =>
    put(${quoted(say('{side} {time} at {price}, exit {end} at {last}: {pnl} ({share})', { side: '{0}', time: '{1}', price: '{2}', end: '{3}', last: '{4}', pnl: '{5}', share: '{6}' }))},
      SIDES[side] || side, minute(open), price(entry), minute(close), price(exit), plus(pnl, write.money(pnl)), plus(gain, write.percent(gain)));
  let chosen = null;
  const priceCharts = [];
  const MOST_MARKS = 100;
  for (const figure of document.querySelectorAll('figure.chart')) {
    const block = figure.querySelector('script.candles');
    if (!block) continue;
    const data = JSON.parse(block.textContent);
    const whole = unpack(data.whole);
    const around = data.around.map(unpack);
    const single = data.interval;
    const view = viewFor(figure, data.from, data.to, Math.min(data.to - data.from, 12 * single));
    const plot = figure.querySelector('.plot');
    const parts = partsOf(plot);
    named(plot, ${quoted(say('Plus and minus zoom, arrow keys move, 0 shows everything, Shift and arrow keys read candles'))});
    const mine = trades.filter((trade) => trade.symbol === data.symbol);
    const state = element('span', 'note state');
    state.setAttribute('role', 'status');
    const room = parts.height;
    const volumeTop = room * 0.84;
    let shown = [];
    const candlesIn = () => {
      const span = view.to - view.from;
      const least = (span * 5) / Math.max(200, plot.clientWidth);
      const base = data.whole.step;
      const own = whole.slice(firstAfter(whole, view.from), firstAfter(whole, view.to) + 1).filter((each) => each.time < view.to);
      if (base > single && least < base) {
        const finer = around.filter((list) => list[0].time < view.to && list[list.length - 1].time + single > view.from)
          .map((list) => list.filter((each) => each.time + single > view.from && each.time < view.to));
        if (finer.length > 0) {
          const step = STEPS.find((each) => each >= least && each % single === 0 && base % each === 0) || base;
          const covered = new Set();
          for (const list of finer) for (const each of list) covered.add(Math.floor(each.time / base));
          const rest = own.filter((each) => !covered.has(Math.floor(each.time / base)));
          const fine = finer.flatMap((list) => (step > single ? joined(list, step) : list));
          if (step < base) return { list: rest.concat(fine).sort((a, b) => a.time - b.time), step, coarse: rest.length > 0 ? base : 0 };
        }
      }
      if (least <= base) return { list: own, step: base, coarse: 0 };
      const step = STEPS.find((each) => each >= least && each % base === 0) || Math.ceil(least / base) * base;
      return { list: joined(own, step), step, coarse: 0 };
    };
    const draw = () => {
      const { list, step, coarse } = candlesIn();
      shown = list;
      const inView = mine.filter((trade) => trade.open < view.to && trade.close >= view.from);
      const marked = inView.length <= MOST_MARKS ? inView
        : [...inView].sort((a, b) => Math.abs(b.gain) - Math.abs(a.gain)).slice(0, MOST_MARKS);
      let low = Infinity;
      let high = -Infinity;
      let most = 0;
      for (const each of list) {
        if (each.low < low) low = each.low;
        if (each.high > high) high = each.high;
        if (each.volume > most) most = each.volume;
      }
      for (const trade of marked) {
        if (trade.open >= view.from) { low = Math.min(low, trade.entry); high = Math.max(high, trade.entry); }
        if (trade.close <= view.to) { low = Math.min(low, trade.exit); high = Math.max(high, trade.exit); }
      }
      if (!(low <= high)) { low = 0; high = 1; }
      if (low === high) { const pad = Math.abs(low) * 0.01 || 1; low -= pad; high += pad; }
      const bottom = most > 0 ? volumeTop - 8 : room - 8;
      const at = (value) => bottom - ((value - low) / (high - low)) * (bottom - 10);
      const x = (time) => ((time - view.from) / (view.to - view.from)) * 1000;
      const shapes = [];
      for (let i = 0; i < data.bands.length; i++) {
        const [begins, kind] = data.bands[i];
        const ends = i + 1 < data.bands.length ? data.bands[i + 1][0] : data.to;
        if (ends <= view.from || begins >= view.to) continue;
        const left = Math.max(0, x(begins));
        const wide = Math.min(1000, x(ends)) - left;
        if (wide > 0.2) shapes.push(shape('rect', { class: 'band ' + kind, x: unit(left), y: 0, width: unit(wide), height: room }));
      }
      if (chosen !== null && chosen.symbol === data.symbol) {
        const left = Math.max(0, x(chosen.open));
        const wide = Math.max(2, Math.min(1000, x(chosen.close + single)) - left);
        if (left < 1000 && wide > 0) shapes.push(shape('rect', { class: 'band chosen', x: unit(left), y: 0, width: unit(wide), height: room }));
      }
      const paths = { 'wick up': '', 'wick down': '', 'body up': '', 'body down': '', 'volume up': '', 'volume down': '' };
      const round = (value) => String(Math.round(value * 100) / 100);
      for (const each of list) {
        const side = each.close >= each.open ? ' up' : ' down';
        const width = x(each.time + each.step) - x(each.time);
        const left = x(each.time) + width * 0.15;
        const middle = round(x(each.time) + width / 2);
        const wide = round(width * 0.7);
        const top = at(Math.max(each.open, each.close));
        const tall = Math.max(1, at(Math.min(each.open, each.close)) - top);
        paths['wick' + side] += 'M' + middle + ' ' + unit(at(each.high)) + 'V' + unit(at(each.low));
        paths['body' + side] += 'M' + round(left) + ' ' + unit(top) + 'h' + wide + 'v' + unit(tall) + 'h-' + wide + 'z';
        if (each.volume > 0) {
          const up = unit((each.volume / most) * (room - volumeTop));
          paths['volume' + side] += 'M' + round(left) + ' ' + room + 'h' + wide + 'v-' + up + 'h-' + wide + 'z';
        }
      }
      for (const name in paths) if (paths[name] !== '') shapes.push(shape('path', { class: 'candle ' + name, d: paths[name] }));
      const marks = [];
      for (const trade of marked) {
        const result = trade.pnl > 0 ? 'gain' : 'loss';
        shapes.push(shape('path', {
          class: 'join ' + result,
          d: 'M' + unit(x(trade.open)) + ' ' + unit(at(trade.entry)) + 'L' + unit(x(trade.close)) + ' ' + unit(at(trade.exit)),
        }));
        const add = (time, level, href, className) => {
          if (time < view.from || time > view.to) return;
          const use = shape('use', { href, class: 'mark ' + className, x: x(time) / 10 + '%', y: unit(at(level)) });
          use.append(shape('title', {}, told(trade)));
          marks.push(use);
        };
        add(trade.open, trade.entry, '#mark-' + trade.side, trade.side);
        add(trade.close, trade.exit, '#mark-exit', 'exit ' + result);
      }
      const ticks = valueTicks(low, high, 5).filter((tick) => tick >= low && tick <= high);
      parts.inner.replaceChildren(...gridOf(ticks, at), ...shapes);
      for (const each of [...parts.picture.children]) if (each !== parts.inner && each.tagName !== 'desc') each.remove();
      parts.picture.append(...marks, ...drawAxes(parts, view, ticks, axisLabels(ticks, 'price'), at));
      const every = step === single ? ${quoted(say(', every bar'))} : '';
      const also = coarse > 0 ? ' ' + put(${quoted(say('({length} away from trades)', { length: '{0}' }))}, lengthOf(coarse)) : '';
      const some = marked.length < inView.length ? ', ' + put(${quoted(say('{n} marked', { n: '{0}' }))}, marked.length) : '';
      state.textContent = put(${quoted(say('{from} to {to}', { from: '{0}', to: '{1}' }))}, minute(view.from), minute(view.to)) + ' \\u00b7 ' + put(${quoted(say('candles of {length}', { length: '{0}' }))}, lengthOf(step)) + every + also
        + ' \\u00b7 ' + counted(inView.length) + some;
      plot.dataset.step = step;
      plot.dataset.from = view.from;
      plot.dataset.to = view.to;
    };
    const fill = (row) => {
      const each = shown[row];
      if (each === undefined) return [];
      const rise = each.open > 0 ? ' (' + (each.close >= each.open ? '+' : '') + write.percent(each.close / each.open - 1) + ')' : '';
      const volume = Number(each.volume.toPrecision(3)).toLocaleString('en-US', { maximumFractionDigits: 6 });
      const near = mine.filter((trade) => (trade.open >= each.time && trade.open < each.time + each.step) || (trade.close >= each.time && trade.close < each.time + each.step));
      return [
        element('strong', '', minute(each.time) + ', ' + lengthOf(each.step)),
        element('span', 'line-of', put(${quoted(say('Open {open}, close {close}', { open: '{0}', close: '{1}' }))}, price(each.open), price(each.close)) + rise),
        element('span', 'line-of', put(${quoted(say('High {high}, low {low}', { high: '{0}', low: '{1}' }))}, price(each.high), price(each.low))),
        element('span', 'line-of', put(${quoted(say('Volume {volume}', { volume: '{0}' }))}, volume)),
        ...near.slice(0, 3).map((trade) => element('span', 'line-of', told(trade))),
      ];
    };
    const reading = readingOf(plot, view, () => shown.map((each) => each.time + each.step / 2), fill);
    view.listeners.push(() => later(draw));
    steer(plot, view, reading);
    new ResizeObserver(() => later(draw)).observe(plot);
    const caption = figure.querySelector('figcaption');
    for (const each of caption.querySelectorAll('.line-only')) each.remove();
    caption.append(toolbar(view, put(${quoted(say('prices of {symbol}', { symbol: '{0}' }))}, data.symbol)));
    figure.append(state);
    draw();
    priceCharts.push({ symbol: data.symbol, figure, plot, view, draw, single });
  }

  const showTrade = (trade) => {
    const chart = priceCharts.find(({ symbol }) => symbol === trade.symbol);
    if (!chart) return;
    chosen = trade;
    const around = Math.max(20 * chart.single, (trade.close - trade.open) * 0.6);
    chart.view.set(trade.open - around, trade.close + around);
    for (const each of priceCharts) later(each.draw);
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    chart.figure.scrollIntoView({ behavior: calm ? 'auto' : 'smooth', block: 'center' });
    chart.plot.focus({ preventScroll: true });
  };
`;
