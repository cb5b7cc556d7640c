import { paramsOf } from '../../../app/strategies/choose-strategy.js';
import { chooseModel } from '../../../app/config/index.js';
import { parseDataRange, parseMoment } from '../../../app/data/time-range.js';
import type { FieldChoice } from '../../../app/decisions/choose-fields.js';
import type { EvaluateRequest } from '../../../app/evaluate/request.js';
import type { Runtime } from '../../../app/runtime/runtime.js';
import { InputError } from '../../../core/errors.js';
import { givenReading, type ReadingOptions } from '../../reading-options.js';
import type { Session } from '../../session.js';
import { numberOf } from '../backtest/execution-options.js';
import { DAY } from '../../../core/time.js';

export interface EvaluateCommandOptions extends ReadingOptions {
  readonly data?: readonly string[];
  readonly funding?: readonly string[];
  readonly observations?: string;
  readonly model?: readonly string[];
  readonly prompt?: readonly string[];
  readonly from?: string;
  readonly to?: string;
  readonly timerange?: string;
  readonly days?: string;
  readonly horizon?: string;
  readonly every?: string;
  readonly fields?: FieldChoice;
  /** True without a number. */
  readonly probe?: string | true;
  readonly ablateNews?: boolean;
  readonly strategy?: string;
  readonly param?: readonly string[];
  readonly attribution?: boolean;
  readonly shifts?: string;
  readonly budget?: string;
  readonly settingsChosen?: string;
  readonly embargoDays?: string;
  readonly modelDates?: string;
  readonly samples?: string;
  readonly seed?: string;
  readonly concurrency?: string;
  readonly replay?: boolean;
  readonly out?: string;
  readonly register?: boolean;
  readonly hypothesis?: string;
  readonly alpha?: string;
  /** True without an id: all are listed. */
  readonly registered?: string | true;
  readonly json?: boolean;
  readonly config?: string;
}

const DEFAULT_PROBE = 100;

const optional = <K extends string, V>(name: K, value: V | undefined): Partial<Record<K, V>> =>
  value === undefined ? {} : ({ [name]: value } as Record<K, V>);

/** @throws InputError naming the option whose text is wrong */
export function evaluateRequest(options: EvaluateCommandOptions, runtime: Runtime, { io }: Session): EvaluateRequest {
  const { cwd, signal } = io;
  const horizonHours =
    numberOf(options.horizon, '--horizon', 'a number of hours such as 24') ?? runtime.config.horizonHours;
  const embargoDays = numberOf(options.embargoDays, '--embargo-days', 'a number of days such as 30');
  const shifts = wholeOf(options.shifts, '--shifts', 1);
  const probe = options.probe === true ? DEFAULT_PROBE : wholeOf(options.probe, '--probe', 1);
  if (options.data === undefined) {
    throw new InputError(
      'input.missing',
      '--data is missing: name a file of bars or a stored series such as BTCUSDT:1h.',
      { where: '--data' },
    );
  }
  return {
    data: options.data,
    ...givenReading(options),
    funding: options.funding ?? [],
    cwd,
    signal,
    horizonHours,
    everyHours: numberOf(options.every, '--every', 'a number of hours such as 24') ?? horizonHours,
    models: options.model ?? [chooseModel(runtime.loaded, { replay: options.replay === true }).id],
    fields: options.fields ?? 'common',
    ...optional('observations', options.observations),
    ...optional('prompts', options.prompt),
    ...parseDataRange(options),
    ...optional('replay', options.replay),
    ...optional('concurrency', wholeOf(options.concurrency, '--concurrency', 1)),
    ...optional('budgetUsd', budgetOf(options.budget)),
    ...optional(
      'settingsChosenAt',
      options.settingsChosen === undefined ? undefined : parseMoment(options.settingsChosen, 'settingsChosenAt'),
    ),
    ...optional('embargoMs', embargoDays === undefined ? undefined : embargoDays * DAY),
    ...optional('modelDates', options.modelDates),
    ...optional('samples', wholeOf(options.samples, '--samples', 100)),
    ...optional('seed', wholeOf(options.seed, '--seed', 0)),
    ...optional('probe', probe === undefined ? undefined : { decisions: probe }),
    ...optional('ablateNews', options.ablateNews),
    ...(options.attribution === false
      ? {}
      : {
          attribution: {
            strategy: options.strategy ?? 'buy-and-hold',
            params: paramsOf(options.param ?? []),
            ...optional('shifts', shifts),
          },
        }),
  };
}

function budgetOf(text: string | undefined): number | undefined {
  const usd = numberOf(text, '--budget', 'an amount in USD such as 5');
  if (usd === undefined || usd >= 0) return usd;
  throw new InputError('input.number', `--budget is ${usd}: it must be an amount in USD from 0 on.`, {
    where: '--budget',
  });
}

function wholeOf(text: string | undefined, option: string, least: number): number | undefined {
  const value = numberOf(text, option, 'a whole number');
  if (value === undefined || (Number.isSafeInteger(value) && value >= least)) return value;
  throw new InputError('input.number', `${option} is ${value}: it must be a whole number from ${least} on.`, {
    where: option,
  });
}
