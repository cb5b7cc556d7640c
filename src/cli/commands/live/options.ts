import { z } from 'zod';
import { MEASURED, WHAT_IS_RUN } from '../backtest/options.js';
import { LIMIT_OPTIONS, PRICE_OPTIONS, WATCH_OPTIONS } from '../paper/options.js';
import { option, type GivenBy } from '../../options/option-table.js';
import { anyText, flagOnly, numberFrom, textList } from '../../options/readers.js';
import { output } from '../../options/rows.js';

/** The options of `live`, by the field that each sets. */
export const LIVE_OPTIONS = {
  ...WHAT_IS_RUN,
  ...MEASURED,
  session: option('--session <NAME>', 'name of the session, which is its folder in user_data/sessions', anyText, {
    fallback: 'live',
  }),
  ...PRICE_OPTIONS,
  symbol: option(
    '--symbol <SYMBOL>',
    'what is traded, e.g. BTC/USDT; may be repeated: the session then trades all of them',
    textList,
    { repeatable: true, conflicts: ['data', 'funding', 'mark', 'from', 'to', 'timerange', 'days'] },
  ),
  speed: option(
    '--speed <N>',
    'in a rehearsal: how many times faster the clock of the replay exchange goes',
    numberFrom(1e-9, Number.MAX_VALUE, 'a number above 0, such as 1000'),
  ),
  stopDistance: option(
    '--stop-distance <FRACTION>',
    'how far from the price the stop at the exchange rests where the strategy names none, e.g. 0.1',
    numberFrom(1e-6, 0.99, 'a fraction from 0.000001 to 0.99, such as 0.1'),
    { fallback: '0.1' },
  ),
  adopt: option(
    '--adopt',
    'take over the position that is there, and take back orders of others (default: refuse to begin)',
    flagOnly,
  ),
  dryRun: option(
    '--dry-run',
    'send nothing: a paper account at real prices takes the orders, and no key is needed',
    flagOnly,
    { conflicts: ['live', 'iUnderstand', 'adopt'] },
  ),
  fills: option(
    '--fills <WHAT>',
    'what orders of a dry run at the market fill by: bars (the last price, with slippage) or book (the order book of the moment, level by level)',
    z.enum(['bars', 'book']),
    { fallback: 'bars' },
  ),
  live: option('--live', 'real money, together with --i-understand (default: demo trading)', flagOnly),
  iUnderstand: option('--i-understand', 'that real money can be lost, all of it', flagOnly),
  ...LIMIT_OPTIONS,
  ...WATCH_OPTIONS,
  ...output,
} as const;
export type LiveGiven = GivenBy<typeof LIVE_OPTIONS>;
