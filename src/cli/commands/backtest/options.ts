import type { BacktestControls } from '../../../app/backtest/controls.js';
import type { BacktestWishes } from '../../../app/backtest/make-spec.js';
import { parseDataRange } from '../../../app/data/time-range.js';
import { CALIBRATION_NAMES, parseEarned, parseRunCalibration, RUN_EARNED } from '../../../app/earned/choices.js';
import { InputError } from '../../../core/errors.js';
import { paramsOf } from '../../../app/strategies/choose-strategy.js';
import { option, passedOn, type GivenBy } from '../../options/option-table.js';
import { anyText, numberText, optionally, unlessLeftOut, flagOnly, whole } from '../../options/readers.js';
import {
  concurrency,
  ensembleWeights,
  lastDays,
  ledger,
  output,
  readingRows,
  setting,
  several,
  timerange,
} from '../../options/rows.js';
import { BARS_EXAMPLE, givenReading } from '../../reading-options.js';
import type { Session } from '../../session.js';
import { EXECUTION_OPTIONS, executionOf } from './execution-options.js';

/** What decides the run itself, common to `backtest`, `lookahead`, `paper` and `live`. */
export const WHAT_IS_RUN = {
  data: several(
    '--data <FILE|SYMBOL:INTERVAL>',
    'bars: a file, or a stored series such as BTCUSDT:1h; may be repeated (parts of one series, more symbols, finer bars of a symbol)',
  ),
  strategy: option(
    '--strategy <NAME|FILE>',
    'a shipped strategy, a rules file (.yaml, .json) or a .ts or .js file',
    anyText,
  ),
  params: several('--param <NAME=VALUE>', 'a parameter of the strategy; may be repeated'),
  from: option('--from <TIME>', 'first open time, e.g. 2024-01-01 (UTC; default: all)', anyText),
  to: option('--to <TIME>', 'end, not included (default: all)', anyText),
  timerange,
  days: lastDays,
  ...readingRows(BARS_EXAMPLE),
  ...EXECUTION_OPTIONS,
  funding: several(
    '--funding <FILE>',
    'settled funding: a file, or a symbol whose funding is stored; once for each symbol',
  ),
  mark: several(
    '--mark <FILE|SYMBOL:INTERVAL>',
    'bars of the mark price at the interval of the run, for liquidation and funding; may be repeated',
  ),
  filters: option(
    '--filters <FILE|EXCHANGE>',
    'tick, step and least value of orders: JSON, or binance-spot, binance-um',
    anyText,
  ),
  marginTiers: option(
    '--margin-tiers <FILE>',
    'JSON of maintenance-margin tiers instead of the built-in ones',
    anyText,
  ),
  observations: option(
    '--observations <FILE>',
    'JSONL of observations that a regime model may see beside the bars, or "store"',
    anyText,
  ),
  newsCap: option(
    '--news-cap <K>',
    'how far news alone may raise a multiplier: where it could matter the model is asked a second time without it (default: not capped)',
    numberText('a number such as 0.5'),
  ),
  model: setting('llm.model', 'MODEL'),
  prompt: setting('llm.prompt', 'ID'),
  ensembleWeights: ensembleWeights(),
  ...ledger,
} as const;

/** How far opinions are traded: as they are given, or as measured skill allows. */
export const MEASURED = {
  calibrate: option(
    '--calibrate <KIND>',
    `read probabilities as those before them say they should be read: ${CALIBRATION_NAMES}; only from decisions whose outcome was known`,
    anyText.transform(parseRunCalibration),
  ),
  earned: option(
    '--earned [RULE]',
    'trade only what measured skill has earned: walk-forward (the default), by the decisions of the run; or an evaluation id, or latest',
    optionally(anyText).transform((rule) => parseEarned(rule, RUN_EARNED)),
  ),
  modelDates: option(
    '--model-dates <FILE>',
    'JSON with release dates and cutoffs of models: from when on the decisions of --earned walk-forward count',
    anyText,
  ),
} as const;

const bootstrap = option(
  '--bootstrap [SAMPLES]',
  'confidence intervals by block bootstrap (default 1000 samples)',
  optionally(numberText('a number such as 1000')),
);

/** The options of `lookahead`, by the field that each sets. */
export const LOOKAHEAD_OPTIONS = {
  ...WHAT_IS_RUN,
  concurrency,
  cuts: option('--cuts <N>', 'moments at which the data are cut (default 24)', whole(1, 10_000)),
  ...output,
} as const;

/** The options of `backtest`, by the field that each sets. */
export const BACKTEST_OPTIONS = {
  ...WHAT_IS_RUN,
  concurrency,
  ...MEASURED,
  bootstrap,
  out: option('--out <DIR>', 'folder that the run folder is made in (default user_data/runs)', anyText),
  csv: option('--csv', 'also write trades and series as CSV, for a spreadsheet', flagOnly),
  series: option(
    '--no-series',
    'leave equity curve and closes out of the run folder; the report is drawn all the same',
    unlessLeftOut,
  ),
  repeat: option('--repeat <ID>', 'run a recorded run again and prove that the result is the same', anyText, {
    // The record says what was run.
    conflicts: Object.keys({ ...WHAT_IS_RUN, ...MEASURED, bootstrap }),
  }),
  ...output,
} as const;

export type BacktestGiven = GivenBy<typeof BACKTEST_OPTIONS>;
/** What a specification is made of. */
export type SpecGiven = Omit<BacktestGiven, 'series'>;
export type LookaheadGiven = GivenBy<typeof LOOKAHEAD_OPTIONS>;

/** @throws InputError naming what is missing, or the two that contradict each other */
export function runWishes(given: LookaheadGiven & Partial<GivenBy<typeof MEASURED>>): BacktestWishes {
  const { strategy, data = [] } = given;
  const missing = [
    ...(data.length === 0 ? ['--data is missing: name a file of bars, or a stored series such as BTCUSDT:1h'] : []),
    ...(strategy === undefined
      ? ['--strategy is missing: name one that ships (llm-trading strategy list) or a file']
      : []),
  ];
  if (strategy === undefined || missing.length > 0) {
    throw new InputError('input.missing', `${missing.join('; ')}.`, { where: data.length === 0 ? 'data' : 'strategy' });
  }
  return {
    data,
    ...givenReading(given),
    funding: given.funding ?? [],
    strategy,
    params: paramsOf(given.params ?? []),
    execution: executionOf(given),
    ...parseDataRange(given),
    ...passedOn(given, [
      'mark',
      'filters',
      'marginTiers',
      'observations',
      'newsCap',
      'calibrate',
      'earned',
      'modelDates',
    ]),
  };
}

/** What goes beside the wishes. */
export const runControls = (
  { replay, concurrency: atOnce }: Pick<LookaheadGiven, 'replay' | 'concurrency'>,
  { io }: Session,
): Omit<BacktestControls, 'repeats'> => ({ cwd: io.cwd, signal: io.signal, replay, concurrency: atOnce });
