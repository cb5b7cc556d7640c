import { option, type GivenBy } from '../../options/option-table.js';
import { anyText, flagOnly, textList, whole } from '../../options/readers.js';
import { config, output } from '../../options/rows.js';
import { z } from 'zod';

const kind = option('--kind <KIND...>', 'only records of these kinds', textList);

export const JOURNAL_VERIFY_OPTIONS = output;
export type JournalVerifyGiven = GivenBy<typeof JOURNAL_VERIFY_OPTIONS>;

export const JOURNAL_SHOW_OPTIONS = {
  kind,
  tail: option('--tail <N>', 'the last so many', whole(1, 1_000_000_000), { fallback: '20' }),
  json: option('--json', 'print a line of JSON a record', flagOnly),
  config,
} as const;
export type JournalShowGiven = GivenBy<typeof JOURNAL_SHOW_OPTIONS>;

export const JOURNAL_EXPORT_OPTIONS = {
  out: option('--out <FILE>', 'default: stdout', anyText),
  format: option('--format <FORMAT>', 'default: csv where FILE ends with .csv, else jsonl', z.enum(['jsonl', 'csv'])),
  kind,
  config,
} as const;
export type JournalExportGiven = GivenBy<typeof JOURNAL_EXPORT_OPTIONS>;
