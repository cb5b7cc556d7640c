import { z } from 'zod';
import { settingAt } from '../../app/config/index.js';
import { columnPairs } from '../reading-options.js';
import { option, type GivenBy } from './option-table.js';
import { flagOnly, anyText, textList, whole } from './readers.js';

/** Rows that several commands share, and rows made of the table of settings. */

export const json = option('--json', 'print one JSON document', flagOnly);
export const config = option('--config <FILE>', 'read settings from this file instead of llm-trading.yaml', anyText);

/** What every command that reads the settings ends with. */
export const output = { json, config } as const;

/** The range as freqtrade's users write it. */
export const timerange = option(
  '--timerange <RANGE>',
  '--from and --to in one: 20240101-20240601, 20240101- or -20240601',
  anyText,
);

export const lastDays = option(
  '--days <N>',
  'the last N days up to --to, or to the last bar, instead of --from',
  anyText,
);

/** How model calls and the ledger go together, alike for every command that asks a model. */
export const ledger = {
  record: option(
    '--record',
    'write every model call to the ledger, and pay for none that is there already (the default)',
    flagOnly,
    { conflicts: ['replay'] },
  ),
  replay: option('--replay', 'take the answers from the ledger of recorded model calls, and ask no server', flagOnly),
} as const;

export const concurrency = option(
  '--concurrency <N>',
  'model calls under way at once (default: as many as the server is found to bear, up to 8)',
  whole(1),
);

/** How a file is written, where it does not show it. @param example of `--map` */
export const readingRows = (example: string) =>
  ({
    map: option('--map <PAIRS>', `which column is which field: ${example}`, anyText.transform(columnPairs)),
    dateFormat: option('--date-format <FORMAT>', 'order of day, month and year, e.g. D-M-YYYY or MM/DD/YYYY', anyText),
    timeZone: option(
      '--time-zone <ZONE>',
      'zone of times without one, e.g. +3 or America/New_York (default UTC)',
      anyText,
    ),
  }) as const;

export const runsFolder = option('--runs <DIR>', 'folder of the runs (default user_data/runs)', anyText);

/** May be typed several times. */
export const several = <const Flags extends string>(flags: Flags, about: string) =>
  option(flags, about, textList, { repeatable: true });

/** The option of a setting, described by the table of settings, which also checks its text, whatever its origin. */
export function setting(path: string, placeholder: string, choices?: readonly string[]) {
  const row = settingAt(path).setting;
  if (row.option === null) throw new Error(`setting ${path} has no option`);
  const fallback = row.fallback === null ? '' : ` (default ${String(row.fallback)})`;
  return option(`--${row.option} <${placeholder}>`, `${row.about}${fallback}`, z.string(), {
    setting: path,
    ...(choices === undefined ? {} : { choices }),
  });
}

export const ensembleWeights = () => setting('llm.ensembleWeights', 'HOW', ['equal', 'fitted']);

/** How large a position an opinion makes. */
export const sizing = {
  baseLong: setting('sizing.baseLongSize', 'SIZE'),
  baseShort: setting('sizing.baseShortSize', 'SIZE'),
  kMax: setting('sizing.kMax', 'K'),
  profile: setting('sizing.profile', 'PROFILE', ['balanced', 'convex']),
} as const;

export type OutputGiven = GivenBy<typeof output>;
