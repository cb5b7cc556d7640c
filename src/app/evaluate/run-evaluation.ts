import type { BarSeries } from '../../core/bars.js';
import { InputError } from '../../core/errors.js';
import { ObservationIndex } from '../../core/market-snapshot/index.js';
import { seededRandom } from '../../core/ports/random.js';
import type { AskedRegimes } from '../../engine/regime-series/index.js';
import type { Attribution } from '../../evaluation/attribution/schema.js';
import { contaminationReport } from '../../evaluation/contamination/report.js';
import type { ContaminationReport } from '../../evaluation/contamination/report-schema.js';
import type { HeadlineStart } from '../../evaluation/contamination/headline-start.js';
import type { ForecasterAnswers } from '../../evaluation/evaluate/decisions.js';
import {
  evaluateForecaster,
  forecastMap,
  type EvaluationContext,
} from '../../evaluation/evaluate/evaluate-forecaster.js';
import { countReasons, forecastsOf, UNSCORED_TEXT } from '../../evaluation/evaluate/rows.js';
import { evaluationSchema, type Evaluation, type ForecasterEvaluation } from '../../evaluation/evaluate/schema.js';
import { loadObservations } from '../backtest/load-observations.js';
import { loadMarket, type Market } from '../backtest/market.js';
import { ownObservations } from '../backtest/own-observations.js';
import { codeVersion } from '../backtest/code-version.js';
import { yieldToEvents } from '../backtest/yield-to-events.js';
import type { Runtime } from '../runtime.js';
import { answersOf, askForecaster, type AskSetup } from './ask-forecaster.js';
import { attribute } from './attribute.js';
import { allBaselines } from './baselines.js';
import { assertScorable, buildDecisionBook, gridTimes, type DecisionBook } from './decision-book.js';
import { assertWithinBudget, estimateCost, type CostEstimate } from './estimate.js';
import { candidatesOf, openCandidate, type Candidate } from './forecasters.js';
import { headlineOfAnswers, headlineOfBaseline, readModelDates } from './headline.js';
import { runProbe, type ProbeResult } from './probe.js';
import type { EvaluateRequest } from './request.js';

const HOUR = 3_600_000;
/** Trends look back 30 days: what is judged earlier would have other fields than the rest. */
const TREND_LOOKBACK_MS = 31 * 24 * HOUR;
const DECISIONS_PER_YIELD = 64;
const DEFAULT_CONCURRENCY = 4;
const DEFAULT_SEED = 1;

/** What an evaluation is made of, read and checked; nothing has been asked. */
export interface PreparedEvaluation {
  readonly request: EvaluateRequest;
  readonly market: Market;
  readonly bars: BarSeries;
  readonly book: DecisionBook;
  readonly candidates: readonly Candidate[];
  readonly estimates: readonly CostEstimate[];
  readonly observations: { readonly source: string; readonly rows: number; readonly sha256: string } | null;
}

/** @throws InputError naming what is wrong; RefusedError where asking could cost more than it may */
export async function prepareEvaluation(request: EvaluateRequest, runtime: Runtime): Promise<PreparedEvaluation> {
  const { cwd, signal, onProgress } = request;
  const horizonMs = request.horizonHours * HOUR;
  const everyMs = request.everyHours * HOUR;
  assertHours('--horizon', request.horizonHours);
  assertHours('--every', request.everyHours);
  const market = await loadMarket(
    { data: request.data, funding: request.funding, cwd, ...(signal === undefined ? {} : { signal }) },
    runtime,
  );
  const [run] = market.data;
  if (run === undefined || market.data.length > 1) {
    throw new InputError('evaluate.symbols', 'An evaluation is about one symbol: give the bars of one.', {
      where: '--data',
    });
  }
  const { bars } = run;
  assertScorable(bars, horizonMs);
  const candidates = await candidatesOf(request.models, request.prompts ?? [runtime.config.llm.prompt], runtime);
  const times = gridTimes(bars, everyMs);
  const given =
    request.observations === undefined
      ? null
      : await loadObservations(request.observations, cwd, {
          config: runtime.config,
          baseAsset: bars.symbol,
          from: times[0] ?? market.from,
          to: times.at(-1) ?? market.to,
        });
  const observations = new ObservationIndex([
    ...ownObservations(run, market.history, given?.observations ?? [], times),
    ...(given?.observations ?? []),
  ]);
  const book = await buildDecisionBook({
    bars,
    observations,
    times,
    horizonMs,
    fields: request.fields,
    from: request.from ?? bars.openTime[0]! + TREND_LOOKBACK_MS,
    to: request.to ?? Infinity,
    onProgress: async (done, total) => {
      if (done % DECISIONS_PER_YIELD !== 0) return;
      onProgress?.({ phase: 'snapshots', done, total });
      await yieldToEvents();
      signal?.throwIfAborted();
    },
  });
  assertSomethingToScore(book, bars);
  const estimates = await estimatesOf(request, candidates, book, runtime);
  if (request.replay !== true) assertWithinBudget(estimates, request.budgetUsd);
  return {
    request,
    market,
    bars,
    book,
    candidates,
    estimates,
    observations:
      given === null
        ? null
        : { source: request.observations ?? '', rows: given.observations.length, sha256: given.sha256 },
  };
}

function assertHours(where: string, hours: number): void {
  if (hours > 0 && Number.isFinite(hours)) return;
  throw new InputError('evaluate.hours', `${where} is ${hours}: it must be a number of hours above 0.`, { where });
}

function assertSomethingToScore({ decisions }: DecisionBook, bars: BarSeries): void {
  const span = `${new Date(bars.openTime[0]!).toISOString().slice(0, 16)} to ${new Date(bars.closeTime(bars.length - 1)).toISOString().slice(0, 16)} UTC`;
  if (decisions.length === 0) {
    throw new InputError(
      'evaluate.none',
      `There is no decision in the chosen period: the bars go from ${span}, and the first 31 days of them only show trends unless --from says otherwise.`,
      { where: '--from', remedy: 'give more bars or another period' },
    );
  }
  if (decisions.some(({ label }) => label.scored)) return;
  const [reason] = countReasons(decisions.map(({ label }) => (label.scored ? '' : UNSCORED_TEXT[label.reason])));
  throw new InputError(
    'evaluate.unscored',
    `None of the ${decisions.length} decisions can be scored: ${reason?.reason ?? ''}. The bars go from ${span}.`,
    { where: '--data', remedy: 'give bars that reach one horizon past the decisions' },
  );
}

function estimatesOf(
  { probe }: EvaluateRequest,
  candidates: readonly Candidate[],
  { decisions, snapshotAt }: DecisionBook,
  runtime: Runtime,
): Promise<CostEstimate[]> {
  const snapshots = decisions.map(({ decidedAt }) => snapshotAt(decidedAt));
  // A probe asks about up to five forms of each of its decisions, the plain one being recorded already.
  const questions = decisions.length + (probe === undefined ? 0 : 4 * Math.min(probe.decisions, decisions.length));
  return Promise.all(
    candidates.flatMap(({ choice, promptId }) =>
      choice === null || promptId === null ? [] : [estimateCost(choice, promptId, snapshots, questions, runtime)],
    ),
  );
}

/** What asking one forecaster has brought. */
interface Asked {
  readonly answers: ForecasterAnswers;
  readonly regimes: AskedRegimes;
  readonly probe: ProbeResult | null;
  /** End of the stated training cutoff, UTC ms. */
  readonly cutoff: number | null;
}

/**
 * Asks every candidate and every baseline at every decision, and says what their answers are worth.
 * @throws RefusedError where a budget ends, UnavailableError where a model never answers or a replay misses
 */
export async function runEvaluation(prepared: PreparedEvaluation, runtime: Runtime): Promise<Omit<Evaluation, 'id'>> {
  const { request, book, bars, market, candidates } = prepared;
  const { seed = DEFAULT_SEED, horizonHours, everyHours } = request;
  const baselines: Asked[] = [];
  for (const model of allBaselines(bars, book.history, seed)) {
    const regimes = await askForecaster(model, askSetup(prepared, runtime, model.id));
    const headline = headlineOfBaseline(model.id, request.settingsChosenAt);
    baselines.push({ answers: answersOf(model, null, regimes, headline), regimes, probe: null, cutoff: null });
  }
  const asked: Asked[] = [];
  let leftUsd = request.budgetUsd ?? null;
  for (const candidate of candidates) {
    const found =
      baselines.find(({ answers }) => answers.id === candidate.id) ??
      (await ask(candidate, prepared, runtime, leftUsd));
    asked.push(found);
    if (leftUsd !== null) leftUsd = Math.max(0, leftUsd - (found.answers.costUsd ?? 0));
  }

  const maps = baselines.map(({ answers }) => ({ id: answers.id, forecasts: forecastMap(book.decisions, answers) }));
  const context: EvaluationContext = {
    decisions: book.decisions,
    horizonMs: horizonHours * HOUR,
    stepMs: everyHours * HOUR,
    climatology: maps[0]!.forecasts,
    baselines: maps,
    random: seededRandom(seed),
    ...(request.samples === undefined ? {} : { samples: request.samples }),
  };
  const evaluate = (
    one: Asked,
    contamination: ContaminationReport | null,
    attribution: Attribution | null,
  ): ForecasterEvaluation => {
    const others = context.baselines.filter(({ id }) => id !== one.answers.id);
    const own = { ...context, baselines: others, recalibrate: asked.includes(one) };
    return evaluateForecaster(one.answers, own, { contamination, attribution });
  };
  const forecasters: ForecasterEvaluation[] = [];
  for (const one of asked) {
    const attribution = await attributionOf(one, baselines, prepared, runtime);
    forecasters.push(evaluate(one, contaminationOf(one, context, seed), attribution));
  }
  const first = book.decisions[0]!.decidedAt;
  const last = book.decisions.at(-1)!.decidedAt;
  const unscored = book.decisions.flatMap(({ label }) => (label.scored ? [] : [UNSCORED_TEXT[label.reason]]));
  const { version, commit } = await codeVersion();
  return evaluationSchema.omit({ id: true }).parse({
    schema_version: 1,
    created_at_utc: iso(runtime.clock.now()),
    code_version: commit === null ? version : `${version} (${commit})`,
    symbol: bars.symbol,
    horizon_hours: horizonHours,
    step_hours: everyHours,
    from_utc: iso(first),
    to_utc: iso(last),
    data: dataOf(market, prepared.observations),
    decisions: {
      n: book.decisions.length,
      scored: book.decisions.length - unscored.length,
      unscored: countReasons(unscored),
    },
    fields_left_out: [...book.fields.leftOut],
    forecasters,
    baselines: baselines.map((one) => evaluate(one, null, null)),
    seed,
    warnings: [...market.warnings, ...warningsOf(forecasters)],
  } satisfies Omit<Evaluation, 'id'>);
}

const iso = (time: number): string => new Date(time).toISOString();

function askSetup({ request, book, bars }: PreparedEvaluation, { clock, config }: Runtime, model: string): AskSetup {
  const { signal, onProgress, concurrency = DEFAULT_CONCURRENCY } = request;
  return {
    book,
    baseAsset: bars.symbol,
    horizonMs: request.horizonHours * HOUR,
    temperature: config.llm.temperature,
    concurrency,
    clock,
    ...(signal === undefined ? {} : { signal }),
    ...(onProgress === undefined ? {} : { onProgress: (progress) => onProgress({ phase: 'ask', model, ...progress }) }),
  };
}

async function ask(
  candidate: Candidate,
  prepared: PreparedEvaluation,
  runtime: Runtime,
  budgetUsd: number | null,
): Promise<Asked> {
  const { request, book, bars } = prepared;
  const { model, text, prompt, close } = await openCandidate(candidate, runtime, {
    replay: request.replay ?? false,
    budgetUsd,
  });
  try {
    const setup = askSetup(prepared, runtime, model.id);
    const regimes = await askForecaster(model, setup);
    const { settingsChosenAt, embargoMs } = request;
    const headline = headlineOfAnswers(candidate.id, regimes.outcomes, {
      dates: await readModelDates(request.modelDates, request.cwd),
      promptCreatedAt: candidate.promptCreatedAt,
      ...(settingsChosenAt === undefined ? {} : { settingsChosenAt }),
      ...(embargoMs === undefined ? {} : { embargoMs }),
    });
    const { probe } = request;
    const probed =
      probe === undefined || text === null
        ? null
        : await runProbe(model, text, {
            book,
            bars,
            decisions: probe.decisions,
            temperature: setup.temperature,
            concurrency: setup.concurrency ?? DEFAULT_CONCURRENCY,
            seed: request.seed ?? DEFAULT_SEED,
            ...(request.signal === undefined ? {} : { signal: request.signal }),
            ...(setup.onProgress === undefined
              ? {}
              : { onProgress: (done, total, failed) => setup.onProgress!({ done, total, failed }) }),
          });
    return { answers: answersOf(model, prompt, regimes, headline), regimes, probe: probed, cutoff: cutoffOf(headline) };
  } finally {
    await close();
  }
}

/** When the training data end, as far as the vendor says: the latest of the stated cutoffs. */
function cutoffOf({ parts }: HeadlineStart): number | null {
  const stated = parts.flatMap(({ what, at_utc }) =>
    what === 'cutoff' && at_utc !== null ? [Date.parse(at_utc)] : [],
  );
  return stated.length === 0 ? null : Math.max(...stated);
}

function contaminationOf(one: Asked, context: EvaluationContext, seed: number): ContaminationReport | null {
  const forecasts = forecastsOf(context.decisions, one.answers).map(({ forecast }) => forecast);
  if (one.answers.kind === 'baseline' || forecasts.length === 0) return null;
  return contaminationReport(
    {
      model: one.answers.id,
      headline: one.answers.headline,
      forecasts,
      cutoff: one.cutoff,
      ...(one.probe === null ? {} : { answers: one.probe.answers, recitation: one.probe.recitation }),
    },
    {
      random: seededRandom(seed),
      overlap: Math.ceil(context.horizonMs / context.stepMs),
      ...(context.samples === undefined ? {} : { samples: context.samples }),
    },
  );
}

async function attributionOf(
  one: Asked,
  baselines: readonly Asked[],
  { request, market }: PreparedEvaluation,
  runtime: Runtime,
): Promise<Attribution | null> {
  const { attribution: setup, onProgress, signal } = request;
  if (setup === undefined) return null;
  const { from } = one.answers.headline;
  return attribute({
    market: market.data[0]!,
    model: one.regimes,
    baselines: baselines.flatMap(({ answers, regimes }) =>
      answers.id === one.answers.id ? [] : [{ id: answers.id, regimes }],
    ),
    from: from === 'unknown' ? -Infinity : from,
    horizonMs: request.horizonHours * HOUR,
    stepMs: request.everyHours * HOUR,
    kMax: runtime.config.sizing.kMax,
    setup,
    seed: request.seed ?? DEFAULT_SEED,
    ...(signal === undefined ? {} : { signal }),
    ...(onProgress === undefined ? {} : { onProgress: (done, total) => onProgress({ phase: 'shifts', done, total }) }),
  });
}

function dataOf({ sources }: Market, observations: PreparedEvaluation['observations']): Evaluation['data'] {
  const rows = sources.map(({ role, source, rows: n, sha256, from, to }) => ({
    role,
    source,
    rows: n,
    sha256,
    from_utc: iso(from),
    to_utc: iso(to),
  }));
  if (observations === null) return rows;
  const { from_utc, to_utc } = rows[0]!;
  return [...rows, { role: 'observations', ...observations, from_utc, to_utc }];
}

/** What a reader has to know before believing a number. */
function warningsOf(forecasters: readonly ForecasterEvaluation[]): string[] {
  return forecasters.flatMap(({ id, answered, failed, field_groups }) => {
    const scored = field_groups.reduce((sum, { n }) => sum + n, 0);
    const [main] = field_groups.filter(({ scored_here }) => scored_here);
    const warnings: string[] = [];
    if (failed > 0) warnings.push(`${id} gave no opinion for ${failed} of ${answered + failed} decisions.`);
    if (main !== undefined && main.n < scored)
      warnings.push(
        `${scored - main.n} of ${scored} decisions of ${id} had other fields than the rest and are not in its scores; --fields common pools what they share.`,
      );
    return warnings;
  });
}
