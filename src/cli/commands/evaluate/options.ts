import { z } from 'zod';
import { chooseModel } from '../../../app/config/index.js';
import { parseDataRange } from '../../../app/data/time-range.js';
import type { EvaluateRequest } from '../../../app/evaluate/request.js';
import type { Runtime } from '../../../app/runtime/runtime.js';
import { paramsOf } from '../../../app/strategies/choose-strategy.js';
import { InputError } from '../../../core/errors.js';
import { DAY } from '../../../core/time.js';
import { option, passedOn, type GivenBy } from '../../options/option-table.js';
import {
  moment,
  numberText,
  numberFrom,
  optionally,
  flagOnly,
  anyText,
  unlessLeftOut,
  whole,
} from '../../options/readers.js';
import {
  concurrency,
  ensembleWeights,
  lastDays,
  ledger,
  output,
  readingRows,
  several,
  timerange,
} from '../../options/rows.js';
import { BARS_EXAMPLE, givenReading } from '../../reading-options.js';
import type { Session } from '../../session.js';

const HOURS = 'a number of hours such as 24';

/** The options of `evaluate`, by the field of the request that each sets. */
export const EVALUATE_OPTIONS = {
  ...readingRows(BARS_EXAMPLE),
  data: several('--data <FILE|SYMBOL:INTERVAL>', 'bars of the asset: a file, or a stored series'),
  funding: several('--funding <FILE>', 'settled funding: a file, or a symbol whose funding is stored'),
  observations: option(
    '--observations <FILE>',
    'what models may see beside the bars: a JSONL file, or "store"',
    anyText,
  ),
  models: several(
    '--model <MODEL>',
    'provider/model, baseline/NAME or an ensemble; may be repeated (default LLM_MODEL)',
  ),
  prompts: several('--prompt <ID>', 'prompt to ask with; every model is asked with each (default LLM_PROMPT)'),
  ensembleWeights: ensembleWeights(),
  from: option('--from <TIME>', 'first decision (UTC; default: once the bars show 30-day trends)', anyText),
  to: option('--to <TIME>', 'end of the decisions, not included (default: all)', anyText),
  timerange,
  days: lastDays,
  horizonHours: option('--horizon <HOURS>', 'how far ahead is judged (default HORIZON_HOURS)', numberText(HOURS)),
  everyHours: option('--every <HOURS>', 'time between decisions (default: the horizon)', numberText(HOURS)),
  fields: option(
    '--fields <WHICH>',
    'fields shown to the models: those nearly all decisions have (default), those history can supply, or all',
    z.enum(['common', 'historical', 'all']),
  ),
  probe: option(
    '--probe [DECISIONS]',
    'ask also masked and changed forms of some decisions (default 100)',
    optionally(whole(1)),
  ),
  ablateNews: option('--ablate-news', 'ask every decision that has news a second time, without them', flagOnly),
  strategy: option('--strategy <NAME>', 'what the opinions scale, for the share of the P&L that is theirs', anyText, {
    fallback: 'buy-and-hold',
  }),
  params: several('--param <NAME=VALUE>', 'a parameter of that strategy; may be repeated'),
  attribution: option('--no-attribution', 'leave the P&L out', unlessLeftOut),
  shifts: option('--shifts <N>', 'circular shifts of the opinions (default 999)', whole(1)),
  budgetUsd: option(
    '--budget <USD>',
    'most that asking may cost; checked before the first question',
    numberFrom(0, Infinity, 'an amount in USD from 0 on, such as 5'),
  ),
  settingsChosenAt: option(
    '--settings-chosen <TIME>',
    'when you last chose settings with results in view',
    moment('settingsChosenAt'),
  ),
  embargoDays: option(
    '--embargo-days <N>',
    'days after a training cutoff that do not count (default 30)',
    numberText('a number of days such as 30'),
  ),
  modelDates: option('--model-dates <FILE>', 'JSON with release dates and cutoffs of models', anyText),
  samples: option('--samples <N>', 'resamples of each bootstrap (default 1000)', whole(100)),
  register: option('--register', 'freeze model, prompt and settings now; only later decisions count then', flagOnly),
  hypothesis: option('--hypothesis <TEXT>', 'with --register: what you expect to be found', anyText),
  alpha: option(
    '--alpha <P>',
    'with --register: chance that the result is ever wrong (default 0.05)',
    numberText('a chance such as 0.05'),
  ),
  registered: option(
    '--registered [ID]',
    'list what is registered, or report on one, by number or hash',
    optionally(anyText),
  ),
  seed: option('--seed <N>', 'of the questions of --probe (default 1)', whole(0)),
  concurrency,
  out: option('--out <DIR>', 'folder that the evaluation is made in (default user_data/evaluations)', anyText),
  ...ledger,
  ...output,
} as const;

export type EvaluateGiven = GivenBy<typeof EVALUATE_OPTIONS>;

const DEFAULT_PROBE = 100;

/** Fields whose value is passed on as it was read. */
const PASSED_ON = [
  'observations',
  'prompts',
  'replay',
  'concurrency',
  'budgetUsd',
  'settingsChosenAt',
  'modelDates',
  'samples',
  'seed',
  'ablateNews',
] as const;

/** @throws InputError naming the option that is missing, or the two that contradict each other */
export function evaluateRequest(given: EvaluateGiven, runtime: Runtime, { io }: Session): EvaluateRequest {
  const { cwd, signal } = io;
  const { data, probe, shifts, embargoDays } = given;
  const horizonHours = given.horizonHours ?? runtime.config.horizonHours;
  if (data === undefined) {
    throw new InputError(
      'input.missing',
      '--data is missing: name a file of bars or a stored series such as BTCUSDT:1h.',
      { where: 'data' },
    );
  }
  return {
    data,
    ...givenReading(given),
    funding: given.funding ?? [],
    cwd,
    signal,
    horizonHours,
    everyHours: given.everyHours ?? horizonHours,
    models: given.models ?? [chooseModel(runtime.loaded, { replay: given.replay === true }).id],
    fields: given.fields ?? 'common',
    ...parseDataRange(given),
    ...passedOn(given, PASSED_ON),
    embargoMs: embargoDays === undefined ? undefined : embargoDays * DAY,
    probe: probe === undefined ? undefined : { decisions: probe === true ? DEFAULT_PROBE : probe },
    attribution: given.attribution
      ? { strategy: given.strategy, params: paramsOf(given.params ?? []), shifts }
      : undefined,
  };
}
