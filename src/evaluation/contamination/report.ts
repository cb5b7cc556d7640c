import type { ScoredForecast } from '../forecast.js';
import { dataEffect, type DataEffectRow } from './counterfactual/data-effect.js';
import type { HeadlineStart } from './headline-start.js';
import { beforeAfter } from './memory/before-after.js';
import type { MemoryTestOptions } from './memory/options.js';
import { pairedBrier } from './memory/paired-brier.js';
import { tooGood, type TooGoodOptions } from './memory/too-good.js';
import type { ProbeQuestion } from './probe-questions.js';
import type { RecitedWeek } from './recitation/ask.js';
import { scoreRecitation } from './recitation/score.js';
import type { WeeklyClose } from './recitation/weekly-closes.js';
import type { ContaminationFlag, ContaminationReport } from './report-schema.js';
import { LIMITS, sentencesOf } from './sentences.js';

/** One answered question of a probe. */
export interface ProbeAnswer {
  readonly question: ProbeQuestion;
  readonly probBull: number;
}

export interface ContaminationInput {
  readonly model: string;
  readonly headline: HeadlineStart;
  /** Every scored decision as it was asked in the evaluation. */
  readonly forecasts: readonly ScoredForecast[];
  /** Answers to `probeQuestions`; empty where no probe was run. */
  readonly answers?: readonly ProbeAnswer[] | undefined;
  readonly recitation?:
    { readonly recited: readonly RecitedWeek[]; readonly weeks: readonly WeeklyClose[] } | undefined;
  /** End of the stated training cutoff, UTC ms; null where it is unknown or there is none. */
  readonly cutoff: number | null;
}

export interface ContaminationOptions
  extends MemoryTestOptions, Pick<TooGoodOptions, 'plausibleSkill' | 'plausibleAuc'> {}

/**
 * Everything that can be said about memory and look-ahead of one model. What was not measured is null.
 * @throws InputError where masked answers belong to none of the forecasts
 */
export function contaminationReport(input: ContaminationInput, options: ContaminationOptions): ContaminationReport {
  const { model, headline, forecasts, answers = [], cutoff } = input;
  const masked = maskedForecasts(forecasts, answers);
  // Only what the probe asked can be paired: a probe of a sample leaves the other decisions out, and that is not a gap.
  const asked = new Set(masked.map((forecast) => forecast.decidedAt));
  const plain = forecasts.filter((forecast) => asked.has(forecast.decidedAt));
  const from = headline.from;
  const counted = from === 'unknown' ? null : forecasts.filter((forecast) => forecast.decidedAt >= from).length;
  const findings = {
    model,
    headline,
    n_headline: counted,
    n_before_headline: counted === null ? null : forecasts.length - counted,
    masking: masked.length === 0 ? null : pairedBrier(plain, masked, { ...options, cutoff }),
    before_after:
      cutoff === null || from === 'unknown' ? null : beforeAfter(forecasts, { ...options, cutoff, cleanFrom: from }),
    too_good: tooGood(forecasts, options),
    data_effects: dataEffects(answers, options),
    recitation:
      input.recitation === undefined ? null : scoreRecitation(input.recitation.recited, input.recitation.weeks),
  };
  const raised: [ContaminationFlag, boolean | null | undefined][] = [
    ['memorised', findings.masking?.memorised],
    ['better_before_cutoff', findings.before_after?.better_before],
    ['too_good', findings.too_good.too_good],
    ['recites', findings.recitation?.recites],
  ];
  const flags = raised.flatMap(([flag, isRaised]) => (isRaised === true ? [flag] : []));
  return {
    ...findings,
    flags,
    sentences: sentencesOf(findings),
    limits: [...LIMITS],
  };
}

/** The masked answers against what the market truly did. */
function maskedForecasts(forecasts: readonly ScoredForecast[], answers: readonly ProbeAnswer[]): ScoredForecast[] {
  const probabilities = new Map(
    answers
      .filter(({ question }) => question.variant === 'masked')
      .map(({ question, probBull }) => [question.decidedAt, probBull]),
  );
  return forecasts.flatMap((forecast) => {
    const probBull = probabilities.get(forecast.decidedAt);
    return probBull === undefined ? [] : [{ ...forecast, probBull, assessment: null }];
  });
}

/** Each variant that changes the data, against the form that it changes. */
function dataEffects(answers: readonly ProbeAnswer[], options: MemoryTestOptions): ContaminationReport['data_effects'] {
  const byForm = new Map(
    answers.map(({ question, probBull }) => [`${question.variant} ${question.decidedAt}`, probBull]),
  );
  return (['reversed-trend', 'swapped-news', 'without-news'] as const).flatMap((variant) => {
    const rows = answers.flatMap(({ question, probBull }): DataEffectRow[] => {
      if (question.variant !== variant) return [];
      const before = byForm.get(`${question.comparedWith ?? ''} ${question.decidedAt}`);
      if (before === undefined) return [];
      const { decidedAt, direction } = question;
      return [{ decidedAt, probBull: before, probBullChanged: probBull, direction }];
    });
    rows.sort((a, b) => a.decidedAt - b.decidedAt);
    return rows.length === 0 ? [] : [dataEffect(variant, rows, options)];
  });
}
