import { say } from '../speech.js';
import { quoted } from '../markup.js';
/**
 * The stretch of time that charts show: one for all charts of a page that may be zoomed, so that they stay below one another.
 * Wheel, drag, pinch, keys and buttons move it.
 */
export const viewScript = (): string => `
  const makeView = (from, to, least) => {
    const view = { from, to, listeners: [], fixed: least >= to - from };
    const tell = () => { for (const listener of view.listeners) listener(); };
    view.isFull = () => view.from <= from && view.to >= to;
    view.set = (a, b) => {
      const span = Math.min(to - from, Math.max(least, b - a));
      let start = (a + b) / 2 - span / 2;
      if (b - a >= least && b - a <= to - from) start = a;
      start = Math.max(from, Math.min(to - span, start));
      if (start === view.from && start + span === view.to) return;
      view.from = start;
      view.to = start + span;
      tell();
    };
    view.reset = () => view.set(from, to);
    view.zoom = (factor, at) => view.set(at - (at - view.from) * factor, at + (view.to - at) * factor);
    view.pan = (share) => {
      const by = (view.to - view.from) * share;
      view.set(view.from + by, view.to + by);
    };
    return view;
  };
  const views = {};
  let waiting = false;
  const redraws = new Set();
  const later = (draw) => {
    redraws.add(draw);
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      const due = [...redraws];
      redraws.clear();
      for (const each of due) each();
    });
  };

  /** @param reading shows the value at a moment, steps to a neighbour, hides */
  const steer = (plot, view, reading) => {
    const share = (event) => {
      const box = plot.getBoundingClientRect();
      return Math.max(0, Math.min(1, (event.clientX - box.left) / box.width));
    };
    const moment = (event) => view.from + share(event) * (view.to - view.from);
    const pointers = new Map();
    const brush = element('div', 'brush');
    brush.hidden = true;
    plot.append(brush);
    let brushed = null;
    plot.addEventListener('wheel', (event) => {
      if (view.fixed) return;
      const sideways = event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY);
      if (view.isFull() && (sideways || event.deltaY > 0)) return;
      event.preventDefault();
      const pixels = (event.deltaMode === 1 ? 16 : event.deltaMode === 2 ? 400 : 1) * (sideways ? event.deltaX || event.deltaY : event.deltaY);
      if (sideways) view.pan(pixels / plot.clientWidth);
      else view.zoom(Math.exp(Math.max(-1, Math.min(1, pixels * 0.002))), moment(event));
    }, { passive: false });
    plot.addEventListener('pointerdown', (event) => {
      if (event.button !== 0 || view.fixed) return;
      pointers.set(event.pointerId, share(event));
      if (event.pointerType === 'mouse') {
        plot.focus({ preventScroll: true });
        event.preventDefault();
      }
      if (event.pointerType === 'mouse' && (view.isFull() || event.shiftKey)) brushed = share(event);
      plot.setPointerCapture(event.pointerId);
    });
    plot.addEventListener('pointermove', (event) => {
      const now = share(event);
      const before = pointers.get(event.pointerId);
      if (before === undefined) return reading.at(moment(event));
      if (pointers.size === 2) {
        const other = [...pointers].find(([id]) => id !== event.pointerId)[1];
        const span = view.to - view.from;
        const wide = Math.abs(now - other);
        if (wide > 0.01) {
          const scale = Math.abs(before - other) / wide;
          const held = view.from + other * span;
          view.set(held - other * span * scale, held + (1 - other) * span * scale);
        }
      } else if (brushed !== null) {
        reading.hide();
        brush.hidden = false;
        brush.style.left = Math.min(brushed, now) * 100 + '%';
        brush.style.width = Math.abs(brushed - now) * 100 + '%';
        return;
      } else if (view.isFull()) reading.at(moment(event));
      else {
        reading.hide();
        plot.classList.add('dragged');
        view.pan(before - now);
      }
      pointers.set(event.pointerId, now);
    });
    const lift = (event) => {
      pointers.delete(event.pointerId);
      plot.classList.remove('dragged');
      if (brushed === null) return;
      const span = view.to - view.from;
      const ends = [brushed, share(event)].sort((a, b) => a - b);
      brushed = null;
      brush.hidden = true;
      if (event.type === 'pointerup' && ends[1] - ends[0] > 0.01) view.set(view.from + ends[0] * span, view.from + ends[1] * span);
    };
    plot.addEventListener('pointerup', lift);
    plot.addEventListener('pointercancel', lift);
    plot.addEventListener('pointerleave', reading.hide);
    plot.addEventListener('blur', reading.hide);
    plot.addEventListener('dblclick', view.reset);
    plot.addEventListener('keydown', (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const middle = () => (reading.moment() === null ? (view.from + view.to) / 2 : reading.moment());
      const side = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      const step = { PageUp: -50, PageDown: 50, Home: -Infinity, End: Infinity }[event.key];
      if (event.key === 'Escape') return reading.hide();
      if (view.fixed) {
        if (side === undefined && step === undefined) return;
        reading.step(side === undefined ? step : side);
      } else if (event.key === '+' || event.key === '=') view.zoom(1 / 1.5, middle());
      else if (event.key === '-' || event.key === '_') view.zoom(1.5, middle());
      else if (event.key === '0') view.reset();
      else if (side !== undefined && !view.isFull() && !event.shiftKey) {
        reading.hide();
        view.pan(side * 0.1);
      } else if (side !== undefined || step !== undefined) reading.step(side === undefined ? step : side);
      else return;
      event.preventDefault();
    });
  };

  const toolbar = (view, name) => {
    const bar = element('span', 'zoom');
    bar.setAttribute('role', 'group');
    bar.setAttribute('aria-label', put(${quoted(say('Zoom of {name}', { name: '{0}' }))}, name));
    const add = (text, title, act) => {
      const made = element('button', '', text);
      made.type = 'button';
      made.title = title;
      made.setAttribute('aria-label', title);
      made.addEventListener('click', act);
      bar.append(made);
      return made;
    };
    add('\\u2212', ${quoted(say('Zoom out'))}, () => view.zoom(1.5, (view.from + view.to) / 2));
    add('+', ${quoted(say('Zoom in'))}, () => view.zoom(1 / 1.5, (view.from + view.to) / 2));
    const back = add('\\u2039', ${quoted(say('Earlier'))}, () => view.pan(-0.25));
    const on = add('\\u203a', ${quoted(say('Later'))}, () => view.pan(0.25));
    const all = add(${quoted(say('All'))}, ${quoted(say('Show the whole run'))}, view.reset);
    const state = () => { for (const each of [back, on, all]) each.disabled = view.isFull(); };
    view.listeners.push(state);
    state();
    return bar;
  };
`;
