import { resolve } from 'node:path';
import type { z } from 'zod';
import { BarSeries } from '../../core/bars.js';
import * as core from '../../core/index.js';
import { InputError, messageOf } from '../../core/errors.js';
import { Backtester } from '../../engine/backtester.js';
import * as strategies from '../../strategies/index.js';
import type { Strategy } from '../../strategies/base.js';
import { lineOf, loadUserModule, type LoadedFile } from './user-module.js';

/** A strategy of the user's own, ready to be made. */
export interface StrategyFile {
  readonly files: readonly LoadedFile[];
  /** Null where the file exports none: parameters then go to the constructor as they are. */
  readonly schema: z.ZodType<Record<string, unknown>> | null;
  readonly decisionBars: (params: Record<string, unknown>) => number | null;
  readonly create: (params: Record<string, unknown>) => Strategy;
}

type Constructor = new (params: Record<string, unknown>) => Strategy;

/** What `llm-trading-system` is to a strategy: everything pure, the shipped strategies, and the engine. */
const PROVIDED: ReadonlyMap<string, object> = new Map([
  ['llm-trading-system', offering('llm-trading-system', { ...core, ...strategies, BarSeries, Backtester })],
  ['llm-trading-system/core', offering('llm-trading-system/core', core)],
]);

/** A module that says so where something is imported that it has not, instead of handing out nothing. */
function offering(name: string, exports: object): object {
  return new Proxy<Record<string | symbol, unknown>>(
    { __esModule: true, ...exports },
    {
      get(target, key) {
        if (typeof key === 'symbol' || key in target) return target[key];
        throw new InputError(
          'strategy.import',
          `The strategy imports "${key}", which ${name} does not offer to strategies.`,
          {
            where: name,
            expected: Object.keys(target).sort().join(', '),
          },
        );
      },
    },
  );
}

/**
 * Reads a strategy file: its default export is the class (one method, `onBar`). It may also export `schema`, a zod schema of
 * its parameters, and `decisionBars`, the number of bars between two questions to a regime model or a function of the
 * parameters that gives it; without the latter no model is asked.
 * @throws InputError naming the file, and the line where there is one
 */
export function readStrategyFile(file: string, cwd: string): StrategyFile {
  const { exports, files } = loadUserModule(file, cwd, PROVIDED);
  const { default: exported, schema, decisionBars } = exports;
  if (!isStrategyClass(exported)) {
    throw new InputError(
      'strategy.file',
      `${file} exports no strategy: its default export must be a class with a method onBar(bar, account, context).`,
      { where: file, remedy: 'llm-trading strategy new NAME writes one to begin with' },
    );
  }
  if (schema !== undefined && !isSchema(schema)) {
    throw new InputError('strategy.file', `${file} exports a schema that is not a zod schema.`, { where: file });
  }
  return {
    files,
    schema: schema ?? null,
    decisionBars: (params) => decisionBarsOf(decisionBars, params, file),
    create: (params) => withDefaults(construct(exported, params, file, cwd)),
  };
}

const isStrategyClass = (value: unknown): value is Constructor =>
  typeof value === 'function' && typeof (value.prototype as { onBar?: unknown } | undefined)?.onBar === 'function';

const isSchema = (value: unknown): value is z.ZodType<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && 'safeParse' in value && typeof value.safeParse === 'function';

function construct(Class: Constructor, params: Record<string, unknown>, file: string, cwd: string): Strategy {
  try {
    return new Class(params);
  } catch (error) {
    const line = lineOf(error, resolve(cwd, file));
    const where = line === null ? file : `${file}:${line}`;
    throw new InputError('strategy.threw', `The constructor of ${where} threw: ${messageOf(error)}.`, {
      where,
      cause: error,
    });
  }
}

/** `init` and `reset` may be missing where the class extends nothing. */
function withDefaults(strategy: Strategy): Strategy {
  const methods = strategy as Partial<Strategy>;
  methods.init ??= () => undefined;
  methods.reset ??= () => undefined;
  return strategy;
}

function decisionBarsOf(exported: unknown, params: Record<string, unknown>, file: string): number | null {
  const bars: unknown = typeof exported === 'function' ? (exported as (params: unknown) => unknown)(params) : exported;
  if (bars === undefined || bars === null) return null;
  if (typeof bars === 'number' && Number.isInteger(bars) && bars >= 1) return bars;
  throw new InputError(
    'strategy.file',
    `${file} exports decisionBars ${JSON.stringify(bars)}: it must be a whole number of bars from 1, or a function that gives one.`,
    { where: file },
  );
}
