import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { InputError, messageOf } from '../../core/errors.js';
import { field } from '../../core/request-field.js';
import type { RegimeModel } from '../../core/ports/regime-model.js';
import type { RegimeOutcome } from '../../engine/regime-series/index.js';
import { headlineStart, type HeadlineStart, type ModelOrigin } from '../../evaluation/contamination/headline-start.js';
import { datesOf, parseModelDates, type ModelDatesTable } from '../../infra/llm/model-dates.js';

/** The user's own dates of models. @throws InputError naming the model and what is wrong with its dates */
export async function readModelDates(file: string | undefined, cwd: string): Promise<ModelDatesTable> {
  if (file === undefined) return {};
  let value: unknown;
  try {
    value = JSON.parse(await readFile(resolve(cwd, file), 'utf8'));
  } catch (error) {
    throw new InputError(
      'evaluate.model-dates',
      `${file} (${field('modelDates')}) cannot be read: ${messageOf(error)}.`,
      {
        where: 'modelDates',
        cause: error,
      },
    );
  }
  return parseModelDates(value, `${file} (${field('modelDates')})`);
}

export interface HeadlineFacts {
  readonly dates: ModelDatesTable;
  readonly embargoMs?: number | undefined;
  /** UTC ms; null where nobody knows. */
  readonly promptCreatedAt: number | null;
  /** As `headlineStart` takes it. */
  readonly promptFirstSeenOn?: string | null;
  readonly settingsChosenAt?: number | undefined;
  /** Of an ensemble: those whose knowledge goes into its answers. */
  readonly members?: readonly Pick<RegimeModel, 'id' | 'kind'>[] | undefined;
}

/** From when on a language model's scores count, by who truly answered. */
export function headlineOfAnswers(
  id: string,
  outcomes: readonly RegimeOutcome[],
  { dates, embargoMs, promptCreatedAt, promptFirstSeenOn = null, settingsChosenAt, members }: HeadlineFacts,
): HeadlineStart {
  const models = members === undefined ? answerers(id, outcomes, dates) : origins(members, outcomes, dates);
  return headlineStart({
    models,
    promptCreatedAt,
    promptFirstSeenOn,
    settingsChosenAt: settingsChosenAt ?? null,
    embargoMs,
  });
}

function answerers(id: string, outcomes: readonly RegimeOutcome[], dates: ModelDatesTable): ModelOrigin[] {
  const versions = new Map<string, (string | null)[]>([[id, []]]);
  for (const { answeredBy, version, assessment } of outcomes) {
    if (assessment === null || answeredBy === null) continue;
    const seen = versions.get(answeredBy);
    if (seen === undefined) versions.set(answeredBy, [version]);
    else seen.push(version);
  }
  return [...versions].map(([name, reportedVersions]) => ({
    id: name,
    dates: datesOf(name, { overrides: dates, reportedVersions }),
  }));
}

/** The version of an ensemble names those of its members: `ollama/a@1f2e + baseline/logistic-1@fixed`. */
function origins(
  members: NonNullable<HeadlineFacts['members']>,
  outcomes: readonly RegimeOutcome[],
  dates: ModelDatesTable,
): ModelOrigin[] {
  return members.map(({ id, kind }) => {
    if (kind === 'baseline') return { id, dates: null };
    const reportedVersions = outcomes.flatMap(({ version }) => {
      if (version === null) return [null];
      const own = version.split(' + ').find((part) => part.startsWith(`${id}@`));
      return own === undefined ? [] : own.slice(id.length + 1).split(',');
    });
    return { id, dates: datesOf(id, { overrides: dates, reportedVersions }) };
  });
}

/** Of a baseline: it has learned from nothing but the past that it is given. */
export const headlineOfBaseline = (id: string, settingsChosenAt: number | undefined): HeadlineStart =>
  headlineStart({
    models: [{ id, dates: null }],
    promptCreatedAt: null,
    settingsChosenAt: settingsChosenAt ?? null,
  });
