import { seededRandom } from '../../core/ports/random.js';
import type { Attribution } from '../../evaluation/attribution/schema.js';
import { contaminationReport } from '../../evaluation/contamination/report.js';
import type { ContaminationReport } from '../../evaluation/contamination/report-schema.js';
import {
  evaluateForecaster,
  forecastMap,
  type EvaluationContext,
} from '../../evaluation/evaluate/evaluate-forecaster.js';
import { adjustedForTries } from '../../evaluation/evaluate/many-tried.js';
import { countReasons, forecastsOf, keyOfFields, scoredFields, UNSCORED_TEXT } from '../../evaluation/evaluate/rows.js';
import { evaluationSchema, type Evaluation, type ForecasterEvaluation } from '../../evaluation/evaluate/schema.js';
import { codeVersion } from '../runtime/code-version.js';
import type { Market } from '../inputs/market.js';
import { allBaselines } from '../models/baselines.js';
import { withLedger } from '../ledger/open.js';
import type { Runtime } from '../runtime/runtime.js';
import { earlierTries } from './earlier-tries.js';
import { askCandidate, askSetup, trainingOf, type AskedCandidate } from './ask-candidate.js';
import { answersOf, askForecaster } from './ask-forecaster.js';
import { attribute } from './attribute.js';
import { crowdAnswers } from '../../evaluation/evaluate/crowd-answers.js';
import { headlineOfBaseline } from '../models/headline.js';
import { DEFAULT_SEED, type PreparedEvaluation } from './prepare.js';
import { HOUR, isoTime } from '../../core/time.js';
import type { EvaluatedDecision } from '../../evaluation/evaluate/decisions.js';
import { field } from '../../core/request-field.js';

/**
 * Asks every candidate and every baseline at every decision, and says what their answers are worth.
 * @throws RefusedError where a budget ends, UnavailableError where a model never answers or a replay misses
 */
export async function runEvaluation(prepared: PreparedEvaluation, runtime: Runtime): Promise<Omit<Evaluation, 'id'>> {
  const { request, book, bars, market, candidates } = prepared;
  const { horizonHours, everyHours } = request;
  const seed = judgementSeed(book.decisions);
  const baselines: AskedCandidate[] = [];
  const models = allBaselines(trainingOf(prepared));
  const others = candidates.filter(({ id }) => !models.some((model) => model.id === id));
  const parts = models.length + others.length;
  for (const [i, model] of models.entries()) {
    const counted = withPart(prepared, i + 1, parts);
    const regimes = await askForecaster(model, askSetup(counted, runtime, model.id));
    const headline = headlineOfBaseline(model.id, request.settingsChosenAt);
    baselines.push({
      answers: answersOf(model, null, regimes, headline),
      regimes,
      ...UNPROBED,
      withoutNews: null,
    });
  }
  const asked: AskedCandidate[] = [];
  const startedAt = runtime.clock.now();
  for (const candidate of candidates) {
    const found =
      baselines.find(({ answers }) => answers.id === candidate.id) ??
      (await askCandidate(
        candidate,
        withPart(prepared, models.length + others.indexOf(candidate) + 1, parts),
        runtime,
        await budgetLeft(request, startedAt, runtime),
      ));
    asked.push(found);
  }

  const crowd = crowdAnswers(asked.map(({ answers }) => answers));
  const maps = baselines.map(({ answers }) => ({ id: answers.id, forecasts: forecastMap(book.decisions, answers) }));
  const context: Omit<EvaluationContext, 'random'> = {
    decisions: book.decisions,
    horizonMs: horizonHours * HOUR,
    stepMs: everyHours * HOUR,
    climatology: maps[0]!.forecasts,
    learnedFrom: (time) => book.history.countMaturedBy(time),
    baselines: maps,
    samples: request.samples,
  };
  const ofCrowd = crowd === null ? [] : [{ id: crowd.id, forecasts: forecastMap(book.decisions, crowd) }];
  const evaluate = (
    one: Judgeable,
    contamination: ContaminationReport | null,
    attribution: Attribution | null,
  ): ForecasterEvaluation => {
    // Its own draws: what is said of one does not depend on who stands beside it.
    const random = seededRandom(seed);
    const compared = [...context.baselines, ...ofCrowd.map((each) => ({ ...each, random: seededRandom(seed) }))];
    const others = compared.filter(({ id }) => id !== one.answers.id);
    const recalibrate = asked.some(({ answers }) => answers === one.answers);
    const own = { ...context, baselines: others, random, recalibrate };
    return evaluateForecaster(one.answers, own, { contamination, attribution });
  };
  const forecasters: ForecasterEvaluation[] = [];
  for (const one of asked) {
    const attribution = await attributionOf(one, baselines, prepared, runtime, seed);
    forecasters.push(evaluate(one, contaminationOf(one, context, seed), attribution));
  }
  const first = book.decisions[0]!.decidedAt;
  const last = book.decisions.at(-1)!.decidedAt;
  const unscored = book.decisions.flatMap(({ label }) => (label.scored ? [] : [UNSCORED_TEXT[label.reason]]));
  const { version, commit } = await codeVersion();
  const measuredAgainst: Judgeable[] = [...baselines, ...(crowd === null ? [] : [{ ...UNPROBED, answers: crowd }])];
  const judgedBaselines = measuredAgainst.map((one) => evaluate(one, contaminationOf(one, context, seed), null));
  const about = {
    symbol: bars.symbol,
    horizon_hours: horizonHours,
    step_hours: everyHours,
    from_utc: isoTime(first),
    to_utc: isoTime(last),
    data: dataOf(market, prepared.observations),
  };
  const before = await earlierTries({ ...about, forecasters }, runtime);
  return evaluationSchema.omit({ id: true }).parse({
    schema_version: 1,
    created_at_utc: isoTime(runtime.clock.now()),
    code_version: commit === null ? version : `${version} (${commit})`,
    ...about,
    decisions: {
      n: book.decisions.length,
      scored: book.decisions.length - unscored.length,
      unscored: countReasons(unscored),
    },
    fields_left_out: [...book.fields.leftOut],
    forecasters: adjustedForTries(forecasters, before),
    baselines: judgedBaselines,
    seed: request.seed ?? DEFAULT_SEED,
    warnings: [
      ...market.warnings,
      ...setupWarnings(prepared),
      ...warningsOf(forecasters),
      ...tooGoodWarnings(forecasters, judgedBaselines),
    ],
  } satisfies Omit<Evaluation, 'id'>);
}

/** What judging reads of whoever was asked. */
type Judgeable = Pick<AskedCandidate, 'answers' | 'probe' | 'cutoff'>;

const UNPROBED = { probe: null, cutoff: null } as const;

/** The same evaluation whose progress says which of how many forecasters is asked. */
function withPart(prepared: PreparedEvaluation, number: number, of: number): PreparedEvaluation {
  const { request } = prepared;
  const { onProgress } = request;
  if (onProgress === undefined) return prepared;
  const told: typeof onProgress = (progress) => {
    onProgress(progress.phase === 'ask' ? { ...progress, part: { number, of } } : progress);
  };
  return { ...prepared, request: { ...request, onProgress: told } };
}

/** USD, by what the ledger says was paid meanwhile, failed questions and the probes included; null: there is no budget. */
async function budgetLeft(
  { budgetUsd, replay }: PreparedEvaluation['request'],
  since: number,
  runtime: Runtime,
): Promise<number | null> {
  if (budgetUsd === undefined || replay === true) return null;
  return Math.max(0, budgetUsd - (await withLedger(runtime, (ledger) => ledger.spentSince(since))));
}

/** Whether what is in its scores was foresight; null for a baseline or the crowd, in which nothing was found. */
function contaminationOf(
  one: Judgeable,
  context: Omit<EvaluationContext, 'random'>,
  seed: number,
): ContaminationReport | null {
  const rows = forecastsOf(context.decisions, one.answers);
  const fields = scoredFields(context.decisions, rows, one.answers.headline.from);
  const forecasts = rows
    .filter(({ index }) => keyOfFields(context.decisions[index]!.fields) === fields)
    .map(({ forecast }) => forecast);
  if (forecasts.length === 0) return null;
  const report = contaminationReport(
    {
      model: one.answers.id,
      headline: one.answers.headline,
      forecasts,
      cutoff: one.cutoff,
      answers: one.probe?.answers,
      recitation: one.probe?.recitation,
    },
    {
      random: seededRandom(seed),
      overlap: Math.ceil(context.horizonMs / context.stepMs),
      samples: context.samples,
    },
  );
  // There is nothing that a baseline remembers, and a crowd what its members do: only what was found is told.
  const isAsked = one.answers.kind !== 'baseline' && one.answers.members === undefined;
  return !isAsked && report.flags.length === 0 ? null : report;
}

async function attributionOf(
  one: AskedCandidate,
  baselines: readonly AskedCandidate[],
  { request, market }: PreparedEvaluation,
  runtime: Runtime,
  seed: number,
): Promise<Attribution | null> {
  const { attribution: setup, onProgress, signal } = request;
  if (setup === undefined) return null;
  const { from } = one.answers.headline;
  return attribute({
    market: market.data[0]!,
    model: one.regimes,
    withoutNews: one.withoutNews?.views,
    baselines: baselines.flatMap(({ answers, regimes }) =>
      answers.id === one.answers.id ? [] : [{ id: answers.id, regimes }],
    ),
    from: from === 'unknown' ? -Infinity : from,
    horizonMs: request.horizonHours * HOUR,
    stepMs: request.everyHours * HOUR,
    kMax: runtime.config.sizing.kMax,
    setup,
    seed,
    signal,
    onProgress: onProgress === undefined ? undefined : (done, total) => onProgress({ phase: 'shifts', done, total }),
  });
}

function dataOf({ sources }: Market, observations: PreparedEvaluation['observations']): Evaluation['data'] {
  const rows = sources.map(({ role, source, rows: n, sha256, from, to }) => ({
    role,
    source,
    rows: n,
    sha256,
    from_utc: isoTime(from),
    to_utc: isoTime(to),
  }));
  if (observations === null) return rows;
  const { from_utc, to_utc } = rows[0]!;
  return [...rows, { role: 'observations', ...observations, from_utc, to_utc }];
}

/** What was left out before anybody was asked. */
function setupWarnings({ book, market, request }: PreparedEvaluation): string[] {
  const { leftOut } = book.fields;
  const total = book.decisions.length;
  const warnings: string[] = [];
  if (leftOut.length > 0) {
    const named = leftOut.map(({ field, n }) => `${field} (${n} of ${total} have it)`).join(', ');
    const why =
      request.fields === 'historical' ? 'history cannot supply them' : 'decisions with and without cannot be pooled';
    warnings.push(`Left out of every question, since ${why}: ${named}; ${field('fields', 'all')} shows everything.`);
  }
  if (request.attribution !== undefined && market.data[0]?.funding === undefined)
    warnings.push(`No funding was charged in the P&L: give it with ${field('funding')}.`);
  return warnings;
}

/** A baseline knows nothing that is not in the data: where it is too good, the data hold the future, for everybody. */
function tooGoodWarnings(
  forecasters: readonly ForecasterEvaluation[],
  baselines: readonly ForecasterEvaluation[],
): string[] {
  const ids = [...forecasters, ...baselines]
    .filter(({ kind, contamination }) => kind === 'baseline' && contamination?.flags.includes('too_good') === true)
    .map(({ id }) => id);
  return ids.length === 0
    ? []
    : [
        `${[...new Set(ids)].join(' and ')} ${ids.length === 1 ? 'is' : 'are'} better than can be honest, and a baseline knows nothing but the data: look for the future in bars and observations before believing anybody's score.`,
      ];
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
        `${scored - main.n} of ${scored} decisions of ${id} had other fields than the rest and are not in its scores; ${field('fields', 'common')} pools what they share.`,
      );
    return warnings;
  });
}

/**
 * The seed of whatever is drawn in judging: 32 bits of an FNV-1a hash (G. Fowler, L. C. Noll & K.-P. Vo) over the times and outcomes of
 * the decisions. The same evidence is judged alike whoever asks, and nobody can ask again until luck is kinder.
 */
function judgementSeed(decisions: readonly Pick<EvaluatedDecision, 'decidedAt' | 'label'>[]): number {
  let hash = 0x811c9dc5;
  const text = decisions
    .map(({ decidedAt, label }) => `${decidedAt}${label.scored ? label.outcome : label.reason}`)
    .join();
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
