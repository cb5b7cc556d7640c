import { Option, type Command } from 'commander';
import { parseDataRange } from '../../../app/data/time-range.js';
import type { BacktestControls } from '../../../app/backtest/controls.js';
import type { BacktestWishes } from '../../../app/backtest/make-spec.js';
import { CALIBRATION_NAMES, parseEarned, parseRunCalibration, RUN_EARNED } from '../../../app/earned/choices.js';
import { InputError } from '../../../core/errors.js';
import { paramsOf } from '../../../app/strategies/choose-strategy.js';
import { lastDaysOption, timerangeOption, addLedgerOptions } from '../../command.js';
import {
  BARS_EXAMPLE,
  READING_OPTION_NAMES,
  addReadingOptions,
  givenReading,
  type ReadingOptions,
} from '../../reading-options.js';
import type { Session } from '../../session.js';
import { settingOption } from '../../setting-options.js';
import {
  addExecutionOptions,
  EXECUTION_OPTION_NAMES,
  givenExecution,
  numberOf,
  type ExecutionOptions,
} from './execution-options.js';

/** Options that say what is run, common to `backtest` and `lookahead`. */
export interface RunOptions extends ExecutionOptions, ReadingOptions {
  readonly data?: readonly string[];
  readonly strategy?: string;
  readonly param?: readonly string[];
  readonly from?: string;
  readonly to?: string;
  readonly timerange?: string;
  readonly days?: string;
  readonly funding?: readonly string[];
  readonly mark?: readonly string[];
  readonly filters?: string;
  readonly marginTiers?: string;
  readonly observations?: string;
  readonly newsCap?: string;
  readonly model?: string;
  readonly prompt?: string;
  readonly ensembleWeights?: string;
  /** Of `backtest` alone, as is the next. */
  readonly calibrate?: string;
  /** True without a rule. */
  readonly earned?: string | true;
  /** Of `backtest` alone. */
  readonly modelDates?: string;
  readonly replay?: boolean;
  readonly concurrency?: string;
}

/** Settings that a run reads. */
export const RUN_FLAGS = ['llm.model', 'llm.prompt', 'llm.ensembleWeights'];

const collect = (value: string, before: readonly string[] = []): string[] => [...before, value];
const repeatable = (flags: string, about: string): Option => new Option(flags, about).argParser(collect);

/** Names of the options below: what `--repeat` takes from the record instead. */
export const RUN_OPTION_NAMES = [
  'data',
  ...READING_OPTION_NAMES,
  'strategy',
  'param',
  'from',
  'to',
  'timerange',
  'days',
  ...EXECUTION_OPTION_NAMES,
  'funding',
  'mark',
  'filters',
  'marginTiers',
  'observations',
  'newsCap',
  'model',
  'prompt',
  'ensembleWeights',
  'calibrate',
  'earned',
  'modelDates',
  'record',
  'replay',
];

export function addRunOptions(command: Command): Command {
  command
    .addOption(
      repeatable(
        '--data <FILE|SYMBOL:INTERVAL>',
        'bars: a file, or a stored series such as BTCUSDT:1h; may be repeated (parts of one series, more symbols, finer bars of a symbol)',
      ),
    )
    .addOption(
      new Option('--strategy <NAME|FILE>', 'a shipped strategy, a rules file (.yaml, .json) or a .ts or .js file'),
    )
    .addOption(repeatable('--param <NAME=VALUE>', 'a parameter of the strategy; may be repeated'))
    .addOption(new Option('--from <TIME>', 'first open time, e.g. 2024-01-01 (UTC; default: all)'))
    .addOption(new Option('--to <TIME>', 'end, not included (default: all)'))
    .addOption(timerangeOption())
    .addOption(lastDaysOption());
  addReadingOptions(command, BARS_EXAMPLE);
  addExecutionOptions(command)
    .addOption(
      repeatable(
        '--funding <FILE>',
        'settled funding: a file, or a symbol whose funding is stored; once for each symbol',
      ),
    )
    .addOption(
      repeatable(
        '--mark <FILE|SYMBOL:INTERVAL>',
        'bars of the mark price at the interval of the run, for liquidation and funding; may be repeated',
      ),
    )
    .addOption(
      new Option(
        '--filters <FILE|EXCHANGE>',
        'tick, step and least value of orders: JSON, or binance-spot, binance-um',
      ),
    )
    .addOption(new Option('--margin-tiers <FILE>', 'JSON of maintenance-margin tiers instead of the built-in ones'))
    .addOption(
      new Option(
        '--observations <FILE>',
        'JSONL of observations that a regime model may see beside the bars, or "store"',
      ),
    )
    .addOption(
      new Option(
        '--news-cap <K>',
        'how far news alone may raise a multiplier: where it could matter the model is asked a second time without it (default: not capped)',
      ),
    )
    .addOption(settingOption('llm.model', 'MODEL'))
    .addOption(settingOption('llm.prompt', 'ID'))
    .addOption(settingOption('llm.ensembleWeights', 'HOW').choices(['equal', 'fitted']));
  return addLedgerOptions(command).addOption(
    new Option(
      '--concurrency <N>',
      'model calls under way at once (default: as many as the server is found to bear, up to 8)',
    ),
  );
}

/** How far opinions are traded: as they are given, or as measured skill allows. */
export const addMeasuredOptions = (command: Command): Command =>
  command
    .addOption(
      new Option(
        '--calibrate <KIND>',
        `read probabilities as those before them say they should be read: ${CALIBRATION_NAMES}; only from decisions whose outcome was known`,
      ),
    )
    .addOption(
      new Option(
        '--earned [RULE]',
        'trade only what measured skill has earned: walk-forward (the default), by the decisions of the run; or an evaluation id, or latest',
      ),
    )
    .addOption(
      new Option(
        '--model-dates <FILE>',
        'JSON with release dates and cutoffs of models: from when on the decisions of --earned walk-forward count',
      ),
    );

/** @throws InputError naming the option whose text is wrong */
export function runWishes(options: RunOptions): BacktestWishes {
  const { strategy } = options;
  const missing = [
    ...((options.data ?? []).length === 0
      ? ['--data is missing: name a file of bars, or a stored series such as BTCUSDT:1h']
      : []),
    ...(strategy === undefined
      ? ['--strategy is missing: name one that ships (llm-trading strategy list) or a file']
      : []),
  ];
  if (strategy === undefined || missing.length > 0) {
    throw new InputError('input.missing', `${missing.join('; ')}.`, { where: missing[0]!.split(' ')[0]! });
  }
  const optional = <K extends string, V>(name: K, value: V | undefined): Partial<Record<K, V>> =>
    value === undefined ? {} : ({ [name]: value } as Record<K, V>);
  return {
    data: options.data ?? [],
    ...givenReading(options),
    funding: options.funding ?? [],
    strategy,
    params: paramsOf(options.param ?? []),
    execution: givenExecution(options),
    ...parseDataRange(options),
    ...optional('mark', options.mark),
    ...optional('filters', options.filters),
    ...optional('marginTiers', options.marginTiers),
    ...optional('observations', options.observations),
    ...optional('newsCap', numberOf(options.newsCap, '--news-cap', 'a number such as 0.5')),
    ...optional('calibrate', options.calibrate === undefined ? undefined : parseRunCalibration(options.calibrate)),
    ...optional('earned', options.earned === undefined ? undefined : parseEarned(options.earned, RUN_EARNED)),
    ...optional('modelDates', options.modelDates),
  };
}

/** What goes beside the wishes. @throws InputError naming the option whose text is wrong */
export const runControls = (
  options: Pick<RunOptions, 'replay' | 'concurrency'>,
  { io }: Session,
): Omit<BacktestControls, 'repeats'> => ({
  cwd: io.cwd,
  signal: io.signal,
  replay: options.replay,
  concurrency: numberOf(options.concurrency, '--concurrency', 'a whole number such as 4'),
});
