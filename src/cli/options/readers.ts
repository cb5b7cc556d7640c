import { z } from 'zod';
import { parseMoment } from '../../app/data/time-range.js';
import { parseInterval } from '../../core/interval.js';
import type { RequestField } from '../../core/request-field.js';

/** What is typed as it stands. */
export const anyText = z.string();
/** Every text of an option that may be repeated, or that takes several words. */
export const textList = z.array(z.string()).readonly();
/** Of an option that takes nothing: there, or not. */
export const flagOnly = z.literal(true);
/** Of `--no-…`: false where it was typed. */
export const unlessLeftOut = z.boolean();

const numeric = (isRight: (value: number) => boolean, expected: string): z.ZodType<number, string> =>
  z.string().transform((typed, context) => {
    // An empty text is 0 to Number.
    const value = /^\s*$/.test(typed) ? NaN : Number(typed);
    if (Number.isFinite(value) && isRight(value)) return value;
    context.addIssue({ code: 'custom', message: `it must be ${expected}` });
    return z.NEVER;
  });

/** @param expected ends the sentence about a text that is no number; the range is checked where the number is used */
export const numberText = (expected: string): z.ZodType<number, string> => numeric(() => true, expected);

export const numberFrom = (least: number, most: number, expected: string): z.ZodType<number, string> =>
  numeric((value) => value >= least && value <= most, expected);

/** A whole number from `least` on, up to `most` where there is an end. */
export const whole = (least: number, most = Infinity): z.ZodType<number, string> =>
  numeric(
    (value) => Number.isSafeInteger(value) && value >= least && value <= most,
    `a whole number from ${least} ${most === Infinity ? 'on' : `to ${most}`}`,
  );

/** UTC ms. */
export const moment = (field: RequestField): z.ZodType<number, string> =>
  z.string().transform((typed) => parseMoment(typed, field));

/** The length of a bar, or a step, ms. */
export const interval: z.ZodType<number, string> = z.string().transform(parseInterval);

/** Of an option such as `--bootstrap [SAMPLES]`: true where nothing follows it. */
export const optionally = <T>(reader: z.ZodType<T>): z.ZodType<T | true> =>
  z.unknown().transform((typed, context) => {
    if (typed === true) return true;
    const read = reader.safeParse(typed);
    if (read.success) return read.data;
    context.addIssue({ code: 'custom', message: read.error.issues[0]!.message });
    return z.NEVER;
  });
