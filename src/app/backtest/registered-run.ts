import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { TrialDetails, TrialRange, TrialRecord, TrialStore } from '../../core/ports/trial-store.js';
import { resolveSettings } from '../../engine/settings.js';
import { openTrials } from '../../infra/store/trials/open-trials.js';
import { dailyCloses } from '../../sweeps/daily-closes.js';
import { dailyBenchmarkReturns, dailyReturns, dailySharpe } from '../../sweeps/daily-returns.js';
import { deflatedSharpe, type DeflatedSharpe } from '../../sweeps/deflated-sharpe.js';
import { trialsOn } from '../../sweeps/same-market.js';
import { chooseModel } from '../config/index.js';
import type { Runtime } from '../runtime/runtime.js';
import { executionDocument } from './configuration.js';
import { hashJson } from '../inputs/content-hash.js';
import { prepareRun, type BacktestRequest, type PreparedRun } from './prepare-run.js';
import { runPrepared, type CompletedBacktest } from './run-backtest.js';
import { canonicalJson } from '../../core/canonical-json.js';

/** A run with what the number of tries on its data makes of its Sharpe ratio. */
export interface RegisteredBacktest extends CompletedBacktest {
  readonly deflated: DeflatedSharpe;
  readonly trial: { readonly id: string; readonly details: TrialDetails };
}

/** Where every try is written down. */
const trialsPath = (userDataDir: string): string => join(userDataDir, 'trials.sqlite');

/**
 * A backtest that counts: it is written down before it runs, so that one that is given up counts as well, and the same try
 * twice counts once.
 * @throws what `runPrepared` throws
 */
export async function runRegistered(request: BacktestRequest, runtime: Runtime): Promise<RegisteredBacktest> {
  const prepared = await prepareRun(request, runtime);
  const trials = await openTrials(trialsPath(runtime.config.userDataDir));
  try {
    return await counted(request, prepared, runtime, trials);
  } finally {
    await trials.close();
  }
}

async function counted(
  request: BacktestRequest,
  prepared: PreparedRun,
  runtime: Runtime,
  trials: TrialStore,
): Promise<RegisteredBacktest> {
  const series = prepared.market.data.map(({ bars }) => bars).sort((a, b) => (a.symbol < b.symbol ? -1 : 1));
  const range = rangeOf(prepared);
  const markets = series.map(dailyCloses);
  const id = trialId(request, prepared, runtime);
  const { name, params } = prepared.strategy;
  const untried: TrialDetails = { params: { ...params }, totalReturn: null, sharpe: null, trades: null, runId: null };
  await trials.start({
    id,
    range,
    markets,
    kind: 'backtest',
    strategy: name,
    startedAt: runtime.clock.now(),
    details: untried,
  });
  let completed: CompletedBacktest;
  try {
    completed = await runPrepared(request, prepared, runtime);
  } catch (error) {
    // Ctrl-C is not a failure of the strategy: the trial stays aborted, and counts all the same.
    if (request.signal?.aborted !== true) await trials.finish(id, 'failed');
    throw error;
  }
  const daily = dailyReturns(completed.result);
  await trials.finish(id, { daily, sharpe: dailySharpe(daily.returns) });
  const { total_return: totalReturn, sharpe, trade_count } = completed.document;
  const details = { ...untried, totalReturn, sharpe, trades: trade_count };
  const others = trialsOn({ range, markets }, await trials.all());
  return {
    ...completed,
    deflated: deflatedSharpe({
      dailyReturns: daily.returns,
      benchmarkReturns: dailyBenchmarkReturns(completed.result),
      trials: others,
    }),
    trial: { id, details },
  };
}

const rangeOf = ({ market }: PreparedRun): TrialRange => ({
  symbols: market.data.map(({ bars }) => bars.symbol).sort(),
  intervalMs: market.data[0]!.bars.intervalMs,
  from: market.from,
  to: market.to,
});

/** Hash of all that decides the outcome, known before the run: what files are called does not, what is in them does. */
function trialId(
  request: BacktestRequest,
  { market, strategy, options, observations }: PreparedRun,
  runtime: Runtime,
): string {
  const { newsCap, calibrate, earned, modelDates } = request;
  // Only where a model is asked: a server without a named model, or without its key, is not a matter of any other strategy.
  const choice =
    strategy.decisionBars === null ? null : chooseModel(runtime.loaded, { replay: request.replay ?? false });
  const { llm } = runtime.config;
  return hashJson(
    canonicalJson({
      strategy: strategy.name,
      params: strategy.params,
      files: strategy.files.map(({ sha256 }) => sha256),
      execution: executionDocument(resolveSettings(options)),
      data: market.sources.map(({ symbol, role, sha256 }) => ({ symbol, role, sha256 })),
      filters: market.filters?.sha256 ?? null,
      marginTiers: market.marginTiers?.sha256 ?? null,
      opinions:
        choice !== null
          ? {
              model: choice,
              prompt: llm.prompt,
              temperature: llm.temperature,
              onFailure: llm.onFailure,
              ...(llm.modelSettings === null ? {} : { modelSettings: llm.modelSettings }),
              observations: observations?.sha256 ?? null,
              newsCap: newsCap ?? null,
              ...(choice.kind === 'ensemble' ? { weights: llm.ensembleWeights } : {}),
              ...(calibrate === undefined ? {} : { calibrate }),
              ...(earned === undefined ? {} : { earned }),
              ...(modelDates === undefined ? {} : { modelDates }),
            }
          : null,
    }),
  );
}

/** Notes which run a trial was written as, so that a list of trials leads to its report. */
export async function nameTrial(
  { id, details }: RegisteredBacktest['trial'],
  runId: string,
  { config }: Pick<Runtime, 'config'>,
): Promise<void> {
  const trials = await openTrials(trialsPath(config.userDataDir));
  try {
    await trials.describe(id, { ...details, runId });
  } finally {
    await trials.close();
  }
}

/** Every try that was written down, in the order of their start; none where nothing was tried. */
export async function listTrials({ config }: Pick<Runtime, 'config'>): Promise<readonly TrialRecord[]> {
  const path = trialsPath(config.userDataDir);
  if (!existsSync(path)) return [];
  const trials = await openTrials(path);
  try {
    return await trials.all();
  } finally {
    await trials.close();
  }
}
