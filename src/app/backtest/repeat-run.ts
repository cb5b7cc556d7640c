import type { BacktestResultDocument } from '../../core/backtest-result/index.js';
import { InputError } from '../../core/errors.js';
import { parseRunConfiguration, type RunConfiguration } from '../../contract/run-configuration.js';
import { readRun } from '../runs/read-run.js';
import { resultHash } from '../runs/result-hash.js';
import type { Runtime } from '../runtime/runtime.js';
import type { BacktestControls, RunInputs } from './controls.js';
import { runSpec } from './run-backtest.js';
import { answersOfRun, specOfRun } from './spec-of-run.js';

/** A value that came out otherwise. */
export interface RepeatDifference {
  /** `equity[12]`, `metrics.sharpe`. */
  readonly path: string;
  readonly recorded: unknown;
  readonly repeated: unknown;
}

/** What `backtest --repeat` found. */
export interface RepeatReport {
  readonly id: string;
  /**
   * Whether the result is the same byte for byte, but for the version of the code where that is another, and fields that the
   * recorded version did not have yet and that say nothing.
   */
  readonly identical: boolean;
  /** SHA-256 of `result.json`. */
  readonly recorded_sha256: string;
  readonly repeated_sha256: string;
  readonly code: {
    readonly recorded: BacktestResultDocument['code_version'];
    readonly now: BacktestResultDocument['code_version'];
  };
  /** Inputs whose content was compared before the run. */
  readonly inputs: number;
  readonly final_equity: { readonly recorded: number; readonly repeated: number };
  /** The first 20 values that differ. */
  readonly differences: readonly RepeatDifference[];
}

export interface RepeatOptions extends Pick<BacktestControls, 'cwd' | 'signal' | 'onProgress' | 'concurrency'> {
  readonly id: string;
  /** Folder of all runs. */
  readonly root: string;
}

const SHOWN_DIFFERENCES = 20;

/**
 * Runs a recorded backtest again from its effective configuration and compares the result byte for byte. Model calls come from
 * the ledger; none is made.
 * @throws InputError where an input is no longer what it was: then nothing is proven either way
 */
export async function repeatRun(options: RepeatOptions, runtime: Runtime): Promise<RepeatReport> {
  const { id, root, ...controls } = options;
  const run = await readRun(root, id);
  const { summary, result: recorded } = run;
  const configuration = parseRunConfiguration(recorded.configuration, `run ${id}`);
  let inputs = 0;
  const { document: whole } = await runSpec(
    specOfRun(configuration),
    {
      ...controls,
      ...answersOfRun(configuration),
      repeats: (read) => {
        inputs = assertSameInputs(recorded, configuration, read);
      },
    },
    runtime,
  );
  const document = withoutLaterFields(whole, recorded) as BacktestResultDocument;

  const hashOf = (result: BacktestResultDocument): string => resultHash(result, run);
  const repeatedHash = hashOf(document);
  // Another commit or patch of Node may well compute the same: that is what a repetition wants to know.
  const sameButCode = hashOf({ ...document, code_version: recorded.code_version }) === summary.result_sha256;
  return {
    id,
    identical: sameButCode,
    recorded_sha256: summary.result_sha256,
    repeated_sha256: repeatedHash,
    code: { recorded: recorded.code_version, now: document.code_version },
    inputs,
    final_equity: { recorded: recorded.final_equity, repeated: document.final_equity },
    differences: sameButCode ? [] : differencesOf(recorded, run.series ? document : withoutSeries(document)),
  };
}

/** @returns how many inputs were compared */
function assertSameInputs(
  recorded: BacktestResultDocument,
  configuration: RunConfiguration,
  { market, strategy, observations }: RunInputs,
): number {
  const now = new Map<string, string>();
  const before = new Map<string, string>();
  for (const { symbol, role, source, sha256 } of recorded.data) {
    if (role !== 'regime') before.set(`${role} of ${symbol} (${source})`, sha256);
  }
  for (const { symbol, role, source, sha256 } of market.sources) now.set(`${role} of ${symbol} (${source})`, sha256);
  for (const [name, then, today] of [
    ['--filters', configuration.filters, market.filters],
    ['--margin-tiers', configuration.margin_tiers, market.marginTiers],
  ] as const) {
    if (then !== undefined) before.set(`${then.source} (${name})`, then.sha256);
    if (today !== null) now.set(`${today.source} (${name})`, today.sha256);
  }
  for (const { file, sha256 } of configuration.strategy_files) before.set(file, sha256);
  for (const { file, sha256 } of strategy.files) now.set(file, sha256);
  const given = configuration.regime?.observations ?? null;
  if (given !== null) before.set(given.file, given.sha256);
  if (given !== null && observations !== null) now.set(given.file, observations.sha256);

  for (const name of new Set([...before.keys(), ...now.keys()])) {
    const [then, today] = [before.get(name), now.get(name)];
    if (then === today) continue;
    const how =
      then === undefined
        ? 'is new'
        : today === undefined
          ? 'is gone'
          : `has changed (recorded ${then.slice(0, 12)}…, now ${today.slice(0, 12)}…)`;
    throw new InputError(
      'run.inputs-changed',
      `An input of the run is not what it was: ${name} ${how}; put it back, or run the backtest anew.`,
      { where: name },
    );
  }
  return before.size;
}

/**
 * A result as the version that recorded the other would have written it: fields that it did not have yet are left out where they
 * say nothing (0, null, empty). One that says something stays, and is a difference.
 */
function withoutLaterFields(repeated: unknown, recorded: unknown): unknown {
  if (!isRecord(repeated) || !isRecord(recorded)) return repeated;
  return Object.fromEntries(
    Object.entries(repeated)
      .filter(([key, value]) => Object.hasOwn(recorded, key) || !saysNothing(value))
      .map(([key, value]) => [key, withoutLaterFields(value, recorded[key])]),
  );
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const saysNothing = (value: unknown): boolean =>
  value === 0 || value === null || value === false || (Array.isArray(value) && value.length === 0);

const withoutSeries = (document: BacktestResultDocument): BacktestResultDocument => ({
  ...document,
  ...{ times: [], equity: [], prices: [] },
});

function differencesOf(recorded: unknown, repeated: unknown): RepeatDifference[] {
  const found: RepeatDifference[] = [];
  const walk = (a: unknown, b: unknown, path: string): void => {
    if (found.length >= SHOWN_DIFFERENCES || Object.is(a, b) || path === 'code_version') return;
    if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) {
      found.push({ path, recorded: a, repeated: b });
      return;
    }
    const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
    for (const key of new Set([...Object.keys(left), ...Object.keys(right)])) {
      const step = Array.isArray(a) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
      walk(left[key], right[key], step);
    }
  };
  walk(recorded, JSON.parse(JSON.stringify(repeated)), '');
  return found;
}
