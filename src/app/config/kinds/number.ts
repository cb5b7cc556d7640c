import { z } from 'zod';
import { base, SettingProblem, type About, type Setting } from '../setting.js';

export interface NumberRange {
  readonly min?: number;
  readonly above?: number;
  readonly max: number;
  readonly integer?: boolean;
  /** "hours", "ms" …: for messages. */
  readonly unit?: string;
}

function describeRange(range: NumberRange): string {
  const what =
    range.unit === undefined
      ? range.integer === true
        ? 'a whole number'
        : 'a number'
      : `${range.integer === true ? 'a whole number' : 'a number'} of ${range.unit}`;
  return range.above === undefined
    ? `${what} from ${range.min ?? 0} to ${range.max}`
    : `${what} above ${range.above} and at most ${range.max}`;
}

function numberSchema(range: NumberRange): z.ZodNumber {
  let schema = range.integer === true ? z.number().int() : z.number();
  schema = range.above === undefined ? schema.min(range.min ?? 0) : schema.gt(range.above);
  return schema.max(range.max);
}

function readNumber(raw: unknown, range: NumberRange, expected: string): number {
  const value =
    typeof raw === 'string' && /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(raw.trim()) ? Number(raw.trim()) : raw;
  const parsed = numberSchema(range).safeParse(value);
  if (parsed.success) return parsed.data;
  throw new SettingProblem(`it must be ${expected}`);
}

export function number(about: About, range: NumberRange & { readonly fallback: number }): Setting<number> {
  const expected = `${describeRange(range)}, e.g. ${range.fallback}`;
  return {
    ...base(about),
    secret: false,
    fallback: range.fallback,
    schema: numberSchema(range),
    expected,
    example: String(range.fallback),
    parse: (raw) => readNumber(raw, range, expected),
  };
}

/** A number, or `none` for what is not to be sent at all. */
export function numberOrNone(
  about: About,
  range: NumberRange & { readonly fallback: number },
): Setting<number | 'none'> {
  const expected = `${describeRange(range)}, or "none"`;
  return {
    ...base(about),
    secret: false,
    fallback: range.fallback,
    schema: z.union([numberSchema(range), z.literal('none')]),
    expected,
    example: String(range.fallback),
    parse: (raw) => (raw === 'none' ? raw : readNumber(raw, range, expected)),
  };
}

/** A number, or `off` (null): a limit that need not be there. */
export function limit(
  about: About,
  range: NumberRange & { readonly fallback: number | null; readonly example?: number },
): Setting<number | null> {
  const expected = `${describeRange(range)}, or "off"`;
  return {
    ...base(about),
    canBeOff: true,
    secret: false,
    fallback: range.fallback ?? 'off',
    schema: z.union([numberSchema(range), z.literal('off')]),
    expected,
    example: String(range.example ?? range.fallback ?? ''),
    parse: (raw) => (raw === 'off' || raw === null ? null : readNumber(raw, range, expected)),
  };
}
