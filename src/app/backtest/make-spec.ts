import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { BacktestSpec, OpinionsSpec } from '../../contract/backtest-spec.js';
import { InputError } from '../../core/errors.js';
import { given } from '../../core/given.js';
import { field } from '../../core/request-field.js';
import { isoTime } from '../../core/time.js';
import { assertNewsCap } from '../../engine/regime-series/bounds.js';
import { resolveSettings, type GivenSettings } from '../../engine/settings.js';
import type { RecalibrationKind } from '../../evaluation/calibration/recalibration.js';
import { assertRange } from '../data/time-range.js';
import { WALK_FORWARD } from '../earned/choices.js';
import type { MarketRequest } from '../inputs/market.js';
import { readModelDates } from '../models/headline.js';
import type { Runtime } from '../runtime/runtime.js';
import { findChosenStrategy, type ChosenStrategy } from '../strategies/choose-strategy.js';
import { executionDocument, readingDocument } from './execution-document.js';

/** What a backtest is wanted to be; the rest is as the settings and the defaults have it. */
export interface BacktestWishes extends Omit<MarketRequest, 'cwd' | 'signal'> {
  /** Name of a shipped strategy, or a file. */
  readonly strategy: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly execution?: GivenSettings;
  /** JSONL file of observations that the regime model may see beside the bars. */
  readonly observations?: string;
  /** JSON file with dates of models, in place of the built-in table's: from when on the decisions of `earned` count. */
  readonly modelDates?: string;
  /** How far news alone may raise a multiplier; absent: not capped, and nothing is asked twice. */
  readonly newsCap?: number;
  /** Probabilities are recalibrated by what had matured before each decision; absent: read as they were given. */
  readonly calibrate?: RecalibrationKind;
  /** `walk-forward`, the id of an evaluation, or `latest`: only what measured skill has earned is traded. Absent: all of it. */
  readonly earned?: string;
  /** Samples of the block bootstrap, from 100; absent: no intervals. */
  readonly bootstrap?: number;
}

const LEAST_SAMPLES = 100;

/**
 * The specification of a run: what was wished, with every default filled in and the settings that the opinions depend on.
 * Reads files of the strategy and of the prompt, no data; asks no model.
 * @throws InputError naming what is wrong and where
 */
export async function makeSpec(wishes: BacktestWishes, cwd: string, runtime: Runtime): Promise<BacktestSpec> {
  const { bootstrap, reading, mark, filters, marginTiers, observations, days } = wishes;
  if (bootstrap !== undefined && !(Number.isSafeInteger(bootstrap) && bootstrap >= LEAST_SAMPLES)) {
    throw new InputError(
      'backtest.bootstrap',
      `${field('bootstrap')} is ${bootstrap}: it must be a whole number of samples from ${LEAST_SAMPLES} on, e.g. 1000.`,
      { where: 'bootstrap' },
    );
  }
  const execution = executionDocument(resolveSettings(wishes.execution ?? {}));
  const strategy = await findChosenStrategy(wishes.strategy, { ...wishes.params }, cwd);
  assertOpinionsAsked(wishes, strategy);
  await readModelDates(wishes.modelDates, cwd);
  const { from = -Infinity, to = Infinity } = wishes;
  assertRange(from, to);
  return {
    data: [...wishes.data],
    ...given({ reading: reading === undefined ? undefined : readingDocument(reading) }),
    funding: [...wishes.funding],
    ...(mark === undefined || mark.length === 0 ? {} : { mark: [...mark] }),
    ...given({ filters, margin_tiers: marginTiers, observations }),
    ...given({
      from: from === -Infinity ? undefined : isoTime(from),
      to: to === Infinity ? undefined : isoTime(to),
      days,
    }),
    strategy: strategy.name,
    params: await paramsAsked(wishes, strategy, cwd),
    execution,
    opinions: strategy.decisionBars === null ? null : await opinionsOf(wishes, runtime),
    bootstrap: bootstrap ?? null,
  };
}

function assertOpinionsAsked(
  { newsCap, calibrate, earned, modelDates }: BacktestWishes,
  strategy: ChosenStrategy,
): void {
  if (newsCap !== undefined && strategy.decisionBars === null) {
    throw new InputError(
      'backtest.news-cap',
      `${field('newsCap')} bounds the opinions of a regime model, and ${strategy.name} asks none: leave it out.`,
      { where: 'newsCap' },
    );
  }
  if (newsCap !== undefined) assertNewsCap(newsCap);
  for (const [name, value] of [
    ['calibrate', calibrate],
    ['earned', earned],
  ] as const) {
    if (value === undefined || strategy.decisionBars !== null) continue;
    throw new InputError(
      'backtest.measured',
      `${field(name)} is about the opinions of a regime model, and ${strategy.name} asks none: leave it out.`,
      { where: name },
    );
  }
  if (modelDates !== undefined && earned !== WALK_FORWARD) {
    throw new InputError(
      'backtest.model-dates',
      `${field('modelDates')} says from when on decisions count for ${field('earned', WALK_FORWARD)}: give that too, or leave it out.`,
      { where: 'modelDates' },
    );
  }
}

/**
 * Complete parameters, which the strategy is made with once more. A file's own schema may change even those, by a transform: then
 * they stay as they were given.
 */
async function paramsAsked(
  { strategy: name, params = {} }: BacktestWishes,
  { params: complete, files }: ChosenStrategy,
  cwd: string,
): Promise<BacktestSpec['params']> {
  const isStable =
    files.length === 0 || isDeepStrictEqual((await findChosenStrategy(name, { ...complete }, cwd)).params, complete);
  return z.record(z.string(), z.json()).parse(isStable ? complete : params);
}

async function opinionsOf(
  { newsCap, calibrate, earned, modelDates }: BacktestWishes,
  runtime: Runtime,
): Promise<OpinionsSpec> {
  const { chosenOpinions } = await import('./chosen-opinions.js');
  return {
    ...(await chosenOpinions(runtime)),
    ...given({ news_cap: newsCap, calibrate, earned, model_dates: modelDates }),
  };
}
