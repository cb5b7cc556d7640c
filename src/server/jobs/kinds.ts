import { join } from 'node:path';
import { wishedExecution } from '../../app/backtest/execution-document.js';
import { makeSpec } from '../../app/backtest/make-spec.js';
import { nameTrial } from '../../app/backtest/trials.js';
import { runSpec } from '../../app/backtest/run-backtest.js';
import { repeatRun } from '../../app/backtest/repeat-run.js';
import type { BacktestProgress } from '../../app/backtest/controls.js';
import { chooseModel, parseModelName, type ModelChoice } from '../../app/config/index.js';
import { decideLive } from '../../app/cycle/decide-live.js';
import { keepCycle } from '../../app/cycle/kept-cycles.js';
import { keepDecision } from '../../app/cycle/keep-decision.js';
import { fetchSeries } from '../../app/data/fetch-series.js';
import { assertRange, parseDataRange, parseRange } from '../../app/data/time-range.js';
import { writeDemoFiles } from '../../app/data/write-demo.js';
import { prepareEvaluation, type PreparedEvaluation } from '../../app/evaluate/prepare.js';
import type { EvaluateProgress } from '../../app/evaluate/request.js';
import { runEvaluation } from '../../app/evaluate/run-evaluation.js';
import { evaluationsFolder, writeEvaluation } from '../../app/evaluations/write-evaluation.js';
import { surveyConfigured } from '../../app/models/list-models.js';
import type { Runtime } from '../../app/runtime/runtime.js';
import { storedRunsFolder } from '../../app/runs/run-page.js';
import { writeRun } from '../../app/runs/write-run.js';
import { demoSnapshot, realSnapshot } from '../../app/snapshots/snapshot.js';
import type { EvaluationEstimate, JobKind, JobProgress, JobRequest, JobResult } from '../../contract/dashboard-jobs.js';
import { InputError } from '../../core/errors.js';
import { given } from '../../core/given.js';
import type { Language } from '../../report/language/catalogue.js';
import { runDoctor } from '../../app/doctor/doctor.js';

/** What a job works with in its own process. */
export interface Work {
  readonly runtime: Runtime;
  readonly cwd: string;
  readonly configFile: string | null;
  readonly signal: AbortSignal;
  readonly tell: (progress: JobProgress) => void;
  /** Of the reports that it writes. */
  readonly language: Language;
}

type RequestOf<Kind extends JobKind> = Extract<JobRequest, { readonly kind: Kind }>['request'];
type Kinds = { readonly [Kind in JobKind]: (request: RequestOf<Kind>, work: Work) => Promise<JobResult> };

const DEMO_DAYS = 365;
/** Beside the shorter market of other commands: a run names its files, and has to find them again as they were. */
const DEMO_FOLDER = 'year';
const stored = (kind: string, id: string): JobResult => ({ kind, id, document: null });
const shown = (kind: string, document: unknown): JobResult => ({ kind, id: null, document: document as never });

const sayRun =
  ({ tell }: Work) =>
  (progress: BacktestProgress): void =>
    tell({ done: progress.done, total: progress.total, label: progress.phase === 'regime' ? progress.model : 'bars' });

/** What each kind of job does: what the command of that name does, without its terminal. */
export const JOB_KINDS: Kinds = {
  async cycle({ source }, { runtime, signal, tell }) {
    const choice = chooseModel(runtime.loaded);
    tell({ done: 0, total: 2, label: source === 'demo' ? 'demo' : runtime.config.exchange });
    const snapshot = await (source === 'demo' ? demoSnapshot : realSnapshot)(runtime, { signal });
    tell({ done: 1, total: 2, label: choice.id });
    const document = await decideLive(runtime, snapshot, choice, { replay: false, measure: {}, signal });
    if (source === 'real') await keepDecision(runtime, document);
    return stored('cycle', await keepCycle(runtime, document, source));
  },

  async backtest(request, work) {
    const { runtime, cwd, signal, language } = work;
    const { strategy, params, news_cap: newsCap, calibrate, earned, bootstrap, execution } = request;
    const spec = await makeSpec(
      {
        ...(await inputsOf(request, work)),
        strategy,
        ...parseDataRange(rangeTexts(request)),
        ...given({ params, newsCap, calibrate, earned, bootstrap }),
        // Checked before any data are read.
        ...given({ execution: execution === undefined ? undefined : wishedExecution(execution) }),
      },
      cwd,
      runtime,
    );
    const controls = { cwd, signal, replay: request.replay, onProgress: sayRun(work) };
    const { document, trial, bars } = await runSpec(spec, controls, runtime);
    const { id } = await writeRun(document, { root: storedRunsFolder(runtime.config.userDataDir), clock: runtime.clock, bars, signal, language }); // prettier-ignore
    await nameTrial(trial, id, runtime);
    return stored('run', id);
  },

  async fetch(request, { runtime, signal, tell }) {
    const { symbols, interval, kind = 'klines', market = kind === 'klines' ? 'spot' : 'um' } = request;
    const now = runtime.clock.now();
    const { from, to = now } = parseRange(rangeTexts(request), now);
    if (from === undefined) {
      throw new InputError('input.range', 'It is not said from when on: give from or days.', { where: 'from' });
    }
    assertRange(from, to);
    const series = [];
    for (const [i, asked] of symbols.entries()) {
      const symbol = runtime.config.exchange === 'binance' ? asked.toUpperCase() : asked;
      const onProgress = (share: number, doing: string): void =>
        tell({ done: i + share, total: symbols.length, label: `${symbol}: ${doing}` });
      series.push(await fetchSeries(runtime, { symbol, interval, market, kind, from, to, refresh: false, unverified: [], signal, onProgress })); // prettier-ignore
    }
    return shown('fetch', { series });
  },

  async repeat({ run }, work) {
    const { runtime, cwd, signal } = work;
    const root = storedRunsFolder(runtime.config.userDataDir);
    return shown('repeat', await repeatRun({ id: run, root, cwd, signal, onProgress: sayRun(work) }, runtime));
  },

  async doctor({ offline }, { cwd, signal, configFile }) {
    return shown('doctor', await runDoctor({ cwd, signal, offline, defaultLogLevel: 'error', configFile: configFile ?? undefined })); // prettier-ignore
  },

  async models({ probe }, { runtime, signal }) {
    return shown('models', await surveyConfigured(runtime, { chosen: chosenOr(runtime), probe: probe ? 'all' : 'none', signal })); // prettier-ignore
  },

  async estimate(request, work) {
    // What it may cost is the question: it is not refused for being above the budget.
    const free = { ...request };
    delete free.budget_usd;
    const { book, estimates } = await preparedEvaluation(free, work);
    return shown('estimate', { decisions: book.decisions.length, models: estimates } satisfies EvaluationEstimate);
  },

  async evaluate(request, work) {
    const { runtime, language } = work;
    const prepared = await preparedEvaluation(request, work);
    const evaluation = await runEvaluation(prepared, runtime);
    const root = evaluationsFolder(runtime.config.userDataDir);
    const written = await writeEvaluation(evaluation, root, runtime.clock.now(), language);
    return stored('evaluation', written.evaluation.id);
  },
};

/** What is to be evaluated, read and checked; nothing has been asked. */
async function preparedEvaluation(request: RequestOf<'evaluate'>, work: Work): Promise<PreparedEvaluation> {
  const { runtime, cwd, signal, tell } = work;
  const { data } = await inputsOf(request, work);
  const { models, prompts, replay, budget_usd: budgetUsd } = request;
  const { days, ...range } = parseDataRange(rangeTexts(request));
  const horizonHours = request.horizon_hours ?? runtime.config.horizonHours;
  const asked = {
    data,
    funding: [],
    cwd,
    ...range,
    horizonHours,
    everyHours: request.every_hours ?? horizonHours,
    models,
    fields: 'common' as const,
    ...given({ prompts, replay, budgetUsd, days }),
    signal,
    onProgress: (progress: EvaluateProgress): void =>
      tell({ done: progress.done, total: progress.total, label: progress.phase === 'ask' ? progress.model : progress.phase }), // prettier-ignore
  };
  return prepareEvaluation(asked, runtime);
}

/** The generated market as files, or what is stored. */
async function inputsOf(
  { data, funding = [] }: Pick<RequestOf<'backtest'>, 'data' | 'funding'>,
  { runtime }: Work,
): Promise<{ readonly data: readonly string[]; readonly funding: readonly string[] }> {
  if (!data.includes('demo')) return { data, funding };
  if (data.length > 1) {
    throw new InputError('job.data', 'The generated market stands alone: name it, or stored series.', {
      where: 'data',
    });
  }
  const folder = join(runtime.config.userDataDir, 'demo', DEMO_FOLDER);
  const files = await writeDemoFiles({ folder, symbols: ['BTCUSDT'], days: DEMO_DAYS });
  const named = (kind: 'bars' | 'funding'): string[] => files.filter((each) => each.kind === kind).map(({ file }) => file); // prettier-ignore
  return { data: named('bars'), funding: named('funding') };
}

const rangeTexts = ({ from, to, days }: { readonly from?: string; readonly to?: string; readonly days?: number }) => ({
  from,
  to,
  days: days === undefined ? undefined : String(days),
});

function chosenOr(runtime: Runtime): ModelChoice {
  try {
    return chooseModel(runtime.loaded);
  } catch (error) {
    if (error instanceof InputError && runtime.config.llm.model === null) return parseModelName('baseline');
    throw error;
  }
}
