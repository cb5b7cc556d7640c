import { z } from 'zod';
import { COMPARISONS } from './expression/ast.js';
import { indicatorSchema } from './indicators.js';

const text = z.string().min(1).max(500);

/** A number, or an expression such as `close - 2 * range`. */
const expression = z.union([z.number(), text], {
  error: 'expected a number or an expression such as "close - 2 * range"',
});

const clock = z.string().regex(/^([01][0-9]|2[0-3]):[0-5][0-9]$/, 'expected a time of day such as "08:00", in quotes');

export const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

/** When the bar closes, UTC. `from` belongs to the window, `to` does not; over midnight where `to` is earlier. */
const timeWindow = z
  .strictObject({ days: z.array(z.enum(DAYS)).min(1).optional(), from: clock.optional(), to: clock.optional() })
  .refine(({ from, to }) => (from === undefined) === (to === undefined), 'from and to belong together')
  .refine(({ days, from }) => days !== undefined || from !== undefined, 'expected days, or from and to');

export type TimeWindow = z.infer<typeof timeWindow>;

/** As written: a comparison as text, or a combination. */
export type WrittenCondition =
  string | { all: WrittenCondition[] } | { any: WrittenCondition[] } | { not: WrittenCondition } | { time: TimeWindow };

export const conditionSchema: z.ZodType<WrittenCondition> = z.lazy(() =>
  z.union(
    [
      text,
      z.strictObject({ all: z.array(conditionSchema).min(1).max(50) }),
      z.strictObject({ any: z.array(conditionSchema).min(1).max(50) }),
      z.strictObject({ not: conditionSchema }),
      z.strictObject({ time: timeWindow }),
    ],
    { error: `expected a condition: text with one of ${COMPARISONS.join(', ')}; or all, any, not, time` },
  ),
);

const PERCENT = /^\s*[+-]?(?:\d+(?:\.\d*)?|\.\d+)\s*%\s*$/;
const NUMBER = /^\s*[+-]?(?:\d+(?:\.\d*)?|\.\d+)\s*$/;

/** Wherever a number stands, `3%` is 0.03; so is a number in quotes. */
function written(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  if (PERCENT.test(value)) return Number(value.replace('%', '')) / 100;
  return NUMBER.test(value) ? Number(value) : value;
}

const FRACTION = 'expected a fraction between 0 and 1: 0.02 means 2 %';
const fraction = z.preprocess(written, z.number().gt(0, FRACTION).lt(1, FRACTION));
/** Fraction of equity: 0.5 means 50 %. */
const size = z.preprocess(written, z.number().gt(0).max(100));
/** A gain may be more than the price: then it is written in percent, since 5 could mean 5 % as well. */
const GAIN = 'expected a gain above 0 % and below 10000 %';
const gain = z
  .string()
  .regex(PERCENT)
  .transform((text) => Number(text.replace('%', '')) / 100)
  .pipe(z.number().gt(0, GAIN).lt(100, GAIN));

/** A fraction of the close at which the rule fires (0.02: 2 % away), or a price. */
const protectivePrice = z.union([fraction, z.strictObject({ price: expression })], {
  error: 'expected a fraction between 0 and 1 such as 0.02, or { price: EXPRESSION }',
});

const takeProfit = z.union([gain, fraction, z.strictObject({ price: expression })], {
  error: 'expected a fraction between 0 and 1 such as 0.05, a gain such as 150%, or { price: EXPRESSION }',
});

const BARS = 'expected a whole number of bars, at least 1';
const bars = z.int(BARS).min(1, BARS).max(10_000_000);

export const ruleSchema = z.strictObject({
  /** Shown where the rule is spoken of. */
  name: text.optional(),
  side: z.enum(['long', 'short']),
  /** Opens a position while there is none. */
  enter: conditionSchema,
  /** Closes it. Without one, only protective prices, `max_bars` and other rules do. */
  exit: conditionSchema.optional(),
  /** Fraction of equity: 0.5 means 50 %. All of it unless it is said. */
  size: size.default(1),
  stop: protectivePrice.optional(),
  take_profit: takeProfit.optional(),
  /** Fraction below (above, short) the best price of earlier bars since entry. */
  trailing_stop: fraction.optional(),
  /** Closes the position once it has been held for so many closes. */
  max_bars: bars.optional(),
  /** Pyramiding: grows the position by `size` each time `when` is true, at most `times` times. */
  add: z
    .strictObject({
      when: conditionSchema,
      size,
      times: z.int().min(1).max(100).default(1),
      /** A new stop for the whole position; without one the present stop stays. */
      stop: protectivePrice.optional(),
    })
    .optional(),
});
export type WrittenRule = z.infer<typeof ruleSchema>;
export type ProtectivePrice = z.infer<typeof protectivePrice>;

/** A file of rules. The first rule whose `enter` is true takes the position, and is the one that exits it. */
export const rulesSchema = z.strictObject(
  {
    name: text.optional(),
    description: z.string().max(5_000).optional(),
    /** By the name under which conditions speak of them. */
    indicators: z.record(z.string(), indicatorSchema).default({}),
    rules: z.array(ruleSchema).min(1).max(50),
    /** A rule of the other side turns the position round; otherwise its entry waits until the position is closed. */
    reverse: z.boolean().default(false),
    /** Closes to wait after a position was closed before the next one. */
    cooldown_bars: z.int().min(0).max(10_000_000).default(0),
    /** How many bars an opinion of the regime model outlives a question without an answer. */
    regime_horizon_bars: bars.default(24),
  },
  {
    error: ({ code }) =>
      code === 'invalid_type' ? 'expected a list of rules under "rules:", each with side and enter' : undefined,
  },
);

/** Names of the fields that may stand at a path of a file; none where they are not known. */
export function fieldsAt(path: readonly (string | number)[]): readonly string[] {
  const [first, , third] = path;
  if (first === undefined) return Object.keys(rulesSchema.shape);
  if (first !== 'rules') return [];
  if (path.length === 2) return Object.keys(ruleSchema.shape);
  if (third === 'add' && path.length === 3) return ['when', 'size', 'times', 'stop'];
  return third === 'enter' || third === 'exit' ? ['all', 'any', 'not', 'time'] : ['price'];
}
