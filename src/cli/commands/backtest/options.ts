import { Option, type Command } from 'commander';
import { parseMoment } from '../../../app/data/time-range.js';
import type { BacktestRequest } from '../../../app/backtest/prepare-run.js';
import { InputError } from '../../../core/errors.js';
import { paramsOf } from '../../../app/backtest/choose-strategy.js';
import { addLedgerOptions } from '../../ledger-options.js';
import { settingOption } from '../../setting-options.js';

/** Options that say what is run, common to `backtest` and `lookahead`. */
export interface RunOptions {
  readonly data?: readonly string[];
  readonly strategy?: string;
  readonly param?: readonly string[];
  readonly from?: string;
  readonly to?: string;
  readonly initialEquity?: string;
  readonly feeRate?: string;
  readonly makerFee?: string;
  readonly takerFee?: string;
  readonly slippageBps?: string;
  readonly fill?: 'next-open' | 'close';
  readonly funding?: readonly string[];
  readonly leverage?: string;
  readonly instrument?: 'spot' | 'margin' | 'perp';
  readonly observations?: string;
  readonly model?: string;
  readonly replay?: boolean;
  readonly concurrency?: string;
}

/** Settings that a run reads. */
export const RUN_FLAGS = ['llm.model'];

const collect = (value: string, before: readonly string[] = []): string[] => [...before, value];
const repeatable = (flags: string, about: string): Option => new Option(flags, about).argParser(collect);

/** Names of the options above: what `--repeat` takes from the record instead. */
export const RUN_OPTION_NAMES = [
  'data',
  'strategy',
  'param',
  'from',
  'to',
  'initialEquity',
  'feeRate',
  'makerFee',
  'takerFee',
  'slippageBps',
  'fill',
  'funding',
  'leverage',
  'instrument',
  'observations',
  'model',
  'record',
  'replay',
] as const;

export function addRunOptions(command: Command): Command {
  return addLedgerOptions(
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
      .addOption(new Option('--initial-equity <AMOUNT>', 'in quote currency (default 10000)'))
      .addOption(
        new Option(
          '--fee-rate <FRACTION>',
          'of every fill, 0.001 is 0.1 % (default 0.0002 maker, 0.0005 taker)',
        ).conflicts(['makerFee', 'takerFee']),
      )
      .addOption(new Option('--maker-fee <FRACTION>', 'of fills of resting orders'))
      .addOption(new Option('--taker-fee <FRACTION>', 'of all other fills'))
      .addOption(new Option('--slippage-bps <BPS>', 'of every taker fill, 1 is 0.01 % (default 1)'))
      .addOption(
        new Option(
          '--fill <WHEN>',
          'when an order given at a close fills (default next-open; close is optimistic)',
        ).choices(['next-open', 'close']),
      )
      .addOption(
        repeatable(
          '--funding <FILE>',
          'settled funding: a file, or a symbol whose funding is stored; once for each symbol',
        ),
      )
      .addOption(new Option('--leverage <TIMES>', 'largest target in times of equity (default 1)'))
      .addOption(
        new Option(
          '--instrument <KIND>',
          'what is traded (default perp; spot allows no shorts and has no funding)',
        ).choices(['spot', 'margin', 'perp']),
      )
      .addOption(
        new Option('--observations <FILE>', 'JSONL of observations that a regime model may see beside the bars'),
      )
      .addOption(settingOption('llm.model', 'MODEL')),
  ).addOption(new Option('--concurrency <N>', 'model calls under way at once (default 4)'));
}

/** @throws InputError naming the option whose text is wrong */
export function runRequest(options: RunOptions, cwd: string, signal: AbortSignal): BacktestRequest {
  if (options.strategy === undefined) {
    throw new InputError(
      'input.missing',
      '--strategy is missing: name one that ships (llm-trading strategy list) or a file.',
      { where: '--strategy' },
    );
  }
  const optional = <K extends string, V>(name: K, value: V | undefined): Partial<Record<K, V>> =>
    value === undefined ? {} : ({ [name]: value } as Record<K, V>);
  const fee = numberOf(options.feeRate, '--fee-rate', 'a fraction such as 0.001');
  const slippage = numberOf(options.slippageBps, '--slippage-bps', 'a number of basis points such as 1');
  return {
    data: options.data ?? [],
    funding: options.funding ?? [],
    strategy: options.strategy,
    params: paramsOf(options.param ?? []),
    cwd,
    signal,
    execution: {
      ...optional('initialEquity', numberOf(options.initialEquity, '--initial-equity', 'an amount such as 10000')),
      ...optional('makerFee', fee ?? numberOf(options.makerFee, '--maker-fee', 'a fraction such as 0.0002')),
      ...optional('takerFee', fee ?? numberOf(options.takerFee, '--taker-fee', 'a fraction such as 0.0005')),
      ...optional('slippage', slippage === undefined ? undefined : { bps: slippage }),
      ...optional('fill', options.fill),
      ...optional('leverage', numberOf(options.leverage, '--leverage', 'a number such as 2')),
      ...optional('instrument', options.instrument),
    },
    ...optional('from', options.from === undefined ? undefined : parseMoment(options.from, '--from')),
    ...optional('to', options.to === undefined ? undefined : parseMoment(options.to, '--to')),
    ...optional('observations', options.observations),
    ...optional('replay', options.replay),
    ...optional('concurrency', numberOf(options.concurrency, '--concurrency', 'a whole number such as 4')),
  };
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
