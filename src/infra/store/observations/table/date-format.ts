import { InputError } from '../../../../core/errors.js';
import { daysInMonth } from '../../bars/csv/timestamp.js';

const DAY = /^(YYYY|MM|M|DD|D)$/;
const TIME = /^(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?$/;

/** Reads a text as UTC ms of the wall clock it shows; null where it does not fit the format. */
export type DateReader = (text: string) => number | null;

/**
 * A reader of dates in the order of the format: `D-M-YYYY`, `MM/DD/YYYY` … A time of day may follow the date. `D` and `M` take one
 * or two digits.
 * @throws InputError for a format that does not name day, month and year once each
 */
export function dateReader(format: string): DateReader {
  const tokens = format.split(/([^A-Za-z]+)/);
  const parts = tokens.filter((token) => DAY.test(token));
  const kinds = parts.map((token) => token[0]).sort();
  const isKnown = tokens.every((token) => DAY.test(token) || !/[A-Za-z0-9]/.test(token));
  if (!isKnown || kinds.join('') !== 'DMY') {
    throw new InputError(
      'import.date-format',
      `--date-format is "${format.slice(0, 40)}": it must name day, month and year once each, such as D-M-YYYY or MM/DD/YYYY; a time of day after it is read by itself.`,
      { where: '--date-format' },
    );
  }
  const pattern = tokens
    .map((token) => {
      if (token === 'YYYY') return '(\\d{4})';
      if (token.length === 2 && DAY.test(token)) return '(\\d{2})';
      return DAY.test(token) ? '(\\d{1,2})' : token.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
    })
    .join('');
  const date = new RegExp(`^${pattern}`);
  return (text) => {
    const found = date.exec(text.trim());
    if (found === null) return null;
    const of = (kind: string): number => Number(found[parts.findIndex((part) => part.startsWith(kind)) + 1]);
    const time = TIME.exec(text.trim().slice(found[0].length));
    const [year, month, day] = [of('Y'), of('M'), of('D')];
    if (time === null || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null;
    const [hour, minute, second] = time.slice(1, 4).map((part: string | undefined) => Number(part ?? 0));
    if (hour! > 23 || minute! > 59 || second! > 59) return null;
    const milli = Number((time[4] ?? '').slice(0, 3).padEnd(3, '0'));
    return Date.UTC(year, month - 1, day, hour, minute, second, milli);
  };
}
