import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { InputError } from '../../core/errors.js';
import type { Strategy } from '../../strategies/base.js';
import { findStrategy, parseParamPair, parseStrategyParams, RegimeScaled, STRATEGIES } from '../../strategies/index.js';
import { readStrategyFile } from './strategy-file.js';
import type { LoadedFile } from './user-module.js';

/** A strategy with its parameters, ready to run. */
export interface ChosenStrategy {
  /** Name of a shipped one, or the file as it was given. */
  readonly name: string;
  /** Complete, defaults filled in. */
  readonly params: Record<string, unknown>;
  /** Files whose content decides what it does; none for a shipped one. */
  readonly files: readonly LoadedFile[];
  /** Bars between two questions to a regime model; null where it asks none. */
  readonly decisionBars: number | null;
  readonly create: () => Strategy;
}

/** Parameters from `name=value` pairs. @throws InputError where one is none, or named twice */
export function paramsOf(pairs: readonly string[]): Record<string, unknown> {
  const params = new Map<string, unknown>();
  for (const pair of pairs) {
    const [name, value] = parseParamPair(pair);
    if (params.has(name)) {
      throw new InputError('strategy.param-pair', `--param ${name} is given twice: give it once.`, {
        where: '--param',
      });
    }
    params.set(name, value);
  }
  return Object.fromEntries(params);
}

const SCRIPT = /\.[mc]?[jt]s$/i;

/**
 * A strategy by name or by file (`.ts`, `.js`, `.mts`, `.mjs`, `.cjs`), with its parameters checked.
 * @throws InputError naming the strategy, file or parameter that is wrong
 */
export function chooseStrategy(name: string, params: Record<string, unknown>, cwd: string): ChosenStrategy {
  if (SCRIPT.test(name)) return fromFile(name, params, cwd);
  if (!STRATEGIES.some((each) => each.name === name) && existsSync(resolve(cwd, name))) {
    throw new InputError('strategy.file', `${name} is no strategy file: it must end in .ts, .js or .mjs.`, {
      where: '--strategy',
    });
  }
  const entry = findStrategy(name);
  const complete = parseStrategyParams(entry, params);
  if (name === 'regime-scaled') return scaled(complete, cwd);
  return {
    name,
    params: complete,
    files: [],
    decisionBars: entry.decisionBars(complete),
    create: () => entry.create(complete),
  };
}

function fromFile(name: string, params: Record<string, unknown>, cwd: string): ChosenStrategy {
  const path = resolve(cwd, name);
  const { files, schema, decisionBars, create } = readStrategyFile(path);
  const complete = schema === null ? params : parsed(name, schema.safeParse(params));
  return {
    name,
    params: complete,
    // Relative names: the same run in another checkout is the same run.
    files: files.map((each) => ({ ...each, file: relative(cwd, each.file) })),
    decisionBars: decisionBars(complete),
    create: () => create(complete),
  };
}

/** The wrapped strategy may be any, a file included. */
function scaled(params: Record<string, unknown>, cwd: string): ChosenStrategy {
  const {
    strategy,
    params: given,
    k_max,
    horizon_bars,
  } = params as {
    readonly strategy: string;
    readonly params: Record<string, unknown>;
    readonly k_max: number;
    readonly horizon_bars: number;
  };
  const inner = chooseStrategy(strategy, given, cwd);
  return {
    name: 'regime-scaled',
    params: { ...params, params: inner.params },
    files: inner.files,
    decisionBars: horizon_bars,
    create: () => new RegimeScaled(inner.create(), { kMax: k_max, horizonBars: horizon_bars }),
  };
}

function parsed(
  name: string,
  result: ReturnType<NonNullable<ReturnType<typeof readStrategyFile>['schema']>['safeParse']>,
): Record<string, unknown> {
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const field = issue?.path.join('.') ?? '';
  throw new InputError(
    'strategy.params',
    `${name}: parameter ${field === '' ? 's' : field}: ${issue?.message ?? 'is wrong'}.`,
    { where: `${name}.${field}` },
  );
}
