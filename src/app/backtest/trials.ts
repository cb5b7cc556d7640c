import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { BacktestResultDocument, DeflatedSharpe } from '../../core/backtest-result/index.js';
import { given } from '../../core/given.js';
import type { TrialDetails, TrialRange, TrialRecord, TrialStore } from '../../core/ports/trial-store.js';
import type { BacktestResult } from '../../engine/result.js';
import { resolveSettings } from '../../engine/settings.js';
import { openTrials } from '../../infra/store/trials/open-trials.js';
import { dailyCloses } from '../../sweeps/daily-closes.js';
import { dailyBenchmarkReturns, dailyReturns, dailySharpe } from '../../sweeps/daily-returns.js';
import { deflatedSharpe } from '../../sweeps/deflated-sharpe.js';
import { trialsOn } from '../../sweeps/same-market.js';
import { chooseModel } from '../config/index.js';
import type { Runtime } from '../runtime/runtime.js';
import { executionDocument } from './execution-document.js';
import { hashJson } from '../inputs/content-hash.js';
import type { PreparedRun } from './prepare-run.js';
import { canonicalJson } from '../../core/canonical-json.js';

/** A try as it was written down, with what the number of tries on its data makes of its Sharpe ratio. */
export interface CountedTrial {
  readonly id: string;
  readonly details: TrialDetails;
  readonly deflated: DeflatedSharpe;
}

/** Where every try is written down. */
const trialsPath = (userDataDir: string): string => join(userDataDir, 'trials.sqlite');

/**
 * A run that counts: it is written down before it runs, so that one that is given up counts as well, and the same try twice
 * counts once.
 */
export async function countTrial<
  Done extends { readonly document: BacktestResultDocument; readonly result: BacktestResult },
>(prepared: PreparedRun, run: () => Promise<Done>): Promise<Done & { readonly trial: CountedTrial }> {
  const trials = await openTrials(trialsPath(prepared.runtime.config.userDataDir));
  try {
    return await counted(prepared, run, trials);
  } finally {
    await trials.close();
  }
}

async function counted<Done extends { readonly document: BacktestResultDocument; readonly result: BacktestResult }>(
  prepared: PreparedRun,
  run: () => Promise<Done>,
  trials: TrialStore,
): Promise<Done & { readonly trial: CountedTrial }> {
  const { runtime, controls } = prepared;
  const series = prepared.market.data.map(({ bars }) => bars).sort((a, b) => (a.symbol < b.symbol ? -1 : 1));
  const range = rangeOf(prepared);
  const markets = series.map(dailyCloses);
  const id = trialId(prepared);
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
  let completed: Done;
  try {
    completed = await run();
  } catch (error) {
    // Ctrl-C is not a failure of the strategy: the trial stays aborted, and counts all the same.
    if (controls.signal?.aborted !== true) await trials.finish(id, 'failed');
    throw error;
  }
  const daily = dailyReturns(completed.result);
  await trials.finish(id, { daily, sharpe: dailySharpe(daily.returns) });
  const { total_return: totalReturn, sharpe, trade_count } = completed.document;
  const details = { ...untried, totalReturn, sharpe, trades: trade_count };
  const deflated = deflatedSharpe({
    dailyReturns: daily.returns,
    benchmarkReturns: dailyBenchmarkReturns(completed.result),
    trials: trialsOn({ range, markets }, await trials.all()),
  });
  return { ...completed, trial: { id, details, deflated } };
}

const rangeOf = ({ market }: PreparedRun): TrialRange => ({
  symbols: market.data.map(({ bars }) => bars.symbol).sort(),
  intervalMs: market.data[0]!.bars.intervalMs,
  from: market.from,
  to: market.to,
});

/** Hash of all that decides the outcome, known before the run: what files are called does not, what is in them does. */
function trialId({ spec, controls, runtime, market, strategy, options, observations }: PreparedRun): string {
  const { news_cap: newsCap, calibrate, earned, model_dates: modelDates } = spec.opinions ?? {};
  // Only where a model is asked: a server without a named model, or without its key, is not a matter of any other strategy.
  const choice =
    strategy.decisionBars === null ? null : chooseModel(runtime.loaded, { replay: controls.replay ?? false });
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
              // Without its hash: a prompt that was used does not change.
              prompt: llm.prompt.split('@')[0]!,
              temperature: llm.temperature,
              onFailure: llm.onFailure,
              ...given({ modelSettings: llm.modelSettings ?? undefined }),
              observations: observations?.sha256 ?? null,
              newsCap: newsCap ?? null,
              ...(choice.kind === 'ensemble' ? { weights: llm.ensembleWeights } : {}),
              ...given({ calibrate, earned, modelDates }),
            }
          : null,
    }),
  );
}

/** Notes which run a trial was written as, so that a list of trials leads to its report. */
export async function nameTrial(
  { id, details }: CountedTrial,
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
