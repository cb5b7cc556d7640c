import { z } from 'zod';
import { toUnixMs } from '../../../core/unix-time.js';
import { option, type GivenBy } from '../../options/option-table.js';
import { anyText, flagOnly, numberFrom, whole } from '../../options/readers.js';
import { output, several } from '../../options/rows.js';

const numberBetween = (least: number, most: number) => numberFrom(least, most, `a number from ${least} to ${most}`);

const time = z.string().transform((typed, context) => {
  const ms = toUnixMs(typed);
  if (ms !== null) return ms;
  context.addIssue({ code: 'custom', message: 'it must be a time such as 2024-03-01T13:00Z' });
  return z.NEVER;
});

export const REPLAY_EXCHANGE_OPTIONS = {
  data: several('--data <FILE|SYMBOL:INTERVAL>', 'bars: a file, or a stored series; may be repeated'),
  funding: several('--funding <FILE>', 'settled funding: a file, or a symbol whose funding is stored'),
  mark: several('--mark <FILE|SYMBOL:INTERVAL>', 'bars of the mark price; may be repeated'),
  filters: option('--filters <FILE|EXCHANGE>', 'tick, step and least value of orders (default: Binance’s)', anyText),
  market: option('--market <MARKET>', 'which markets are served', z.enum(['spot', 'usdm', 'both']), {
    fallback: 'both',
  }),
  start: option('--start <TIME>', 'where the replay begins; before it is history (default: a tenth in)', time),
  speed: option('--speed <N>', 'times faster than real time; 0: only when told to', numberBetween(0, 100_000), {
    fallback: '1000',
  }),
  port: option('--port <N>', 'port on 127.0.0.1; 0: any that is free', whole(0, 65_535), { fallback: '0' }),
  balance: option('--balance <N>', 'quote currency on each market', numberBetween(0, 1e12), { fallback: '10000' }),
  makerFee: option(
    '--maker-fee <N>',
    'fraction of a fill’s value, e.g. 0.0002 (default: Binance’s)',
    numberBetween(-0.1, 0.1),
  ),
  takerFee: option('--taker-fee <N>', 'likewise of takers', numberBetween(0, 0.1)),
  slippageBps: option('--slippage-bps <N>', 'how much worse than the bar’s open takers fill', numberBetween(0, 1000), {
    fallback: '0',
  }),
  checkTimestamps: option('--check-timestamps', 'refuse timestamps outside recvWindow at speeds above 1 too', flagOnly),
  fail: option('--fail <FILE>', 'what goes wrong, and when: a JSON list of faults', anyText),
  ...output,
} as const;
export type ReplayExchangeGiven = GivenBy<typeof REPLAY_EXCHANGE_OPTIONS>;
