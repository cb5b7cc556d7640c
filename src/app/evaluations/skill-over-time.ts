import type { SkillOverTime } from '../../contract/dashboard-evaluations.js';
import { InputError } from '../../core/errors.js';
import type { Evaluation, ForecasterEvaluation, Period } from '../../evaluation/evaluate/schema.js';
import { rollingSkill, type SkillRow } from '../../evaluation/scoring/rolling-skill.js';

/** What every skill is measured against where nothing else is named. */
export const CLIMATOLOGY = 'climatology';
/** Decisions of a stretch where none are named: enough for an interval at any overlap up to ten. */
const DEFAULT_WINDOW = 60;
const MOST_POINTS = 120;

export interface SkillRequest {
  /** By its name, see `forecasterName`. */
  readonly forecaster: string;
  /** `climatology`, or the name of another forecaster of the evaluation. */
  readonly against?: string | undefined;
  /** Decisions of a stretch. */
  readonly window?: number | undefined;
}

/** Brier skill of a forecaster over time, before and after the start of its headline apart. @throws InputError for one that is not there */
export function skillOverTime(
  evaluation: Evaluation,
  { forecaster, against = CLIMATOLOGY, window = DEFAULT_WINDOW }: SkillRequest,
): SkillOverTime {
  const names = forecasterNames(evaluation);
  const find = (name: string): ForecasterEvaluation => {
    const found = allForecasters(evaluation).find((each) => forecasterName(each) === name);
    if (found !== undefined) return found;
    throw new InputError('evaluation.forecaster', `Evaluation ${evaluation.id} has no forecaster "${name}".`, {
      where: 'forecaster',
      remedy: `it has ${names.join(', ')}`,
    });
  };
  const own = find(forecaster);
  const reference = against === CLIMATOLOGY ? null : referenceOf(find(against));
  const stretches = (['earlier', 'headline'] as const).flatMap((name) => {
    const period = own[name];
    if (period === null) return [];
    const { overlap, bootstrap } = period.scores.sample;
    const options = { window, points: MOST_POINTS, overlap, level: bootstrap.level };
    return rollingSkill(rowsOf(period, reference), options).map((stretch) => ({ ...stretch, period: name }));
  });
  const { from } = own.headline_start;
  return {
    forecaster,
    against,
    window,
    headline_from: from === 'unknown' ? null : from,
    references: [CLIMATOLOGY, ...names.filter((name) => name !== forecaster)],
    stretches,
  };
}

/** What another forecaster said, by the moment of the decision. */
function referenceOf({ earlier, headline }: ForecasterEvaluation): ReadonlyMap<number, number> {
  const said = new Map<number, number>();
  for (const { series } of [earlier, headline].filter((period) => period !== null)) {
    series.decided_at.forEach((time, i) => said.set(time, series.prob_bull[i]!));
  }
  return said;
}

/** Decisions that both answered. */
function rowsOf({ series }: Period, said: ReadonlyMap<number, number> | null): SkillRow[] {
  return series.decided_at.flatMap((decidedAt, i) => {
    const reference = said === null ? series.climatology[i]! : said.get(decidedAt);
    if (reference === undefined) return [];
    return { decidedAt, probBull: series.prob_bull[i]!, reference, outcome: series.outcome[i]! };
  });
}

/** What tells a forecaster of an evaluation from the others: one model may answer several prompts. */
export const forecasterName = ({ id, prompt }: Pick<ForecasterEvaluation, 'id' | 'prompt'>): string =>
  prompt === null ? id : `${id} · ${prompt}`;

/** Those in question, then those they are measured against. */
const allForecasters = ({ forecasters, baselines }: Evaluation): readonly ForecasterEvaluation[] => [
  ...forecasters,
  ...baselines,
];

/** Every name, in that order. */
export const forecasterNames = (evaluation: Evaluation): string[] => allForecasters(evaluation).map(forecasterName);
