import { z } from 'zod';
import { parseDecimal } from '../../../core/decimal.js';
import { toUnixMs } from '../../../core/unix-time.js';

const shown = (value: unknown): string => {
  const text = JSON.stringify(value) as string | undefined;
  return (text ?? 'nothing').slice(0, 40);
};

/** A decimal as vendors send it, text or number, as a finite number. Empty text, NaN and overflow are errors, never 0. */
export const wireDecimal = z.unknown().transform((value, context) => {
  const number = parseDecimal(value);
  if (number !== null) return number;
  context.addIssue({ code: 'custom', message: `expected a decimal number, got ${shown(value)}` });
  return z.NEVER;
});

/** A decimal above 0: a price. */
export const wirePrice = wireDecimal.refine((number) => number > 0, 'expected a price above 0');

/** A decimal of 0 or more: an amount. */
export const wireAmount = wireDecimal.refine((number) => number >= 0, 'expected an amount of 0 or more');

/** A moment in any unit that `toUnixMs` reads, as UTC milliseconds. */
export const wireTime = z.unknown().transform((value, context) => {
  const ms = toUnixMs(value);
  if (ms !== null) return ms;
  context.addIssue({ code: 'custom', message: `expected a moment in time, got ${shown(value)}` });
  return z.NEVER;
});

/** A path below a configured base URL, however the base URL ends. */
export const endpoint = (baseUrl: string, path: string): string => `${baseUrl.replace(/\/+$/, '')}/${path}`;
