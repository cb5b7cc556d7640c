import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { InputError } from '../../core/errors.js';
import { field } from '../../core/request-field.js';
import type { Strategy } from '../../strategies/base.js';
import {
  findStrategy,
  parseParamPair,
  parseStrategyParams,
  readParams,
  RegimeScaled,
  STRATEGIES,
} from '../../strategies/index.js';
import { isRulesFile, readRulesFile, type RulesFile } from './rules-file.js';
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

/** Parameters from `name=value` pairs. @throws InputError where one is invalid, or named twice */
export function paramsOf(pairs: readonly string[]): Record<string, unknown> {
  const params = new Map<string, unknown>();
  for (const pair of pairs) {
    const [name, value] = parseParamPair(pair);
    if (params.has(name)) {
      throw new InputError('strategy.param-pair', `${field('params', name)} is given twice: give it once.`, {
        where: 'params',
      });
    }
    params.set(name, value);
  }
  return Object.fromEntries(params);
}

const SCRIPT = /\.[mc]?[jt]s$/i;

/**
 * A strategy by name or by file, with its parameters checked; the one that `regime-scaled` wraps may be either too.
 * @throws InputError naming the strategy, file or parameter that is wrong
 */
export async function findChosenStrategy(
  name: string,
  params: Record<string, unknown>,
  cwd: string,
): Promise<ChosenStrategy> {
  const rules = new Map<string, RulesFile>();
  for (const each of [name, params.strategy]) {
    if (typeof each === 'string' && isRulesFile(each)) rules.set(each, await readRulesFile(each, cwd));
  }
  return chooseStrategy(name, params, cwd, rules);
}

/** The same for what can be loaded at once: names and scripts (`.ts`, `.js`, `.mts`, `.mjs`, `.cjs`), and rules read before. */
export function chooseStrategy(
  name: string,
  params: Record<string, unknown>,
  cwd: string,
  rules: ReadonlyMap<string, RulesFile> = new Map(),
): ChosenStrategy {
  const read = rules.get(name);
  if (read !== undefined) return fromRules(name, params, read);
  if (SCRIPT.test(name)) return fromFile(name, params, cwd);
  if (!STRATEGIES.some((each) => each.name === name) && existsSync(resolve(cwd, name))) {
    throw new InputError(
      'strategy.file',
      `${name} is not a strategy file: it must end in .ts, .js or .mjs, or hold rules and end in .yaml or .json.`,
      { where: 'strategy' },
    );
  }
  const entry = findStrategy(name);
  const complete = parseStrategyParams(entry, params);
  if (name === 'regime-scaled') return scaled(complete, cwd, rules);
  return {
    name,
    params: complete,
    files: [],
    decisionBars: entry.decisionBars(complete),
    create: () => entry.create(complete),
  };
}

function fromRules(name: string, params: Record<string, unknown>, { strategy, file }: RulesFile): ChosenStrategy {
  const [first] = Object.keys(params);
  if (first !== undefined) {
    throw new InputError(
      'strategy.params',
      `${name} takes no parameters, and ${field('params')} names ${first}: write the value into the rules.`,
      { where: 'params' },
    );
  }
  return {
    name,
    params: {},
    files: [file],
    decisionBars: strategy.book.regimeHorizonBars,
    create: () => strategy,
  };
}

function fromFile(name: string, params: Record<string, unknown>, cwd: string): ChosenStrategy {
  const { files, schema, decisionBars, create } = readStrategyFile(name, cwd);
  const complete = schema === null ? params : readParams(name, schema, params);
  return {
    name,
    params: complete,
    files,
    decisionBars: decisionBars(complete),
    create: () => create(complete),
  };
}

/** The wrapped strategy may be any, a file included. */
function scaled(params: Record<string, unknown>, cwd: string, rules: ReadonlyMap<string, RulesFile>): ChosenStrategy {
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
  const inner = chooseStrategy(strategy, given, cwd, rules);
  return {
    name: 'regime-scaled',
    params: { ...params, params: inner.params },
    files: inner.files,
    decisionBars: horizon_bars,
    create: () => new RegimeScaled(inner.create(), { kMax: k_max, horizonBars: horizon_bars }),
  };
}
