import { z } from 'zod';
import type { BacktestWishes } from '../../../app/backtest/make-spec.js';
import { InputError } from '../../../core/errors.js';
import { DEFAULT_GROUPING } from '../../../core/risk-limits.js';
import { flagsOfFields, option, passedOn, type GivenBy } from '../../options/option-table.js';
import { numberText } from '../../options/readers.js';

/**
 * Options that say how orders are filled, what they cost and what bounds them, by the setting of the engine that each sets.
 * Ranges are those of the engine's settings, which are checked there whoever sets them.
 */
export const EXECUTION_OPTIONS = {
  initialEquity: option(
    '--initial-equity <AMOUNT>',
    'in quote currency (default 10000)',
    numberText('an amount such as 10000'),
  ),
  feeRate: option(
    '--fee-rate <FRACTION>',
    'of every fill, 0.001 is 0.1 % (default 0.0002 maker, 0.0005 taker)',
    numberText('a fraction such as 0.001'),
    { conflicts: ['makerFee', 'takerFee'] },
  ),
  makerFee: option('--maker-fee <FRACTION>', 'of fills of resting orders', numberText('a fraction such as 0.0002')),
  takerFee: option('--taker-fee <FRACTION>', 'of all other fills', numberText('a fraction such as 0.0005')),
  'slippage.bps': option(
    '--slippage-bps <BPS>',
    'of every taker fill, 1 is 0.01 % (default 1)',
    numberText('a number of basis points such as 1'),
  ),
  'slippage.impact': option(
    '--slippage-impact <FACTOR>',
    'market impact on top: factor × volatility × √(share of the bar’s volume), about 1 (default 0)',
    numberText('a factor such as 1'),
  ),
  'slippage.volatilityBars': option(
    '--slippage-volatility-bars <N>',
    'earlier bars that the volatility of the impact is measured on (default 20)',
    numberText('a whole number such as 20'),
  ),
  'slippage.maxBps': option(
    '--slippage-max-bps <BPS>',
    'largest slippage with impact (default 1000)',
    numberText('a number of basis points such as 1000'),
  ),
  latencyMs: option(
    '--latency-ms <MS>',
    'from the close at which an order is given to when it can fill (default 0)',
    numberText('a number of milliseconds such as 500'),
  ),
  leverage: option(
    '--leverage <TIMES>',
    'largest target in times of equity (default 1)',
    numberText('a number such as 2'),
  ),
  maxParticipation: option(
    '--max-participation <SHARE>',
    'largest share of a bar’s volume that one symbol trades, 0.1 is 10 % (default: no cap)',
    numberText('a share such as 0.1'),
  ),
  minRebalance: option(
    '--min-rebalance <FRACTION>',
    'of equity; a smaller change of a position is not traded, except to flat (default 0)',
    numberText('a fraction such as 0.02'),
  ),
  borrowRatePerYear: option(
    '--borrow-rate <FRACTION>',
    'interest a year on what margin borrows, 0.05 is 5 % (default 0)',
    numberText('a fraction such as 0.05'),
  ),
  maxExposure: option(
    '--max-exposure <TIMES>',
    'cap on all positions together, longs and shorts added up, in times of equity (default: none)',
    numberText('a number such as 0.5'),
  ),
  maxNetExposure: option(
    '--max-net-exposure <TIMES>',
    'cap on longs less shorts, or the other way round, in times of equity (default: none)',
    numberText('a number such as 0.5'),
  ),
  maxGroupExposure: option(
    '--max-group-exposure <TIMES>',
    'cap on the longs, and on the shorts, of symbols that move together, in times of equity (default: none)',
    numberText('a number such as 0.5'),
  ),
  groupCorrelation: option(
    '--group-correlation <R>',
    `correlation of returns from which on symbols move together (default ${DEFAULT_GROUPING.correlation})`,
    numberText('a number such as 0.7'),
  ),
  groupBars: option(
    '--group-bars <N>',
    `bars that it is measured over, once a day (default ${DEFAULT_GROUPING.bars})`,
    numberText('a whole number such as 500'),
  ),
  maxChangePerDecision: option(
    '--max-change-per-decision <TIMES>',
    'how far one decision may raise a position, in times of equity (default: none)',
    numberText('a number such as 0.25'),
  ),
  maxDrawdown: option(
    '--max-drawdown <FRACTION>',
    'loss from the peak at which everything is closed for good, 0.3 is 30 % (default: none)',
    numberText('a fraction such as 0.3'),
  ),
  fill: option(
    '--fill <WHEN>',
    'when an order given at a close fills (default next-open; close is optimistic)',
    z.enum(['next-open', 'close']),
  ),
  instrument: option(
    '--instrument <KIND>',
    'what is traded (default perp; spot allows no shorts and has no funding)',
    z.enum(['spot', 'margin', 'perp']),
  ),
} as const;

export type GivenExecution = GivenBy<typeof EXECUTION_OPTIONS>;

/** The settings of the engine that were given. */
export function executionOf(given: GivenExecution): NonNullable<BacktestWishes['execution']> {
  const { feeRate } = given;
  const fees =
    feeRate === undefined ? passedOn(given, ['makerFee', 'takerFee']) : { makerFee: feeRate, takerFee: feeRate };
  return {
    ...fees,
    ...passedOn(given, [
      'initialEquity',
      'fill',
      'latencyMs',
      'instrument',
      'leverage',
      'maxParticipation',
      'minRebalance',
      'borrowRatePerYear',
    ]),
    slippage: passedOn(
      {
        bps: given['slippage.bps'],
        impact: given['slippage.impact'],
        volatilityBars: given['slippage.volatilityBars'],
        maxBps: given['slippage.maxBps'],
      },
      ['bps', 'impact', 'volatilityBars', 'maxBps'],
    ),
    limits: passedOn(given, [
      'maxExposure',
      'maxNetExposure',
      'maxGroupExposure',
      'groupCorrelation',
      'groupBars',
      'maxChangePerDecision',
      'maxDrawdown',
    ]),
  };
}

/** The same error in words of what was typed: `--fee-rate`, not the setting that it becomes. */
export function withTypedOption(error: unknown, { feeRate }: Pick<GivenExecution, 'feeRate'>): unknown {
  const codes = ['backtest.settings', 'limits.invalid'];
  if (!(error instanceof InputError) || !codes.includes(error.code) || error.where === undefined) return error;
  const isFee = error.where === 'makerFee' || error.where === 'takerFee';
  const flag = flagsOfFields(EXECUTION_OPTIONS).get(isFee && feeRate !== undefined ? 'feeRate' : error.where);
  if (flag === undefined) return error;
  return new InputError(error.code, error.message.replace(/^The (?:setting|limit) \S+/, `The option ${flag}`), {
    where: error.where,
    expected: error.expected,
    cause: error,
  });
}
