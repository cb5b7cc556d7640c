import { resolve } from 'node:path';
import { parseInterval } from '../../../core/interval.js';
import { InputError } from '../../../core/errors.js';
import { assertLinear } from '../../../core/symbol.js';
import { readingOf, type ReadingOptions } from '../../reading-options.js';
import type { Session } from '../../session.js';

/** Options of commands that read files of bars, as the command line gives them. */
export interface FileOptions extends ReadingOptions {
  readonly symbol?: string;
  readonly interval?: string;
  readonly timestampUnit?: 's' | 'ms' | 'us' | 'ns';
  readonly utcOffset?: string;
  readonly skipLines?: string;
}

/** What the reader of files takes. */
interface ReadOptions {
  readonly symbol?: string;
  readonly intervalMs?: number;
  readonly timestampUnit?: 's' | 'ms' | 'us' | 'ns';
  readonly utcOffsetHours?: number;
  readonly skipLines?: number;
  readonly map?: readonly (readonly [string, string])[];
  readonly dateFormat?: string;
  readonly timeZone?: string;
}

/** A number of an option. @throws InputError naming it */
export function numberOption(text: string, option: string, min: number, max: number, integer = true): number {
  const value = /^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) : NaN;
  if (value >= min && value <= max && (!integer || Number.isInteger(value))) return value;
  throw new InputError(
    'input.number',
    `${option} is "${text.slice(0, 40)}": it must be a ${integer ? 'whole ' : ''}number from ${min} to ${max}.`,
    { where: option },
  );
}

export function readOptionsOf(options: FileOptions): ReadOptions {
  if (options.symbol !== undefined) assertLinear(options.symbol, '--symbol');
  const { symbol, interval, timestampUnit, utcOffset, skipLines } = options;
  return {
    ...readingOf(options),
    ...(symbol === undefined ? {} : { symbol }),
    ...(interval === undefined ? {} : { intervalMs: parseInterval(interval) }),
    ...(timestampUnit === undefined ? {} : { timestampUnit }),
    ...(utcOffset === undefined
      ? {}
      : { utcOffsetHours: numberOption(utcOffset.replace(/^\+/, ''), '--utc-offset', -14, 14, false) }),
    ...(skipLines === undefined ? {} : { skipLines: numberOption(skipLines, '--skip-lines', 0, 10_000) }),
  };
}

/** A path as the user gave it, where that leads there: messages then name it in the same words. */
export const pathIn = (session: Session, file: string): string =>
  session.io.cwd === process.cwd() ? file : resolve(session.io.cwd, file);
