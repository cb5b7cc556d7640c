import { DAY, HOUR, isoTime, MINUTE } from '../../../core/time.js';
import { shortMonths } from '../speech.js';

/** About `count` round values (1, 2 or 5 times a power of ten apart) within [min, max]. */
export function linearTicks(min: number, max: number, count: number): number[] {
  const span = max - min;
  if (!(span > 0)) return [min];
  const rough = span / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const distance = (step: number): number => Math.abs(Math.log(step / rough));
  const step = [1, 2, 5, 10].map((each) => each * power).sort((a, b) => distance(a) - distance(b))[0]!;
  const ticks: number[] = [];
  for (let k = Math.ceil(min / step - 1e-9); k * step <= max + step * 1e-9; k++) {
    // Rounded to the step's own digits: 3 * 0.1 is not 0.3.
    ticks.push(Number((k * step).toPrecision(12)));
  }
  return ticks;
}

/** 1, 2 and 5 times the powers of ten within [min, max]; round linear values where these are too few, powers where too many. */
export function logTicks(min: number, max: number, count: number): number[] {
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(min)); power <= Math.ceil(Math.log10(max)); power++) {
    for (const digit of [1, 2, 5]) {
      const value = Number((digit * 10 ** power).toPrecision(3));
      if (value >= min && value <= max) ticks.push(value);
    }
  }
  if (ticks.length < 3) return linearTicks(min, max, count).filter((value) => value > 0);
  if (ticks.length <= count * 2) return ticks;
  const powers = ticks.filter((value) => Math.abs(Math.log10(value) - Math.round(Math.log10(value))) < 1e-9);
  const every = Math.ceil(powers.length / count);
  return powers.filter((_, index) => index % every === 0);
}

export interface TimeTick {
  readonly time: number;
  readonly label: string;
}

const SHORT_STEPS = [1, 2, 5, 10, 15, 30].map((each) => each * MINUTE).concat([1, 2, 3, 6, 12].map((h) => h * HOUR));
const DAY_STEPS = [1, 2, 5, 10].map((each) => each * DAY);
const MONTH_STEPS = [1, 2, 3, 6, 12, 24, 60, 120];

/** At most `count` moments at which calendars turn (UTC), with labels as short as they can be. */
export function timeTicks(from: number, to: number, count: number): TimeTick[] {
  const span = to - from;
  const step = [...SHORT_STEPS, ...DAY_STEPS].find((each) => span / each <= count);
  return step === undefined ? monthTicks(from, to, count) : evenTicks(from, to, step);
}

function evenTicks(from: number, to: number, step: number): TimeTick[] {
  const ticks: TimeTick[] = [];
  for (let time = Math.ceil(from / step) * step; time <= to; time += step) {
    const iso = isoTime(time);
    const date = `${Number(iso.slice(8, 10))} ${shortMonths()[Number(iso.slice(5, 7)) - 1]!}`;
    ticks.push({ time, label: step >= DAY || time % DAY === 0 ? date : iso.slice(11, 16) });
  }
  return ticks;
}

function monthTicks(from: number, to: number, count: number): TimeTick[] {
  const first = new Date(from);
  const last = new Date(to);
  const months = (last.getUTCFullYear() - first.getUTCFullYear()) * 12 + last.getUTCMonth() - first.getUTCMonth() + 1;
  const step = MONTH_STEPS.find((each) => months / each <= count) ?? MONTH_STEPS.at(-1)!;
  const ticks: TimeTick[] = [];
  const begin = first.getUTCFullYear() * 12 + first.getUTCMonth();
  for (let month = Math.floor(begin / step) * step; ; month += step) {
    const year = Math.floor(month / 12);
    const time = Date.UTC(year, month % 12, 1);
    if (time > to) return ticks;
    const label = month % 12 === 0 ? String(year) : `${shortMonths()[month % 12]!} ${String(year).slice(2)}`;
    if (time >= from) ticks.push({ time, label });
  }
}
