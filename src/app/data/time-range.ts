import { InputError } from '../../core/errors.js';
import { field, type RequestField } from '../../core/request-field.js';
import { toUnixMs } from '../../core/unix-time.js';
import { DAY, startOfDay } from '../../core/time.js';

/** `2024`, `2024-06`, `20240601`: the start of the year, the month, the day. */
const SHORT_DAY = /^(\d{4})(?:-(\d{2})|(\d{2})(\d{2}))?$/;

/** `20240101-`, `-20240601`, `20240101-20240601`. */
const RANGE = /^(?:\d{8}-(?:\d{8})?|-\d{8})$/;

/**
 * A moment as a person writes it, UTC ms: `2024-03-01`, `20240301`, `2024-03`, `2024`, `2024-03-01T13:00` (without a zone: UTC)
 * or a Unix time.
 * @throws InputError naming the field
 */
export function parseMoment(text: string, name: RequestField): number {
  const [, year, month, compactMonth, day] = SHORT_DAY.exec(text.trim()) ?? [];
  const ms = toUnixMs(year === undefined ? text : `${year}-${month ?? compactMonth ?? '01'}-${day ?? '01'}`);
  if (ms !== null) return ms;
  const isRange = name !== 'timerange' && RANGE.test(text.trim());
  const hint = isRange ? ` A range in one is what ${field('timerange')} takes.` : '';
  throw new InputError(
    'input.time',
    `${field(name)} is "${text.slice(0, 40)}": it must be a day such as 2024-03-01, or a time such as 2024-03-01T13:00Z.${hint}`,
    { where: name, expected: 'ISO 8601, UTC where no zone is named' },
  );
}

/** @throws InputError where the range is empty */
export function assertRange(from: number, to: number): void {
  if (from < to) return;
  throw new InputError('input.range', `The range is empty: ${field('from')} must lie before ${field('to')}.`, {
    where: 'from',
  });
}

/** What bounds a time, as a person writes it. */
export interface RangeOptions {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** `20240101-20240601`, `20240101-`, `-20240601`. */
  readonly timerange?: string | undefined;
  /** The last so many days. */
  readonly days?: string | undefined;
}

/** What they mean, UTC ms; what is not given is undefined. */
export interface ParsedRange {
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}

/**
 * The range that is meant, of what is to be fetched: the last days are those up to now.
 * @param now UTC ms
 * @throws InputError where one is not a time, or two of them contradict each other
 */
export function parseRange(options: RangeOptions, now: number): ParsedRange {
  const { days, ...range } = parseDataRange(options);
  if (days === undefined) return range;
  const last = range.to ?? now;
  // Whole days, so that the same command asks for the same days until midnight.
  return bounds(startOfDay(last) - days * DAY, range.to);
}

/**
 * The same of data that are there: the last days, from 1, are those of the data, which are not read yet.
 * @throws InputError as `parseRange`
 */
export function parseDataRange(options: RangeOptions): ParsedRange & { readonly days?: number } {
  const { from, to, timerange, days } = options;
  if (timerange !== undefined) {
    if (from !== undefined || to !== undefined || days !== undefined) {
      throw new InputError(
        'input.range',
        `Give either ${field('timerange')}, or ${field('from')}, ${field('to')} and ${field('days')}: together they contradict each other.`,
        {
          where: 'timerange',
        },
      );
    }
    return timerangeOf(timerange);
  }
  const end = to === undefined ? undefined : parseMoment(to, 'to');
  const start = from === undefined ? undefined : parseMoment(from, 'from');
  if (days === undefined) return bounds(start, end);
  if (start !== undefined) {
    throw new InputError(
      'input.range',
      `Give either ${field('from')} or ${field('days')}: both say where the range starts.`,
      {
        where: 'days',
      },
    );
  }
  const count = /^\d{1,5}$/.test(days) ? Number(days) : 0;
  if (count < 1)
    throw new InputError(
      'input.number',
      `${field('days')} is "${days.slice(0, 40)}": it must be a whole number of days from 1 on.`,
      { where: 'days' },
    );
  return { ...bounds(undefined, end), days: count };
}

/**
 * Where the last days of data begin, UTC ms.
 * @param end close of the last bar, UTC ms
 * @param to the end that was asked for, UTC ms
 */
export const startOfLastDays = (days: number, end: number, to = Infinity): number => Math.min(end, to) - days * DAY;

function timerangeOf(text: string): ParsedRange {
  const [, from, to] = /^(\d{8}|\d{10}|\d{13})?-(\d{8}|\d{10}|\d{13})?$/.exec(text.trim()) ?? [];
  if (from === undefined && to === undefined) {
    throw new InputError(
      'input.time',
      `${field('timerange')} is "${text.slice(0, 40)}": write it like 20240101-20240601, 20240101- or -20240601.`,
      { where: 'timerange' },
    );
  }
  const moment = (part: string | undefined): number | undefined =>
    part === undefined ? undefined : parseMoment(part, 'timerange');
  return bounds(moment(from), moment(to));
}

const bounds = (from: number | undefined, to: number | undefined): ParsedRange => ({
  from,
  to,
});
