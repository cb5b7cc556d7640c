import { z } from 'zod';
import type { WatchingRequest } from '../../../app/live/watching.js';
import { guardLimitsSchema, type GuardLimits } from '../../../app/live/session-folder.js';
import type { SessionFeed } from '../../../contract/session.js';
import { InputError } from '../../../core/errors.js';
import { given } from '../../../core/given.js';
import { MEASURED, WHAT_IS_RUN } from '../backtest/options.js';
import { flagsOfFields, option, type GivenBy } from '../../options/option-table.js';
import { anyText, flagOnly, numberFrom, textList, whole } from '../../options/readers.js';
import { ledger, output } from '../../options/rows.js';

/** `8-20`, `22-4`: hours of the UTC day. */
const hours = z.string().transform((typed, context) => {
  const found = /^(\d{1,2}(?:\.\d+)?)-(\d{1,2}(?:\.\d+)?)$/.exec(typed.trim());
  const [from, to] = [Number(found?.[1] ?? NaN), Number(found?.[2] ?? NaN)];
  if (from <= 24 && to <= 24 && from !== to) return { from, to };
  context.addIssue({ code: 'custom', message: 'it must be two different hours of the UTC day, e.g. 8-20 or 22-4' });
  return z.NEVER;
});

/** What a session may do at most, by the field of its limits. */
export const LIMIT_OPTIONS = {
  max_daily_loss: option(
    '--max-daily-loss <FRACTION>',
    'loss since the start of the UTC day from which on nothing is entered that day, e.g. 0.05',
    numberFrom(1e-9, 1, 'a fraction above 0 and up to 1, such as 0.05'),
  ),
  max_entries_per_day: option('--max-entries-per-day <N>', 'entries and reversals per symbol and UTC day', whole(1)),
  min_hold_hours: option(
    '--min-hold <HOURS>',
    'how long a position is held before the strategy may leave it',
    numberFrom(1e-9, Number.MAX_VALUE, 'hours above 0, such as 6'),
  ),
  trading_hours: option(
    '--trading-hours <FROM-TO>',
    'hours of the UTC day in which positions may grow, e.g. 8-20 or 22-4',
    hours,
  ),
  max_bar_age: option(
    '--max-bar-age <BARS>',
    'age of a bar at its decision, in bars, from which on nothing is entered (default 2)',
    numberFrom(1e-9, Number.MAX_VALUE, 'a number of bars above 0, such as 2'),
  ),
  max_model_failures: option(
    '--max-model-failures <N>',
    'decisions in a row without an answer after which nothing is entered (default 3)',
    whole(1),
  ),
  flatten_on_halt: option(
    '--flatten-on-halt',
    'a halt also closes what is held (default: it takes back what waits)',
    flagOnly,
  ),
} as const;

/** Where live prices come from. */
export const PRICE_OPTIONS = {
  symbol: option(
    '--symbol <SYMBOL>',
    'live prices of this symbol, e.g. BTC/USDT; may be repeated: the session then trades all of them',
    textList,
    { repeatable: true, conflicts: ['data', 'demo', 'funding', 'mark', 'from', 'to', 'timerange', 'days'] },
  ),
  interval: option('--interval <INTERVAL>', 'length of their bars, 1m to 1d (default 1h)', anyText),
  exchange: option(
    '--exchange <ID>',
    'the exchange that they come from, as ccxt names it; no key is needed (default: the setting EXCHANGE, else binance)',
    anyText,
  ),
  warmUp: option(
    '--warm-up <BARS>',
    'bars that indicators see before the first decision (default: ten times the longest indicator, at least 500)',
    whole(0),
  ),
  sources: option(
    '--sources <LIST>',
    'what the model is shown beside bars and funding: all that a cycle asks, or some by name, e.g. rss,fear-greed (default: nothing)',
    anyText,
  ),
} as const;

/** How a session is seen from outside while it runs. */
export const WATCH_OPTIONS = {
  log: option(
    '--log <FILE>',
    'append what the session does to this file, a line of JSON each (default: the setting LOG_FILE)',
    anyText,
  ),
  metricsPort: option(
    '--metrics-port <PORT>',
    'serve metrics for Prometheus at this port; 0: any that is free',
    whole(0, 65_535),
  ),
  metricsHost: option(
    '--metrics-host <ADDRESS>',
    'at this address; whoever reaches it sees equity and positions (default: 127.0.0.1)',
    anyText,
  ),
} as const;

/** @throws InputError for an address without a port */
export function watchingOf(
  { log, metricsPort: port, metricsHost: host }: Pick<PaperGiven, keyof typeof WATCH_OPTIONS>,
  cwd: string,
): WatchingRequest {
  if (port === undefined && host !== undefined) {
    throw new InputError('metrics.host', '--metrics-host says where metrics are served: give --metrics-port, too.', {
      where: 'metricsHost',
    }); // prettier-ignore
  }
  return { logFile: log ?? null, metrics: port === undefined ? null : { host: host ?? '127.0.0.1', port }, cwd };
}

/** The options of `paper`, by the field that each sets. */
export const PAPER_OPTIONS = {
  ...WHAT_IS_RUN,
  ...MEASURED,
  demo: option('--demo', 'on generated bars, with the statistical baseline: no network, no keys, no model', flagOnly),
  run: option(
    '--run <ID>',
    'trade as a stored run did, with everything it had: strategy, costs, limits, model, prompt, earned rule; on its bars, or with --symbol on live prices',
    anyText,
    {
      conflicts: [
        ...Object.keys({ ...WHAT_IS_RUN, ...MEASURED }).filter((name) => !(name in ledger)),
        'demo',
        'league',
      ],
    },
  ),
  league: option(
    '--league <FILE>',
    'many sessions at once on the same bars: a YAML or JSON file that names their models, prompts, strategies and parameters; the sessions are named SESSION.MEMBER',
    anyText,
  ),
  session: option('--session <NAME>', 'name of the session, which is its folder in user_data/sessions', anyText, {
    fallback: 'paper',
  }),
  ...PRICE_OPTIONS,
  speed: option(
    '--speed <N>',
    'how many times faster than the clock bars come (default: stored ones as fast as they can be traded); with --symbol: how much faster the clock of a replay exchange goes',
    numberFrom(1e-9, Number.MAX_VALUE, 'a number above 0, such as 1000'),
  ),
  ...LIMIT_OPTIONS,
  ...WATCH_OPTIONS,
  ...output,
} as const;
export type PaperGiven = GivenBy<typeof PAPER_OPTIONS>;

/** Where live prices come from; null: none are wanted. @throws InputError for an option that needs them */
export function pricesOf(
  { symbol, interval, exchange, warmUp, sources }: Pick<PaperGiven, keyof typeof PRICE_OPTIONS>,
  usual: string,
): SessionFeed | null {
  if (symbol === undefined) {
    const alone = Object.entries({ interval, exchange, warmUp, sources }).find(([, value]) => value !== undefined);
    if (alone === undefined) return null;
    const [name] = alone as [keyof typeof PRICE_OPTIONS, unknown];
    throw new InputError('paper.prices', `${flagsOfFields(PRICE_OPTIONS).get(name)!} is about live prices: name their --symbol, e.g. BTC/USDT.`, { where: name }); // prettier-ignore
  }
  return {
    kind: 'exchange',
    exchange: exchange ?? usual,
    symbols: [...symbol],
    interval: interval ?? '1h',
    ...given({ warm_up: warmUp, sources: sources === undefined ? undefined : sourcesOf(sources) }),
  };
}

/** `all`, or names apart by commas. */
function sourcesOf(typed: string): NonNullable<SessionFeed['sources']> {
  const names = typed.split(/[\s,]+/).filter((name) => name !== '');
  if (names.length === 0) {
    throw new InputError('session.sources', '--sources names nothing: write all, or names such as rss,fear-greed.', {
      where: 'sources',
    });
  }
  return names.length === 1 && names[0] === 'all' ? 'all' : [...new Set(names)];
}

export function limitsOf(given: Pick<PaperGiven, keyof typeof LIMIT_OPTIONS>): GuardLimits {
  const names = Object.keys(LIMIT_OPTIONS) as (keyof typeof LIMIT_OPTIONS)[];
  return guardLimitsSchema.parse(
    Object.fromEntries(names.flatMap((name) => (given[name] === undefined ? [] : [[name, given[name]]]))),
  );
}
