import { given } from '../../core/given.js';
import type { Random } from '../../core/ports/random.js';
import { RECALIBRATION_KINDS } from '../calibration/recalibration.js';
import type { Attribution } from '../attribution/schema.js';
import type { ContaminationReport } from '../contamination/report-schema.js';
import type { ScoredForecast } from '../forecast.js';
import { MaturedHistory } from '../matured-history.js';
import { compareForecasts } from '../scoring/compare-forecasts.js';
import type { ScoringOptions } from '../scoring/options.js';
import { scoreForecasts } from '../scoring/score-forecasts.js';
import { coverageOf, type AskedDecision } from './coverage.js';
import type { EvaluatedDecision, ForecasterAnswers } from './decisions.js';
import { countReasons, forecastsOf, keyOfFields, scoredFields, UNSCORED_TEXT, type IndexedForecast } from './rows.js';
import { newsAblation } from './news-ablation.js';
import { recalibrationResult } from './recalibration-result.js';
import type { ForecasterEvaluation, Period } from './schema.js';
import { suggestionOf } from './suggestion.js';
import { verdictOf } from './verdict.js';

/** Forecasts of a baseline, by their place among the decisions. */
export type BaselineForecasts = ReadonlyMap<number, ScoredForecast>;

export interface ComparedBaseline {
  readonly id: string;
  readonly forecasts: BaselineForecasts;
  /** Draws of its own, for one that is not always there: what is drawn after it stays as it was. Default: those of the evaluation. */
  readonly random?: Random;
}

export interface EvaluationContext {
  readonly decisions: readonly EvaluatedDecision[];
  readonly horizonMs: number;
  readonly stepMs: number;
  /** Forecasts of climatology, which answers always: the reference of every score. */
  readonly climatology: BaselineForecasts;
  /** The baselines to compare with, in the order in which they are shown. */
  readonly baselines: readonly ComparedBaseline[];
  /** How many outcomes climatology had learned from at a time, UTC ms. Default: those of `decisions` whose windows had closed. */
  readonly learnedFrom?: (time: number) => number;
  readonly random: Random;
  /** Resamples. Default 1,000. */
  readonly samples?: number | undefined;
  /** Whether recalibrations are tried. Default true. */
  readonly recalibrate?: boolean;
}

export interface ForecasterExtras {
  readonly contamination: ContaminationReport | null;
  readonly attribution: Attribution | null;
}

/** A group of other fields needs so many decisions to get a score of its own. */
const LEAST_GROUP = 30;

/** Forecasts of one forecaster, by their place among the decisions. */
export const forecastMap = (
  decisions: readonly EvaluatedDecision[],
  answers: Pick<ForecasterAnswers, 'assessments'>,
): BaselineForecasts => new Map(forecastsOf(decisions, answers).map(({ index, forecast }) => [index, forecast]));

/**
 * Everything that can be said of one forecaster: its headline after whatever it may have learned from, what came before that,
 * what a recalibration would have made of it, and what of it may be traded. Decisions with other fields than those of most
 * are not pooled with them, and every decision that is not scored is counted with its reason.
 */
export function evaluateForecaster(
  answers: ForecasterAnswers,
  context: EvaluationContext,
  extras: ForecasterExtras,
): ForecasterEvaluation {
  const { decisions } = context;
  const rows = forecastsOf(decisions, answers);
  const start = answers.headline.from;
  const late = start === 'unknown' ? [] : rows.filter(({ forecast }) => forecast.decidedAt >= start);
  const fields = scoredFields(decisions, rows, start);
  const pooled = (some: readonly IndexedForecast[]): IndexedForecast[] =>
    some.filter(({ index }) => keyOfFields(decisions[index]!.fields) === fields);
  const early = start === 'unknown' ? rows : rows.filter(({ forecast }) => forecast.maturesAt <= start);
  const headline = periodOf(pooled(late), context);
  const earlier = periodOf(pooled(early), context);
  const forecasts = pooled(rows).map(({ forecast }) => forecast);
  const counted = start === 'unknown' ? -Infinity : start;
  const kinds = context.recalibrate === false ? [] : RECALIBRATION_KINDS;
  const recalibration = kinds.flatMap(
    (kind) => recalibrationResult(kind, forecasts, counted, scoringOptions(context)) ?? [],
  );
  const answered = answers.assessments.filter((assessment) => assessment !== null).length;
  const coverage = coverageOf(askedOf(answers, fields, context), overlapOf(context));
  const verdict = verdictOf({
    coverage,
    headlineStart: answers.headline,
    headline,
    earlier,
    answered,
    withOutcome: rows.length,
    costUsd: answers.costUsd,
  });
  const { id, kind, version, prompt, members, calls, costUsd, checks, withoutNews } = answers;
  const failures = answers.failures.filter((failure) => failure !== null);
  return {
    id,
    kind,
    version,
    prompt: prompt ?? null,
    ...given({ members: members && [...members] }),
    answered,
    failed: failures.length,
    failures: countReasons(failures),
    calls,
    cost_usd: costUsd,
    checks: { calls: checks?.calls ?? 0, cost_usd: checks === undefined ? 0 : checks.costUsd },
    coverage,
    headline_start: answers.headline,
    headline,
    earlier,
    field_groups: fieldGroups(rows, fields, context),
    excluded: excluded(rows, answers, fields, context),
    recalibration,
    ...extras,
    news_ablation:
      withoutNews === undefined ? null : newsAblation(rows, late, withoutNews, decisions, scoringOptions(context)),
    verdict,
    suggestion: suggestionOf({ verdict, headline, recalibration, ...extras }),
  };
}

const overlapOf = ({ horizonMs, stepMs }: EvaluationContext): number => Math.max(1, Math.ceil(horizonMs / stepMs));

/** The decisions of the headline that could be scored, answered or not: those that have the fields of the scored ones. */
function askedOf(
  { assessments, headline: { from: start } }: ForecasterAnswers,
  fields: string | null,
  { decisions, climatology }: EvaluationContext,
): AskedDecision[] {
  return decisions.flatMap(({ decidedAt, label, fields: own }, index) => {
    const reference = climatology.get(index);
    if (!label.scored || reference === undefined || keyOfFields(own) !== fields) return [];
    if (start === 'unknown' || decidedAt < start) return [];
    const probBull = assessments[index]?.prob_bull ?? null;
    return [{ probBull, climatology: reference.probBull, outcome: label.outcome }];
  });
}

const scoringOptions = ({ horizonMs, stepMs, random, samples }: EvaluationContext): ScoringOptions => ({
  horizonMs,
  stepMs,
  random,
  samples,
});

function periodOf(rows: readonly IndexedForecast[], context: EvaluationContext): Period | null {
  const { decisions, climatology, baselines } = context;
  const referred = rows.filter(({ index }) => climatology.has(index));
  if (referred.length === 0) return null;
  const options = scoringOptions(context);
  const learnedFrom = context.learnedFrom ?? maturedAmong(decisions);
  const reference = referred.map(({ index }) => climatology.get(index)!.probBull);
  const scores = scoreForecasts(
    referred.map(({ forecast }) => forecast),
    reference,
    {
      ...options,
      volatility: referred.map(({ index }) => decisions[index]!.volatility),
      learnedFrom: referred.map(({ forecast }) => learnedFrom(forecast.decidedAt)),
    },
  );
  const comparisons = baselines.flatMap(({ id, forecasts, random = options.random }) => {
    const both = referred.filter(({ index }) => forecasts.has(index));
    if (both.length === 0) return [];
    const comparison = compareForecasts(
      both.map(({ forecast }) => forecast),
      both.map(({ index }) => forecasts.get(index)!),
      { ...options, random },
    );
    return [{ id, left_out: referred.length - both.length, comparison }];
  });
  const series: Period['series'] = {
    decided_at: referred.map(({ forecast }) => forecast.decidedAt),
    prob_bull: referred.map(({ forecast }) => forecast.probBull),
    climatology: reference,
    outcome: referred.map(({ forecast }) => forecast.label.outcome),
  };
  return { scores, series, comparisons };
}

function maturedAmong(decisions: readonly EvaluatedDecision[]): (time: number) => number {
  const rows = decisions.flatMap(({ decidedAt, maturesAt, label }) =>
    label.scored ? [{ decidedAt, maturesAt, label }] : [],
  );
  const history = new MaturedHistory(rows);
  return (time) => history.countMaturedBy(time);
}

function fieldGroups(
  rows: readonly IndexedForecast[],
  main: string | null,
  { decisions, climatology }: EvaluationContext,
): ForecasterEvaluation['field_groups'] {
  const groups = new Map<string, IndexedForecast[]>();
  for (const row of rows) {
    const key = keyOfFields(decisions[row.index]!.fields);
    const list = groups.get(key);
    if (list === undefined) groups.set(key, [row]);
    else list.push(row);
  }
  return [...groups]
    .map(([key, members]) => {
      let score = 0;
      let reference = 0;
      for (const { index, forecast } of members) {
        score += (forecast.probBull - forecast.label.outcome) ** 2;
        // Without climatology somewhere there is nothing to measure the whole group against: NaN, and so null below.
        reference += ((climatology.get(index)?.probBull ?? NaN) - forecast.label.outcome) ** 2;
      }
      return {
        fields: [...decisions[members[0]!.index]!.fields],
        n: members.length,
        from: members[0]!.forecast.decidedAt,
        to: members.at(-1)!.forecast.decidedAt,
        scored_here: key === main,
        brier_skill: members.length < LEAST_GROUP || !(reference > 0) ? null : 1 - score / reference,
      };
    })
    .sort((a, b) => b.n - a.n || a.from - b.from);
}

function excluded(
  rows: readonly IndexedForecast[],
  { assessments, headline: { from: start } }: ForecasterAnswers,
  fields: string | null,
  { decisions, climatology }: EvaluationContext,
): ForecasterEvaluation['excluded'] {
  const reasons: string[] = [];
  for (const [i, { label }] of decisions.entries()) {
    if ((assessments[i] ?? null) === null) reasons.push('it gave no opinion');
    else if (!label.scored) reasons.push(UNSCORED_TEXT[label.reason]);
  }
  for (const { index, forecast } of rows) {
    if (keyOfFields(decisions[index]!.fields) !== fields) reasons.push('its snapshot had other fields');
    else if (start !== 'unknown' && forecast.decidedAt < start && forecast.maturesAt > start)
      reasons.push('its window reaches over the start of the headline');
    else if (!climatology.has(index)) reasons.push('climatology has no forecast of it');
  }
  return countReasons(reasons);
}
