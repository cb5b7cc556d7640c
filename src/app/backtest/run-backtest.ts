import { z } from 'zod';
import type { BacktestSpec } from '../../contract/backtest-spec.js';
import type { RunConfiguration } from '../../contract/run-configuration.js';
import type { BacktestResultDocument } from '../../core/backtest-result/index.js';
import { given } from '../../core/given.js';
import type { BarSeries } from '../../core/bars.js';
import { seededRandom } from '../../core/ports/random.js';
import { Backtester, type BacktestOptions, type BothReadings } from '../../engine/backtester.js';
import { CHUNK } from '../../engine/context/strategy-context.js';
import type { BacktestResult } from '../../engine/result.js';
import { buildResultDocument } from '../runs/result-document.js';
import type { Runtime } from '../runtime/runtime.js';
import type { AskedOpinions } from './ask-opinions.js';
import { codeVersion } from '../runtime/code-version.js';
import type { BacktestControls, BacktestProgress } from './controls.js';
import { executionDocument } from './execution-document.js';
import { hashJson } from '../inputs/content-hash.js';
import type { Market } from '../inputs/market.js';
import { assertOpinionsFit, prepareRun, type PreparedRun } from './prepare-run.js';
import { countTrial, type CountedTrial } from './trials.js';
import { strategyError } from '../strategies/strategy-error.js';
import { yieldToEvents } from '../runtime/system.js';
import { isoDay, isoTime } from '../../core/time.js';

/** A run and all there is to know of it. */
export interface CompletedBacktest {
  readonly document: BacktestResultDocument;
  readonly result: BacktestResult;
  /** What it ran on, one series a symbol. */
  readonly bars: readonly BarSeries[];
}

/** The intervals of the same run are the same on every machine. */
const BOOTSTRAP_SEED = 1;
/** Chunks of bars between two looks at Ctrl-C and the progress bar: some ten ms. */
const CHUNKS_PER_YIELD = 64;

/**
 * A whole backtest: inputs, opinions of a regime model where the strategy asks for them, both readings of ambiguous bars,
 * statistics and the result document. It counts among the trials of the user data folder, unless it repeats one;
 * beside them nothing is written but the
 * ledger of model calls.
 * @throws InputError naming what is wrong; RefusedError where a budget ends; UnavailableError where no opinion came at all
 */
export async function runSpec(
  spec: BacktestSpec,
  controls: BacktestControls & { readonly repeats?: undefined },
  runtime: Runtime,
): Promise<CompletedBacktest & { readonly trial: CountedTrial }>;
export async function runSpec(
  spec: BacktestSpec,
  controls: BacktestControls,
  runtime: Runtime,
): Promise<CompletedBacktest>;
export async function runSpec(
  spec: BacktestSpec,
  controls: BacktestControls,
  runtime: Runtime,
): Promise<CompletedBacktest> {
  const prepared = await prepareRun(spec, controls, runtime);
  controls.repeats?.(prepared);
  assertOpinionsFit(prepared);
  const run = (): Promise<CompletedBacktest> => completed(prepared);
  return controls.repeats === undefined ? countTrial(prepared, run) : run();
}

async function completed(prepared: PreparedRun): Promise<CompletedBacktest> {
  const { signal, onProgress, cwd } = prepared.controls;
  // Git is asked in a process of its own, which has answered by the time the run has ended.
  const version = codeVersion();
  const asked = await opinionsOf(prepared);
  const options: BacktestOptions = { ...prepared.options, ...given({ regime: asked?.regimes }) };
  const run = async (ambiguous: 'pessimistic' | 'optimistic'): Promise<BacktestResult> => {
    try {
      return await runInSteps({ ...options, ambiguous }, signal, onProgress);
    } catch (error) {
      throw strategyError(error, prepared.strategy.files, cwd);
    }
  };
  const pessimistic = await run('pessimistic');
  // Two whole runs, since an exit that differs changes everything after it.
  const optimistic = pessimistic.counters.ambiguous_bars === 0 ? null : await run('optimistic');
  const document = documentOf({ pessimistic, optimistic }, prepared, asked, await version);
  return { document, result: pessimistic, bars: prepared.market.data.map(({ bars }) => bars) };
}

/** The opinions of a run; null where its strategy asks for none, and then nothing of models is even loaded. */
async function opinionsOf(prepared: PreparedRun): Promise<AskedOpinions | null> {
  if (prepared.strategy.decisionBars === null) return null;
  const { askOpinions } = await import('./ask-opinions.js');
  return askOpinions(prepared);
}

async function runInSteps(
  options: BacktestOptions,
  signal: AbortSignal | undefined,
  onProgress: ((progress: BacktestProgress) => void) | undefined,
): Promise<BacktestResult> {
  let chunk = 0;
  const backtester = new Backtester({ ...options, ...sharedEquity(options) });
  const { total } = backtester;
  while (backtester.advance()) {
    chunk += 1;
    if (chunk % CHUNKS_PER_YIELD !== 0) continue;
    onProgress?.({ phase: 'run', done: Math.min(total, chunk * CHUNK), total });
    await yieldToEvents();
    signal?.throwIfAborted();
  }
  return backtester.finish();
}

/** Room for the equity curve that another thread can read where it lies, as it can the bars. The steps of several symbols are not known yet. */
function sharedEquity({ data }: BacktestOptions): Pick<BacktestOptions, 'equityColumn'> {
  if (data.length !== 1) return {};
  const bytes = data[0]!.bars.length * Float64Array.BYTES_PER_ELEMENT;
  return { equityColumn: new Float64Array(new SharedArrayBuffer(bytes)) };
}

function documentOf(
  readings: BothReadings,
  { spec, market, strategy }: PreparedRun,
  asked: AskedOpinions | null,
  version: BacktestResultDocument['code_version'],
): BacktestResultDocument {
  const { bootstrap: samples } = spec;
  // What a strategy file declares as parameters goes into the document, so it has to be plain JSON.
  const params = z.record(z.string(), z.json()).parse(strategy.params);
  const configuration: RunConfiguration = {
    data: spec.data,
    ...given({ reading: spec.reading }),
    funding: spec.funding,
    ...given({
      mark: spec.mark,
      filters: market.filters === null ? undefined : rulesSource(market.filters),
      margin_tiers: market.marginTiers === null ? undefined : rulesSource(market.marginTiers),
    }),
    from: isoTime(market.from),
    to: isoTime(market.to),
    strategy: strategy.name,
    params,
    strategy_files: strategy.files.map((each) => ({ ...each })),
    execution: executionDocument(readings.pessimistic.settings),
    regime: asked?.configuration ?? null,
    bootstrap: samples,
  };
  return buildResultDocument(readings, {
    strategy: { name: strategy.name, params },
    configuration,
    data: [...market.sources, ...(asked === null ? [] : [regimeSource(asked, market)])],
    code_version: version,
    bars: market.data.map(({ bars }) => bars),
    regime: asked?.regimes ?? null,
    modelCallsUsd: asked === null ? 0 : asked.regimes.totals.cost_usd,
    dataWarnings: [...market.warnings, ...(asked === null ? [] : opinionWarnings(asked, market))],
    bootstrap: samples === null ? undefined : { samples, random: seededRandom(BOOTSTRAP_SEED) },
  });
}

const rulesSource = ({ source, sha256 }: NonNullable<Market['filters']>): { source: string; sha256: string } => ({
  source,
  sha256,
});

/** What a reader has to know about the opinions before believing the numbers. */
function opinionWarnings({ regimes: { totals }, configuration }: AskedOpinions, { data }: Market): string[] {
  const warnings: string[] = [];
  const [first, ...others] = data.map(({ bars }) => bars.symbol);
  if (others.length > 0) {
    warnings.push(`The opinions are about ${first!}, and ${others.join(', ')} traded on them as well.`);
  }
  if (totals.failed > 0) {
    const instead =
      totals.answered_by_baseline === totals.failed
        ? 'the statistical baseline answered instead'
        : `on_failure is "${configuration.on_failure}"`;
    const cost =
      totals.calls === 0 && configuration.model.startsWith('baseline') ? '' : ' What those calls cost is not known.';
    warnings.push(`The model had no opinion for ${totals.failed} of ${totals.decisions} decisions: ${instead}.${cost}`);
  }
  const { earned } = configuration;
  if (earned !== undefined) {
    const [whole] = earned.shares.filter(({ share }) => share > 0);
    const since = whole === undefined ? 'nothing was earned at any decision' : `first on ${isoDay(whole.decided_at)}`;
    warnings.push(
      `Only what was earned is traded (${earned.rule}): ${(earned.mean_share * 100).toFixed(1)} % of an opinion in the mean, ${since}.`,
    );
  }
  const { news_failed: newsFailed = 0 } = totals;
  if (newsFailed > 0) {
    warnings.push(
      `The question with news failed for ${newsFailed} of ${totals.decisions} decisions: the answer without them counts there.`,
    );
  }
  return warnings;
}

/** The opinions as an input of the run, by content. */
function regimeSource(
  { regimes: { points }, configuration }: AskedOpinions,
  { data }: Market,
): BacktestResultDocument['data'][number] {
  return {
    symbol: data[0]!.bars.symbol,
    role: 'regime',
    source: configuration.model,
    sha256: hashJson(points),
    rows: points.length,
    from: points[0]?.decidedAt ?? 0,
    to: points.at(-1)?.decidedAt ?? 0,
  };
}
