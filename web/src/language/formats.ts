import type { Language } from '../../../src/report/language/catalogue.js';

/** How numbers and times are written; everything that may be unknown takes null and gives a dash. */
export interface Formats {
  /** Up to six significant digits, from 1,000 on two decimals: no whole number is rounded. Thousands apart. */
  readonly number: (value: number | null) => string;
  /** Of an account, in quote units: two decimals. */
  readonly money: (value: number | null) => string;
  /** Of scores and skills: four decimals. */
  readonly score: (value: number | null) => string;
  /** Of a fraction: 0.5 is 50 %. */
  readonly percent: (fraction: number | null, digits?: number) => string;
  /** The same with its sign. */
  readonly change: (fraction: number | null) => string;
  readonly usd: (value: number | null) => string;
  /** UTC ms as date and time in UTC. */
  readonly moment: (time: number | null) => string;
  readonly day: (time: number | null) => string;
  /** A length of time, ms, in its largest unit. */
  readonly duration: (ms: number | null) => string;
}

const DASH = '–';
const SECOND = 1_000;
const UNITS = [
  ['day', 86_400 * SECOND],
  ['hour', 3_600 * SECOND],
  ['minute', 60 * SECOND],
  ['second', SECOND],
] as const;

export function formatsOf(language: Language): Formats {
  const known =
    (write: (value: number) => string) =>
    (value: number | null): string =>
      value === null || !Number.isFinite(value) ? DASH : write(value);
  const small = new Intl.NumberFormat(language, { maximumSignificantDigits: 6 });
  const large = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
  const money = new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const scores = new Intl.NumberFormat(language, { minimumFractionDigits: 4, maximumFractionDigits: 4 });
  const percents = (digits: number, signDisplay: 'auto' | 'exceptZero') =>
    new Intl.NumberFormat(language, {
      style: 'percent',
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
      signDisplay,
    });
  const usd = (digits: number) =>
    new Intl.NumberFormat(language, { style: 'currency', currency: 'USD', maximumFractionDigits: digits });
  const moment = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' });
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' });
  return {
    number: known((value) => (Math.abs(value) < 1_000 ? small : large).format(value)),
    money: known((value) => money.format(value)),
    score: known((value) => scores.format(value)),
    percent: (fraction, digits = 0) => known((value) => percents(digits, 'auto').format(value))(fraction),
    change: known((value) => percents(2, 'exceptZero').format(value)),
    usd: known((value) => usd(value !== 0 && Math.abs(value) < 0.1 ? 5 : 2).format(value)),
    moment: known((time) => `${moment.format(time)} UTC`),
    day: known((time) => day.format(time)),
    duration: known((ms) => {
      const [unit, length] = UNITS.find(([, each]) => Math.abs(ms) >= each) ?? UNITS[3];
      const value = new Intl.NumberFormat(language, { style: 'unit', unit, maximumFractionDigits: 0 });
      return ms !== 0 && Math.abs(ms) < SECOND
        ? new Intl.NumberFormat(language, { style: 'unit', unit: 'millisecond', maximumFractionDigits: 0 }).format(ms)
        : value.format(ms / length);
    }),
  };
}
