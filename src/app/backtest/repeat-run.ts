import type { BacktestResultDocument } from '../../core/backtest-result/index.js';
import { InputError } from '../../core/errors.js';
import { DOCUMENT_PROMPT } from '../../core/prompts/shipped.js';
import { readRun } from '../runs/read-run.js';
import { resultHash } from '../runs/result-hash.js';
import type { FlagValue } from '../config/index.js';
import type { Runtime } from '../runtime/runtime.js';
import { recordedExecution, parseRunConfiguration, recordedReading, type RunConfiguration } from './configuration.js';
import { prepareRun, type BacktestRequest, type PreparedRun } from './prepare-run.js';
import { runPrepared } from './run-backtest.js';

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

export interface RepeatOptions extends Pick<BacktestRequest, 'cwd' | 'signal' | 'onProgress' | 'concurrency'> {
  readonly id: string;
  /** Folder of all runs. */
  readonly root: string;
  /** The program's parts with these settings, which the recorded questions depend on. */
  readonly runtimeWith: (flags: Readonly<Record<string, FlagValue>>) => Runtime;
}

const SHOWN_DIFFERENCES = 20;

/**
 * Runs a recorded backtest again from its effective configuration and compares the result byte for byte. Model calls come from
 * the ledger; none is made.
 * @throws InputError where an input is no longer what it was: then nothing is proven either way
 */
export async function repeatRun(options: RepeatOptions): Promise<RepeatReport> {
  const { id, root, cwd, signal, onProgress, concurrency } = options;
  const run = await readRun(root, id);
  const { summary, result: recorded } = run;
  const configuration = parseRunConfiguration(recorded.configuration, `run ${id}`);
  const request: BacktestRequest = {
    ...requestOf(configuration),
    cwd,
    ...(signal === undefined ? {} : { signal }),
    ...(onProgress === undefined ? {} : { onProgress }),
    ...(concurrency === undefined ? {} : { concurrency }),
  };
  const runtime = options.runtimeWith(settingsOf(configuration));
  const prepared = await prepareRun(request, runtime);
  const inputs = assertSameInputs(recorded, configuration, prepared);
  const { document: whole } = await runPrepared(request, prepared, runtime);
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

function requestOf(configuration: RunConfiguration): Omit<BacktestRequest, 'cwd'> {
  const { data, funding, mark, filters, from, to, strategy, params, execution, regime, bootstrap } = configuration;
  const { margin_tiers: marginTiers, reading } = configuration;
  return {
    data,
    ...(reading === undefined ? {} : { reading: recordedReading(reading) }),
    funding,
    ...(mark === undefined ? {} : { mark }),
    ...(filters === undefined ? {} : { filters: filters.source }),
    ...(marginTiers === undefined ? {} : { marginTiers: marginTiers.source }),
    from: Date.parse(from),
    // Bars open before the recorded end, which is the close of the last.
    to: Date.parse(to),
    strategy,
    params,
    execution: recordedExecution(execution),
    ...(bootstrap === null ? {} : { bootstrap }),
    ...(regime === null
      ? {}
      : {
          replay: regime.model !== 'baseline',
          knownFailures: failuresOf(regime.failures),
          ...(regime.calibrate === undefined ? {} : { calibrate: regime.calibrate }),
          ...(regime.earned === undefined ? {} : { earned: regime.earned.rule }),
          ...(regime.earned?.model_dates === undefined ? {} : { modelDates: regime.earned.model_dates }),
          ...(regime.news_cap === undefined ? {} : { newsCap: regime.news_cap }),
          ...(regime.news_failures === undefined ? {} : { knownNewsFailures: failuresOf(regime.news_failures) }),
          ...(regime.observations === null ? {} : { observations: regime.observations.file }),
        }),
  };
}

const failuresOf = (
  recorded: NonNullable<RunConfiguration['regime']>['failures'],
): NonNullable<BacktestRequest['knownFailures']> =>
  new Map(recorded.map(({ decided_at, latency_ms, reason }) => [decided_at, { latencyMs: latency_ms, reason }]));

function settingsOf({ regime }: RunConfiguration): Record<string, FlagValue> {
  if (regime === null) return {};
  // Runs from before prompts could be chosen were asked with the first.
  const values = {
    'llm.prompt': DOCUMENT_PROMPT.id,
    ...regime.settings,
    'llm.model': regime.model,
    'llm.onFailure': regime.on_failure,
  };
  return Object.fromEntries(Object.entries(values).map(([path, value]) => [path, { name: '--repeat', value }]));
}

/** @returns how many inputs were compared */
function assertSameInputs(
  recorded: BacktestResultDocument,
  configuration: RunConfiguration,
  { market, strategy, observations }: PreparedRun,
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
