import { DAY, HOUR, MINUTE } from '../../../core/time.js';
import { say, shortMonths, spokenLanguage } from '../speech.js';
import { quoted } from '../markup.js';

/** What so many trades are called, by the form of the number. */
function tradeForms(): Readonly<Record<string, string>> {
  const forms = { one: 1, few: 2, many: 5, other: 5 };
  return Object.fromEntries(
    Object.entries(forms).map(([form, n]) => [form, say('{n} {n:trade|trades}', { n }).replace(String(n), '{0}')]),
  );
}

/** How values, times and axes are written: as the page itself writes them. */
export const valuesScript = (): string => `
  const put = (text, ...values) => text.replace(/\\{(\\d)\\}/g, (_, at) => values[at]);
  const COUNTED = ${JSON.stringify(tradeForms())};
  const plural = new Intl.PluralRules(${quoted(spokenLanguage())});
  const counted = (n) => put(COUNTED[plural.select(n)], n);
  const digits = (value, n) => value.toLocaleString('en-US', { minimumFractionDigits: n, maximumFractionDigits: n });
  const price = (value) => {
    const size = Math.abs(value);
    if (size >= 100 || size === 0) return digits(value, 2);
    if (size >= 0.1) return digits(value, 4);
    return size < 1e-9 ? value.toPrecision(5) : digits(value, Math.min(14, 4 - Math.floor(Math.log10(size))));
  };
  const write = {
    money: (value) => {
      const size = Math.abs(value);
      if (size === 0 || size >= 0.01) return digits(value, 2);
      return size < 1e-9 ? value.toPrecision(3) : digits(value, 2 - Math.floor(Math.log10(size)));
    },
    price,
    percent: (value) => digits(value * 100, 2) + '\\u00a0%',
    ratio: (value) => digits(value, 2),
  };
  const minute = (time) => new Date(time).toISOString().slice(0, 16).replace('T', ' ');
  const HOUR = ${HOUR};
  const DAY = ${DAY};
  const lengthOf = (ms) => {
    for (const [unit, name] of [[DAY, ${quoted(say('d^unit'))}], [HOUR, ${quoted(say('h^unit'))}], [${MINUTE}, ${quoted(say('m^unit'))}]]) if (ms % unit === 0) return ms / unit + ' ' + name;
    return ms / 1000 + ' ' + ${quoted(say('s^unit'))};
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
  const shape = (tag, attributes, text) => {
    const made = document.createElementNS(root.querySelector('svg').namespaceURI, tag);
    for (const name in attributes) made.setAttribute(name, attributes[name]);
    if (text !== undefined) made.textContent = text;
    return made;
  };
  const unit = (value) => String(Math.round(value * 10) / 10);
  const valueTicks = (min, max, count) => {
    const span = max - min;
    if (!(span > 0)) return [min];
    const rough = span / count;
    const power = Math.pow(10, Math.floor(Math.log10(rough)));
    const step = [1, 2, 5, 10].map((each) => each * power).sort((a, b) => Math.abs(Math.log(a / rough)) - Math.abs(Math.log(b / rough)))[0];
    const ticks = [];
    for (let k = Math.ceil(min / step - 1e-9); k * step <= max + step * 1e-9; k++) ticks.push(Number((k * step).toPrecision(12)));
    return ticks;
  };
  const axisLabels = (ticks, kind) => {
    const factor = kind === 'percent' ? 100 : 1;
    const size = Math.max(...ticks.map(Math.abs)) * factor;
    const step = (ticks.length > 1 ? Math.abs(ticks[1] - ticks[0]) : size) * factor;
    const [scale, suffix] = kind === 'percent' ? [1, '%'] : [[1e12, 'T'], [1e9, 'B'], [1e6, 'M'], [1e4, 'k']].find(([each]) => size >= each) || [1, ''];
    const by = suffix === 'k' ? 1000 : scale;
    let n = Math.max(0, -Math.floor(Math.log10(step / by) + 1e-9));
    const part = () => (step / by) * Math.pow(10, n);
    while (n < 20 && Math.abs(part() - Math.round(part())) > 1e-6 * part()) n++;
    return (value) => {
      if (value === 0) return '0' + (suffix === '%' ? '%' : '');
      const text = digits((value * factor) / by, Math.min(20, n));
      if (size >= 1 || text.length <= 8) return text + suffix;
      const places = Math.max(0, n + Math.floor(Math.log10(Math.abs(value))));
      if (places > 15) return Number(value.toPrecision(15)) + suffix;
      const [mantissa, power] = value.toExponential(places).split('e');
      return mantissa + 'e' + Number(power) + suffix;
    };
  };
  const MONTHS = ${JSON.stringify(shortMonths())};
  const timeTicks = (from, to, count) => {
    const span = to - from;
    const step = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720].map((each) => each * ${MINUTE})
      .concat([1, 2, 5, 10].map((each) => each * DAY)).find((each) => span / each <= count);
    const ticks = [];
    if (step !== undefined) {
      for (let time = Math.ceil(from / step) * step; time <= to; time += step) {
        const at = new Date(time);
        const date = at.getUTCDate() + ' ' + MONTHS[at.getUTCMonth()];
        ticks.push([time, step >= DAY || time % DAY === 0 ? date : at.toISOString().slice(11, 16)]);
      }
      return ticks;
    }
    const begin = new Date(from);
    const first = begin.getUTCFullYear() * 12 + begin.getUTCMonth();
    const every = [1, 2, 3, 6, 12, 24, 60, 120].find((each) => span / (each * 30.4 * DAY) <= count) || 120;
    for (let month = Math.floor(first / every) * every; ; month += every) {
      const year = Math.floor(month / 12);
      const time = Date.UTC(year, month % 12, 1);
      if (time > to) return ticks;
      if (time >= from) ticks.push([time, month % 12 === 0 ? String(year) : MONTHS[month % 12] + ' ' + String(year).slice(2)]);
    }
  };
`;
