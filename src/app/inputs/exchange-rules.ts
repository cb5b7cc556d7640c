import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { z } from 'zod';
import { InputError, messageOf } from '../../core/errors.js';
import { given } from '../../core/given.js';
import { field } from '../../core/request-field.js';
import { toUnixMs } from '../../core/unix-time.js';
import { BUNDLED_FILTERS } from '../../engine/exchange-rules/bundled-filters.js';
import type { ExchangeFilters } from '../../engine/exchange-rules/filters.js';
import type { MarginTable } from '../../engine/exchange-rules/margin-tiers.js';
import { hashJson } from './content-hash.js';

/** Rules of an exchange by symbol, and what they came from. */
export interface ExchangeRules<T> {
  readonly bySymbol: ReadonlyMap<string, readonly T[]>;
  /** File as it was given, or the name of a bundled exchange. */
  readonly source: string;
  /** SHA-256 of the rules of the run's symbols, whatever the file looks like. */
  readonly sha256: string;
}

const moment = z.string().transform((text, context) => {
  const ms = toUnixMs(text);
  if (ms !== null) return ms;
  context.addIssue({
    code: 'custom',
    message: 'must be a day such as 2024-03-01, or a time such as 2024-03-01T13:00Z',
  });
  return z.NEVER;
});

const filterSchema = z
  .strictObject({
    /** Absent: always. */
    effective_from: moment.default(0),
    tick_size: z.number().positive().optional(),
    step_size: z.number().positive().optional(),
    min_notional: z.number().nonnegative().optional(),
    reduce_only_exempt: z.boolean().optional(),
  })
  .transform(({ effective_from, tick_size, step_size, min_notional, reduce_only_exempt }): ExchangeFilters => ({
    effectiveFrom: effective_from,
    ...given({
      tickSize: tick_size,
      stepSize: step_size,
      minNotional: min_notional,
      reduceOnlyExempt: reduce_only_exempt,
    }),
  }));

const tierSchema = z.strictObject({ floor: z.number().nonnegative(), rate: z.number().positive().lt(1) });

const marginTableSchema = z
  .strictObject({
    effective_from: moment.default(0),
    liquidation_fee: z.number().nonnegative().lt(1),
    tiers: z
      .array(tierSchema)
      .min(1)
      .superRefine((tiers, context) => {
        tiers.forEach(({ floor, rate }, i) => {
          const before = tiers[i - 1];
          const wrong = (field: string, message: string): void =>
            context.addIssue({ code: 'custom', path: [i, field], message });
          if (before === undefined && floor !== 0) wrong('floor', 'must be 0 in the first tier');
          if (before !== undefined && !(floor > before.floor)) wrong('floor', 'must be above that of the tier before');
          if (before !== undefined && !(rate > before.rate)) wrong('rate', 'must be above that of the tier before');
        });
      }),
  })
  .transform(({ effective_from, liquidation_fee, tiers }): MarginTable => ({
    effectiveFrom: effective_from,
    liquidationFee: liquidation_fee,
    tiers,
  }));

interface RulesField {
  readonly name: 'filters' | 'marginTiers';
  /** What the rules are, for messages. */
  readonly what: string;
}

/**
 * Order rules of every symbol of a run, from a JSON file `{ "BTCUSDT": [{ effective_from, tick_size, … }] }` or a bundled
 * exchange.
 * @throws InputError naming file and field, or the symbol without rules: to trade one of several freely would be a silent gap
 */
export async function loadFilters(
  name: string,
  symbols: readonly string[],
  cwd: string,
): Promise<ExchangeRules<ExchangeFilters>> {
  const rules: RulesField = { name: 'filters', what: 'order rules' };
  const bundled =
    existsSync(resolve(cwd, name)) || !Object.hasOwn(BUNDLED_FILTERS, name) ? null : BUNDLED_FILTERS[name]!;
  const known = Object.keys(BUNDLED_FILTERS).join(', ');
  const all =
    bundled === null
      ? await readRules(name, cwd, filterSchema, rules, `or name one that is built in: ${known}`)
      : new Map(Object.entries(bundled));
  const missing = symbols.find((symbol) => !all.has(symbol));
  if (missing === undefined) return rulesOf(all, symbols, name);
  throw new InputError(
    'rules.symbol',
    `${name} (${field('filters')}) holds no order rules of ${missing}, but of ${[...all.keys()].join(', ') || 'no symbol'}: give a file that names every symbol of the run.`,
    { where: 'filters' },
  );
}

/**
 * Maintenance-margin tables from a JSON file `{ "BTCUSDT": [{ effective_from, liquidation_fee, tiers: [{ floor, rate }] }] }`;
 * symbols that it does not name keep the built-in tables.
 * @throws InputError naming file and field, or that the file is about none of the run's symbols
 */
export async function loadMarginTiers(
  name: string,
  symbols: readonly string[],
  cwd: string,
): Promise<ExchangeRules<MarginTable>> {
  const rules: RulesField = { name: 'marginTiers', what: 'margin tiers' };
  const all = await readRules(name, cwd, marginTableSchema, rules, 'check the path');
  if (symbols.some((symbol) => all.has(symbol))) return rulesOf(all, symbols, name);
  throw new InputError(
    'rules.symbol',
    `${name} (${field('marginTiers')}) holds no margin tiers of ${symbols.join(', ')}, but of ${[...all.keys()].join(', ') || 'no symbol'}: name a symbol of the run.`,
    { where: 'marginTiers' },
  );
}

function rulesOf<T>(
  all: ReadonlyMap<string, readonly T[]>,
  symbols: readonly string[],
  source: string,
): ExchangeRules<T> {
  const bySymbol = new Map(symbols.flatMap((symbol) => (all.has(symbol) ? [[symbol, all.get(symbol)!] as const] : [])));
  return { bySymbol, source, sha256: hashJson([...bySymbol]) };
}

async function readRules<T>(
  name: string,
  cwd: string,
  schema: z.ZodType<T>,
  { name: fieldName, what }: RulesField,
  remedy: string,
): Promise<Map<string, T[]>> {
  const wrong = (problem: string, cause?: unknown): InputError =>
    new InputError('rules.file', `${name} (${field(fieldName)}) ${problem}.`, { where: fieldName, cause });
  let text: string;
  try {
    text = await readFile(resolve(cwd, name), 'utf8');
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw wrong(
      `${missing ? 'is not a file that is there' : `cannot be read (${messageOf(error)})`}: ${remedy}`,
      error,
    );
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw wrong(`is not valid JSON: ${messageOf(error)}`, error);
  }
  const parsed = z.record(z.string(), z.array(schema).min(1)).safeParse(value);
  if (parsed.success) return new Map(Object.entries(parsed.data));
  const issue = parsed.error.issues[0]!;
  throw wrong(`holds no ${what}, ${issue.path.join('.') || 'the document'}: ${issue.message}`, parsed.error);
}
