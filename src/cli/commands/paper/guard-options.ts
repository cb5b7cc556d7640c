import { Option, type Command } from 'commander';
import { guardLimitsSchema, type GuardLimits } from '../../../app/live/session-folder.js';
import { InputError } from '../../../core/errors.js';
import { numberOf } from '../backtest/execution-options.js';

/** Limits of the guard as text. */
export interface GuardFlags {
  readonly maxDailyLoss?: string;
  readonly maxEntriesPerDay?: string;
  readonly minHold?: string;
  readonly tradingHours?: string;
  readonly maxModelFailures?: string;
  readonly flattenOnHalt?: boolean;
}

export const addGuardOptions = (command: Command): Command =>
  command
    .addOption(
      new Option(
        '--max-daily-loss <FRACTION>',
        'loss since the start of the UTC day from which on nothing is entered that day, e.g. 0.05',
      ),
    )
    .addOption(new Option('--max-entries-per-day <N>', 'entries and reversals per symbol and UTC day'))
    .addOption(new Option('--min-hold <HOURS>', 'how long a position is held before the strategy may leave it'))
    .addOption(
      new Option('--trading-hours <FROM-TO>', 'hours of the UTC day in which positions may grow, e.g. 8-20 or 22-4'),
    )
    .addOption(
      new Option(
        '--max-model-failures <N>',
        'decisions in a row without an answer after which nothing is entered (default 3)',
      ),
    )
    .addOption(new Option('--flatten-on-halt', 'a halt also closes what is held (default: it takes back what waits)'));

/** @throws InputError naming the option whose text is wrong */
export function givenLimits(options: GuardFlags): GuardLimits {
  const limits = {
    max_daily_loss: numberOf(options.maxDailyLoss, '--max-daily-loss', 'a fraction such as 0.05'),
    max_entries_per_day: numberOf(options.maxEntriesPerDay, '--max-entries-per-day', 'a whole number such as 4'),
    min_hold_hours: numberOf(options.minHold, '--min-hold', 'hours, such as 6'),
    max_model_failures: numberOf(options.maxModelFailures, '--max-model-failures', 'a whole number such as 3'),
    trading_hours: hoursOf(options.tradingHours),
    flatten_on_halt: options.flattenOnHalt,
  };
  const parsed = guardLimitsSchema.safeParse(
    Object.fromEntries(Object.entries(limits).filter(([, value]) => value !== undefined)),
  );
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  const flag = FLAGS[String(issue.path[0])] ?? '--trading-hours';
  throw new InputError('paper.limits', `${flag} cannot be that: ${issue.message}.`, { where: flag });
}

const FLAGS: Readonly<Record<string, string>> = {
  max_daily_loss: '--max-daily-loss',
  max_entries_per_day: '--max-entries-per-day',
  min_hold_hours: '--min-hold',
  max_model_failures: '--max-model-failures',
};

function hoursOf(text: string | undefined): { from: number; to: number } | undefined {
  if (text === undefined) return undefined;
  const found = /^(\d{1,2}(?:\.\d+)?)-(\d{1,2}(?:\.\d+)?)$/.exec(text.trim());
  if (found !== null) return { from: Number(found[1]), to: Number(found[2]) };
  throw new InputError('paper.limits', `--trading-hours is "${text}": expected two hours of the UTC day, e.g. 8-20.`, {
    where: '--trading-hours',
  });
}
