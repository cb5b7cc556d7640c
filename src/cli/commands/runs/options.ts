import { join, resolve } from 'node:path';
import { z } from 'zod';
import { DAY, HOUR, WEEK } from '../../../core/time.js';
import { option, type GivenBy } from '../../options/option-table.js';
import { flagOnly, whole } from '../../options/readers.js';
import { output, runsFolder } from '../../options/rows.js';
import type { Session } from '../../session.js';
import { loadSettings } from '../../settings.js';

const MOST = 1_000_000;

/** What every one of them takes. */
const common = { runs: runsFolder, ...output } as const;
const yes = option('--yes', 'do not ask first', flagOnly);

const UNITS: Readonly<Record<string, number>> = { h: HOUR, d: DAY, w: WEEK };

/** `30d`, `12h`, `2w`, ms; a bare number is of days. */
const age = z.string().transform((typed, context) => {
  const [, count, unit = 'd'] = /^(\d{1,6}(?:\.\d+)?)\s*([hdw])?$/.exec(typed.trim()) ?? [];
  if (count !== undefined) return Number(count) * UNITS[unit]!;
  context.addIssue({ code: 'custom', message: 'write it like 30d, 12h or 2w' });
  return z.NEVER;
});

export const RUNS_LIST_OPTIONS = {
  sort: option(
    '--sort <BY>',
    'the newest, or the greatest, first',
    z.enum(['when', 'return', 'sharpe', 'trades', 'size', 'strategy']),
    { fallback: 'when' },
  ),
  limit: option('--limit <N>', 'so many of them', whole(1, MOST), { fallback: '20' }),
  ...common,
} as const;
export type RunsListGiven = GivenBy<typeof RUNS_LIST_OPTIONS>;

export const SHOW_OPTIONS = common;
export type RunsGiven = GivenBy<typeof SHOW_OPTIONS>;

export const DELETE_OPTIONS = { yes, ...common } as const;
export type RunsDeleteGiven = GivenBy<typeof DELETE_OPTIONS>;

export const RUNS_PRUNE_OPTIONS = {
  keep: option('--keep <N>', 'keep the newest N', whole(0, MOST)),
  olderThan: option('--older-than <AGE>', 'keep what is younger, e.g. 30d, 12h', age),
  damaged: option('--damaged', 'delete folders of runs that cannot be read, too', flagOnly),
  dryRun: option('--dry-run', 'only say which would go', flagOnly, { conflicts: ['yes'] }),
  yes,
  ...common,
} as const;
export type RunsPruneGiven = GivenBy<typeof RUNS_PRUNE_OPTIONS>;

/** The folder that is meant. */
export const rootOf = (session: Session, { runs, config }: RunsGiven): string =>
  runs === undefined
    ? join(loadSettings(session, {}, config).config.userDataDir, 'runs')
    : resolve(session.io.cwd, runs);
