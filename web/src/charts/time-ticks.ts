import type { Language } from '../../../src/report/language/catalogue.js';

const SECOND = 1_000;
const DAY = 86_400 * SECOND;

/**
 * What stands under the ticks of an axis of time: days with their month, or hours, in UTC; below the first, and where it changes, the year, or
 * the day.
 * @param ticks UTC, seconds
 * @param step between two of them, seconds
 */
export function timeTicks(ticks: readonly number[], step: number, language: Language): string[] {
  const written = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' });
    return ticks.map((tick) => format.format(tick * SECOND));
  };
  const days = (): string[] => written({ day: 'numeric', month: 'short' });
  const [shown, below] =
    step * SECOND >= DAY
      ? [days(), written({ year: 'numeric' })]
      : [written({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }), days()];
  return shown.map((text, i) => (below[i] === below[i - 1] ? text : `${text}\n${below[i]!}`));
}
