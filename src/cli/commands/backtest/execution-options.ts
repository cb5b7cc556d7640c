import { Option, type Command } from 'commander';
import type { BacktestWishes } from '../../../app/backtest/make-spec.js';
import { InputError } from '../../../core/errors.js';

type Execution = NonNullable<BacktestWishes['execution']>;
type Instrument = NonNullable<Execution['instrument']>;
type Fill = NonNullable<Execution['fill']>;

/** Options with a number, as text. */
interface NumberOptions {
  readonly initialEquity?: string;
  readonly feeRate?: string;
  readonly makerFee?: string;
  readonly takerFee?: string;
  readonly slippageBps?: string;
  readonly slippageImpact?: string;
  readonly slippageVolatilityBars?: string;
  readonly slippageMaxBps?: string;
  readonly latencyMs?: string;
  readonly leverage?: string;
  readonly maxParticipation?: string;
  readonly minRebalance?: string;
  readonly borrowRate?: string;
  readonly maxExposure?: string;
  readonly maxChangePerDecision?: string;
  readonly maxDrawdown?: string;
}

/** Options that say how orders are filled, what they cost and what bounds them. */
export interface ExecutionOptions extends NumberOptions {
  readonly fill?: Fill;
  readonly instrument?: Instrument;
}

interface NumberOption {
  readonly flag: string;
  readonly unit: string;
  readonly about: string;
  /** For the sentence about a text that is not a number. */
  readonly expected: string;
}

/** By attribute. Ranges are those of the engine's settings, which are checked there whoever sets them. */
const NUMBERS: Readonly<Record<keyof NumberOptions, NumberOption>> = {
  initialEquity: {
    flag: '--initial-equity',
    unit: 'AMOUNT',
    about: 'in quote currency (default 10000)',
    expected: 'an amount such as 10000',
  },
  feeRate: {
    flag: '--fee-rate',
    unit: 'FRACTION',
    about: 'of every fill, 0.001 is 0.1 % (default 0.0002 maker, 0.0005 taker)',
    expected: 'a fraction such as 0.001',
  },
  makerFee: {
    flag: '--maker-fee',
    unit: 'FRACTION',
    about: 'of fills of resting orders',
    expected: 'a fraction such as 0.0002',
  },
  takerFee: {
    flag: '--taker-fee',
    unit: 'FRACTION',
    about: 'of all other fills',
    expected: 'a fraction such as 0.0005',
  },
  slippageBps: {
    flag: '--slippage-bps',
    unit: 'BPS',
    about: 'of every taker fill, 1 is 0.01 % (default 1)',
    expected: 'a number of basis points such as 1',
  },
  slippageImpact: {
    flag: '--slippage-impact',
    unit: 'FACTOR',
    about: 'market impact on top: factor × volatility × √(share of the bar’s volume), about 1 (default 0)',
    expected: 'a factor such as 1',
  },
  slippageVolatilityBars: {
    flag: '--slippage-volatility-bars',
    unit: 'N',
    about: 'earlier bars that the volatility of the impact is measured on (default 20)',
    expected: 'a whole number such as 20',
  },
  slippageMaxBps: {
    flag: '--slippage-max-bps',
    unit: 'BPS',
    about: 'largest slippage with impact (default 1000)',
    expected: 'a number of basis points such as 1000',
  },
  latencyMs: {
    flag: '--latency-ms',
    unit: 'MS',
    about: 'from the close at which an order is given to when it can fill (default 0)',
    expected: 'a number of milliseconds such as 500',
  },
  leverage: {
    flag: '--leverage',
    unit: 'TIMES',
    about: 'largest target in times of equity (default 1)',
    expected: 'a number such as 2',
  },
  maxParticipation: {
    flag: '--max-participation',
    unit: 'SHARE',
    about: 'largest share of a bar’s volume that one symbol trades, 0.1 is 10 % (default: no cap)',
    expected: 'a share such as 0.1',
  },
  minRebalance: {
    flag: '--min-rebalance',
    unit: 'FRACTION',
    about: 'of equity; a smaller change of a position is not traded, except to flat (default 0)',
    expected: 'a fraction such as 0.02',
  },
  borrowRate: {
    flag: '--borrow-rate',
    unit: 'FRACTION',
    about: 'interest a year on what margin borrows, 0.05 is 5 % (default 0)',
    expected: 'a fraction such as 0.05',
  },
  maxExposure: {
    flag: '--max-exposure',
    unit: 'TIMES',
    about: 'cap on all positions together, in times of equity (default: none)',
    expected: 'a number such as 0.5',
  },
  maxChangePerDecision: {
    flag: '--max-change-per-decision',
    unit: 'TIMES',
    about: 'how far one decision may raise a position, in times of equity (default: none)',
    expected: 'a number such as 0.25',
  },
  maxDrawdown: {
    flag: '--max-drawdown',
    unit: 'FRACTION',
    about: 'loss from the peak at which everything is closed for good, 0.3 is 30 % (default: none)',
    expected: 'a fraction such as 0.3',
  },
};

const NAMES = Object.keys(NUMBERS) as (keyof NumberOptions)[];

/** Attributes of the options below. */
export const EXECUTION_OPTION_NAMES: readonly string[] = [...NAMES, 'fill', 'instrument'];

export function addExecutionOptions(command: Command): Command {
  for (const name of NAMES) {
    const { flag, unit, about } = NUMBERS[name];
    const option = new Option(`${flag} <${unit}>`, about);
    command.addOption(name === 'feeRate' ? option.conflicts(['makerFee', 'takerFee']) : option);
  }
  return command
    .addOption(
      new Option(
        '--fill <WHEN>',
        'when an order given at a close fills (default next-open; close is optimistic)',
      ).choices(['next-open', 'close']),
    )
    .addOption(
      new Option(
        '--instrument <KIND>',
        'what is traded (default perp; spot allows no shorts and has no funding)',
      ).choices(['spot', 'margin', 'perp']),
    );
}

/** @throws InputError naming the option whose text is not a number */
export function givenExecution(options: ExecutionOptions): Execution {
  const given = Object.fromEntries(
    NAMES.map((name) => [name, numberOf(options[name], NUMBERS[name].flag, NUMBERS[name].expected)]),
  ) as Partial<Record<keyof NumberOptions, number>>;
  const { fill, instrument } = options;
  return {
    ...present({
      initialEquity: given.initialEquity,
      makerFee: given.feeRate ?? given.makerFee,
      takerFee: given.feeRate ?? given.takerFee,
      fill,
      latencyMs: given.latencyMs,
      instrument,
      leverage: given.leverage,
      maxParticipation: given.maxParticipation,
      minRebalance: given.minRebalance,
      borrowRatePerYear: given.borrowRate,
    }),
    slippage: present({
      bps: given.slippageBps,
      impact: given.slippageImpact,
      volatilityBars: given.slippageVolatilityBars,
      maxBps: given.slippageMaxBps,
    }),
    limits: present({
      maxExposure: given.maxExposure,
      maxChangePerDecision: given.maxChangePerDecision,
      maxDrawdown: given.maxDrawdown,
    }),
  };
}

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Settings of the engine by the name it knows them by, and the option that sets each. */
const FLAG_OF_SETTING: Readonly<Record<string, keyof NumberOptions>> = {
  'slippage.bps': 'slippageBps',
  'slippage.impact': 'slippageImpact',
  'slippage.volatilityBars': 'slippageVolatilityBars',
  'slippage.maxBps': 'slippageMaxBps',
  borrowRatePerYear: 'borrowRate',
};

/** The same error in words of what was typed: `--fee-rate`, not the setting that it becomes. */
export function withTypedOption(error: unknown, options: ExecutionOptions): unknown {
  const codes = ['backtest.settings', 'limits.invalid'];
  if (!(error instanceof InputError) || !codes.includes(error.code) || error.where === undefined) return error;
  const setting = error.where;
  const isFee = setting === 'makerFee' || setting === 'takerFee';
  const name = isFee && options.feeRate !== undefined ? 'feeRate' : (FLAG_OF_SETTING[setting] ?? setting);
  if (!Object.hasOwn(NUMBERS, name)) return error;
  const { flag } = NUMBERS[name as keyof NumberOptions];
  return new InputError(error.code, error.message.replace(/^The (?:setting|limit) \S+/, `The option ${flag}`), {
    where: flag,
    ...(error.expected === undefined ? {} : { expected: error.expected }),
    cause: error,
  });
}

/** The values that were given. */
function present<T extends object>(values: T): Present<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Present<T>;
}

/** @throws InputError naming the option */
export function numberOf(text: string | undefined, option: string, expected: string): number | undefined {
  if (text === undefined) return undefined;
  const value = /^\s*$/.test(text) ? NaN : Number(text);
  if (Number.isFinite(value)) return value;
  throw new InputError('input.number', `${option} is "${text.slice(0, 40)}": it must be ${expected}.`, {
    where: option,
    expected,
  });
}
